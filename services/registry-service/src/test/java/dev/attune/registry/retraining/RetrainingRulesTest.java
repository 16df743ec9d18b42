package dev.attune.registry.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.RetrainingEvent.Reason;
import dev.attune.contracts.settings.retraining.PolicyRule;
import dev.attune.contracts.settings.retraining.PolicyRule.After;
import dev.attune.contracts.settings.retraining.QuietHours;
import dev.attune.contracts.settings.retraining.RetrainingPolicy;
import dev.attune.contracts.settings.retraining.RewardModelRule;
import dev.attune.registry.retraining.Decided.NotNow;
import dev.attune.registry.retraining.Decided.RewardModelPassedOver;
import dev.attune.registry.retraining.Decided.TrainPolicy;
import dev.attune.registry.retraining.Decided.TrainRewardModel;
import dev.attune.registry.retraining.Facts.Compared;
import dev.attune.registry.retraining.Facts.Drift;
import dev.attune.registry.retraining.Facts.Fresh;
import dev.attune.registry.retraining.Facts.NewRewardModel;
import dev.attune.registry.retraining.Facts.RecentRun;

import static org.assertj.core.api.Assertions.assertThat;

/** What is decided in each case, and what is said of it. Sunday, 29 November 2026, 10:00 in UTC. */
class RetrainingRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final PolicyRule BETTER = new PolicyRule("ppo", After.BETTER, Map.of());

    private static RetrainingPolicy policy(RewardModelRule rule) {
        return policy(rule, BETTER, List.of(), 0, null, null);
    }

    private static RetrainingPolicy policy(
            RewardModelRule rule,
            @Nullable PolicyRule after,
            List<QuietHours> quiet,
            int coolDown,
            @Nullable Integer runs,
            @Nullable Integer minutes) {
        return new RetrainingPolicy(true, rule, after, quiet, "Europe/Berlin", coolDown, runs, minutes);
    }

    private static RewardModelRule after(int preferences) {
        return new RewardModelRule(preferences, null, null, false, null, Map.of());
    }

    private static Facts fresh(long count, @Nullable Instant oldest) {
        return new Facts(NOW, new Fresh(count, oldest), null, null, null, List.of());
    }

    private static Facts busy(@Nullable String openRun, RecentRun... recent) {
        return new Facts(NOW, new Fresh(200, NOW), null, null, openRun, List.of(recent));
    }

    private static Facts made(@Nullable String previous, @Nullable Compared comparison, boolean comparable) {
        return new Facts(
                NOW,
                new Fresh(500, NOW),
                new NewRewardModel("reward-new", true, previous, comparison, comparable),
                null,
                null,
                List.of());
    }

    @Test
    void aRewardModelIsTrainedAfterSoManyPreferences() {
        NotNow few = (NotNow) RetrainingRules.decide(policy(after(200)), fresh(12, NOW));
        assertThat(few.reason()).isEqualTo(Reason.TOO_FEW);
        assertThat(few.wantedPreferences()).isEqualTo(188);
        assertThat(few.notBefore()).isNull();
        assertThat(few.sentence()).isEqualTo("Not now: 12 new preferences were decided; 200 are asked for.");

        Decided enough = RetrainingRules.decide(policy(after(200)), fresh(200, NOW));
        assertThat(enough).isInstanceOf(TrainRewardModel.class);
        assertThat(enough.reason()).isEqualTo(Reason.PREFERENCES);
        assertThat(enough.sentence())
                .isEqualTo("A reward model is trained: 200 new preferences were decided, 200 are asked for.");
    }

    @Test
    void fewerSufficeOnceTheFirstIsOldEnough() {
        RetrainingPolicy policy = policy(new RewardModelRule(200, 24, 50, true, null, Map.of()));
        Instant old = NOW.minus(Duration.ofHours(23));

        NotNow young = (NotNow) RetrainingRules.decide(policy, fresh(50, old));
        assertThat(young.notBefore()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(young.wantedPreferences()).isNull();
        assertThat(young.sentence())
                .isEqualTo(
                        "Not now: 50 new preferences were decided; 200 are asked for, 50 suffice once the first is 24 hours"
                                + " old, or a drift.");

        NotNow few = (NotNow) RetrainingRules.decide(policy, fresh(49, NOW.minus(Duration.ofDays(9))));
        assertThat(few.notBefore()).isNull();
        assertThat(few.wantedPreferences()).isEqualTo(1);

        Decided hours = RetrainingRules.decide(policy, fresh(50, NOW.minus(Duration.ofHours(24))));
        assertThat(hours).isInstanceOf(TrainRewardModel.class);
        assertThat(hours.reason()).isEqualTo(Reason.HOURS);
    }

    @Test
    void aDriftNeedsNoNumberOfPreferences() {
        Drift drift = new Drift("reward-old", 130, 40, 0.55, 0.75);
        Facts facts = new Facts(NOW, new Fresh(3, NOW), null, drift, null, List.of());

        Decided decided =
                RetrainingRules.decide(policy(new RewardModelRule(200, null, null, true, null, Map.of())), facts);

        assertThat(decided).isInstanceOf(TrainRewardModel.class);
        assertThat(decided.reason()).isEqualTo(Reason.DRIFT);
        assertThat(decided.sentence())
                .isEqualTo(
                        "A reward model is trained: people have come to prefer something else. reward-old was right on 75 % of"
                                + " what was held out and is on 55 % of the 90 ratings since about rating 41 after it was made.");
        assertThat(RetrainingRules.decide(policy(after(200)), facts).reason()).isEqualTo(Reason.TOO_FEW);
    }

    @Test
    void aPolicyFollowsTheFirstRewardModelAndThenBetterOnes() {
        assertThat(RetrainingRules.decide(policy(after(9)), made(null, null, false)))
                .isEqualTo(new TrainPolicy(
                        Reason.FIRST_REWARD_MODEL,
                        "PPO is started: reward-new is the project's first reward model.",
                        "reward-new"));
        assertThat(RetrainingRules.decide(policy(after(9)), made("reward-old", null, true))
                        .reason())
                .isEqualTo(Reason.AWAITING_COMPARISON);

        Compared better = new Compared(0.03, -0.01, 0.07, 80);
        TrainPolicy started = (TrainPolicy) RetrainingRules.decide(policy(after(9)), made("reward-old", better, true));
        assertThat(started.sentence())
                .isEqualTo(
                        "PPO is started towards reward-new: beside reward-old it is right +3.0 points more often (95 % interval"
                                + " -1.0 to +7.0) on the same 80 pairs, of which neither has learned.");

        Compared worse = new Compared(0, -0.01, 0.07, 80);
        assertThat(RetrainingRules.decide(policy(after(9)), made("reward-old", worse, true)))
                .isInstanceOf(RewardModelPassedOver.class);
        assertThat(RetrainingRules.decide(policy(after(9)), made("reward-old", null, false)))
                .isInstanceOf(RewardModelPassedOver.class);
    }

    @Test
    void clearlyBetterIsAnIntervalAboveZeroAndAnyAsksNothing() {
        Compared better = new Compared(0.03, -0.01, 0.07, 80);
        RetrainingPolicy clearly =
                policy(after(9), new PolicyRule("grpo", After.CLEARLY_BETTER, Map.of()), List.of(), 0, null, null);
        RetrainingPolicy any = policy(after(9), new PolicyRule("rloo", After.ANY, Map.of()), List.of(), 0, null, null);

        RewardModelPassedOver passed =
                (RewardModelPassedOver) RetrainingRules.decide(clearly, made("reward-old", better, true));
        assertThat(passed.sentence()).endsWith(", and the policy asks for clearly better.");
        assertThat(RetrainingRules.decide(clearly, made("reward-old", new Compared(0.03, 0.001, 0.07, 80), true)))
                .isInstanceOf(TrainPolicy.class);
        assertThat(RetrainingRules.decide(any, made("reward-old", null, true))).isInstanceOf(TrainPolicy.class);
    }

    @Test
    void withoutARuleForPoliciesARewardModelLeadsToNothingAndTheNextIsTrained() {
        RetrainingPolicy policy = policy(after(200), null, List.of(), 0, null, null);

        assertThat(RetrainingRules.decide(policy, made(null, null, false))).isInstanceOf(TrainRewardModel.class);
    }

    @Test
    void oneRunAtATime() {
        NotNow no = (NotNow) RetrainingRules.decide(policy(after(200)), busy("ppo-1"));

        assertThat(no.reason()).isEqualTo(Reason.RUN_UNDER_WAY);
        assertThat(no.sentence())
                .isEqualTo("Not now: run ppo-1 of the project is not over. Wanted: A reward model is trained: 200 new"
                        + " preferences were decided, 200 are asked for.");
    }

    /** It is 11:00 in Berlin. */
    @Test
    void quietHoursAreThoseOfTheZone() {
        List<QuietHours> quiet = List.of(new QuietHours("10:30", "12:15", List.of()));
        RetrainingPolicy policy = policy(after(200), BETTER, quiet, 0, null, null);

        NotNow no = (NotNow) RetrainingRules.decide(policy, busy(null));

        assertThat(no.reason()).isEqualTo(Reason.QUIET_HOURS);
        assertThat(no.notBefore()).isEqualTo(Instant.parse("2026-11-29T11:15:00Z"));
    }

    @Test
    void aCoolDownBeginsAtTheEndOfARun() {
        RetrainingPolicy policy = policy(after(200), BETTER, List.of(), 90, null, null);
        RecentRun run = new RecentRun(NOW.minus(Duration.ofHours(3)), NOW.minus(Duration.ofHours(1)), 120);

        NotNow no = (NotNow) RetrainingRules.decide(policy, busy(null, run));

        assertThat(no.reason()).isEqualTo(Reason.COOLING_DOWN);
        assertThat(no.notBefore()).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aBudgetOfRunsIsFreeAgainADayAfterTheOldestThatCounts() {
        RetrainingPolicy policy = policy(after(200), BETTER, List.of(), 0, 2, null);
        RecentRun yesterday = new RecentRun(NOW.minus(Duration.ofHours(25)), NOW, 1);
        RecentRun first = new RecentRun(NOW.minus(Duration.ofHours(20)), NOW, 1);
        RecentRun second = new RecentRun(NOW.minus(Duration.ofHours(2)), NOW, 1);

        assertThat(RetrainingRules.decide(policy, busy(null, yesterday, first))).isInstanceOf(TrainRewardModel.class);
        NotNow no = (NotNow) RetrainingRules.decide(policy, busy(null, second, first, yesterday));
        assertThat(no.reason()).isEqualTo(Reason.RUNS_SPENT);
        assertThat(no.notBefore()).isEqualTo(NOW.plus(Duration.ofHours(4)));
        assertThat(no.sentence()).startsWith("Not now: 2 runs were started within 24 hours, 2 are allowed.");
    }

    @Test
    void aBudgetOfMinutesIsFreeAgainOnceEnoughOfThemAreADayAgo() {
        RetrainingPolicy policy = policy(after(200), BETTER, List.of(), 0, null, 60);
        RecentRun small = new RecentRun(NOW.minus(Duration.ofHours(20)), NOW, 5);
        RecentRun large = new RecentRun(NOW.minus(Duration.ofHours(10)), NOW, 50);
        RecentRun last = new RecentRun(NOW.minus(Duration.ofHours(1)), NOW, 15);

        NotNow no = (NotNow) RetrainingRules.decide(policy, busy(null, last, large, small));

        assertThat(no.reason()).isEqualTo(Reason.MINUTES_SPENT);
        assertThat(no.sentence()).startsWith("Not now: the runs of 24 hours took 70 minutes, 60 are allowed.");
        // Without the small one 65 are left, which is still too much; without the large one 15.
        assertThat(no.notBefore()).isEqualTo(NOW.plus(Duration.ofHours(14)));
        assertThat(RetrainingRules.decide(policy, busy(null, large, small))).isInstanceOf(TrainRewardModel.class);
    }

    @Test
    void aPolicyThatIsSwitchedOffStartsNothing() {
        RetrainingPolicy off = new RetrainingPolicy(false, after(1), BETTER, List.of(), null, 0, null, null);

        assertThat(RetrainingRules.decide(off, busy(null)).reason()).isEqualTo(Reason.DISABLED);
    }
}
