package dev.attune.registry.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.RetrainingEvent.Reason;
import dev.attune.contracts.settings.retraining.PolicyRule;
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

/**
 * Whether a project trains again: a function of its policy and of what is known, of nothing else, so that each decision can be made again.
 *
 * <p>First: is anything wanted? A reward model that was made comes before the preferences that came since. Then: may it be started now? What is
 * said is the first condition that fails.
 */
public final class RetrainingRules {

    private static final Duration DAY = Duration.ofHours(24);

    private RetrainingRules() {}

    /** What is decided. */
    public static Decided decide(RetrainingPolicy policy, Facts facts) {
        if (!policy.enabled()) {
            return new NotNow(
                    Reason.DISABLED, "Nothing is started: the retraining policy is switched off.", null, null);
        }
        Decided wanted = wanted(policy, facts);
        return switch (wanted) {
            case TrainRewardModel _, TrainPolicy _ ->
                hindrance(policy, facts, wanted.sentence())
                        .map(Decided.class::cast)
                        .orElse(wanted);
            case RewardModelPassedOver _, NotNow _ -> wanted;
        };
    }

    private static Decided wanted(RetrainingPolicy policy, Facts facts) {
        NewRewardModel made = facts.rewardModel();
        PolicyRule rule = policy.policy();
        return made == null || rule == null ? rewardModel(policy.rewardModel(), facts) : policy(rule, made);
    }

    private static Decided policy(PolicyRule rule, NewRewardModel made) {
        String recipe = rule.recipe().toUpperCase(Locale.ROOT);
        String id = made.checkpointId();
        if (!made.published()) {
            return new NotNow(
                    Reason.AWAITING_COMPARISON,
                    "Not now: " + id + " was made, but its checkpoint has not arrived yet.",
                    null,
                    null);
        }
        if (made.previousId() == null) {
            return new TrainPolicy(
                    Reason.FIRST_REWARD_MODEL,
                    recipe + " is started: " + id + " is the project's first reward model.",
                    id);
        }
        if (rule.after() == PolicyRule.After.ANY) {
            return new TrainPolicy(
                    Reason.BETTER_REWARD_MODEL,
                    recipe + " is started: " + id + " was made, and the policy asks no more of it.",
                    id);
        }
        if (!made.comparable()) {
            return new RewardModelPassedOver(
                    "No policy is trained: " + id + " and " + made.previousId()
                            + " cannot be compared, as no pair is left of which neither has learned.",
                    id);
        }
        Compared compared = made.comparison();
        if (compared == null) {
            return new NotNow(
                    Reason.AWAITING_COMPARISON,
                    "Not now: how " + id + " does beside " + made.previousId() + " is not known yet.",
                    null,
                    null);
        }
        return compared(rule, made, compared);
    }

    private static Decided compared(PolicyRule rule, NewRewardModel made, Compared compared) {
        boolean better =
                rule.after() == PolicyRule.After.CLEARLY_BETTER ? compared.low() > 0 : compared.difference() > 0;
        String beside = String.format(
                Locale.ROOT,
                "beside %s it is right %+.1f points more often (95 %% interval %+.1f to %+.1f) on the same %d pairs, of which neither"
                        + " has learned",
                made.previousId(),
                100 * compared.difference(),
                100 * compared.low(),
                100 * compared.high(),
                compared.pairs());
        return better
                ? new TrainPolicy(
                        Reason.BETTER_REWARD_MODEL,
                        rule.recipe().toUpperCase(Locale.ROOT) + " is started towards " + made.checkpointId() + ": "
                                + beside + ".",
                        made.checkpointId())
                : new RewardModelPassedOver(
                        "No policy is trained towards " + made.checkpointId() + ": " + beside
                                + ", and the policy asks for "
                                + rule.after().text().replace('-', ' ') + ".",
                        made.checkpointId());
    }

    private static Decided rewardModel(RewardModelRule rule, Facts facts) {
        Fresh fresh = facts.preferences();
        Drift drift = facts.drift();
        if (rule.onDrift() && drift != null) {
            return new TrainRewardModel(Reason.DRIFT, drift(drift));
        }
        Integer enough = rule.afterPreferences();
        if (enough != null && fresh.count() >= enough) {
            return new TrainRewardModel(
                    Reason.PREFERENCES,
                    "A reward model is trained: " + preferences(fresh.count()) + ", " + enough + " are asked for.");
        }
        Integer hours = rule.afterHours();
        Instant old =
                hours == null || fresh.oldest() == null ? null : fresh.oldest().plus(Duration.ofHours(hours));
        if (old != null && fresh.count() >= rule.fewest() && !facts.now().isBefore(old)) {
            return new TrainRewardModel(
                    Reason.HOURS,
                    "A reward model is trained: " + preferences(fresh.count()) + ", the first of them " + hours
                            + " hours ago or more.");
        }
        return tooFew(rule, fresh, old);
    }

    private static String drift(Drift drift) {
        return String.format(
                Locale.ROOT,
                "A reward model is trained: people have come to prefer something else. %s was right on %.0f %% of what was held out and"
                        + " is on %.0f %% of the %d ratings since about rating %d after it was made.",
                drift.checkpointId(),
                100 * drift.heldOutAccuracy(),
                100 * drift.accuracySince(),
                drift.ratings() - drift.began(),
                drift.began() + 1);
    }

    private static NotNow tooFew(RewardModelRule rule, Fresh fresh, @Nullable Instant old) {
        Integer enough = rule.afterPreferences();
        boolean ages = old != null && fresh.count() >= rule.fewest();
        Long more = ages ? null : missing(rule, fresh);
        Stream<String> asked = Stream.of(
                enough == null ? null : enough + " are asked for",
                rule.afterHours() == null
                        ? null
                        : rule.fewest() + " suffice once the first is " + rule.afterHours() + " hours old",
                rule.onDrift() ? "or a drift" : null);
        return new NotNow(
                Reason.TOO_FEW,
                "Not now: " + preferences(fresh.count()) + "; "
                        + String.join(", ", asked.filter(Objects::nonNull).toList()) + ".",
                ages ? old : null,
                more);
    }

    private static @Nullable Long missing(RewardModelRule rule, Fresh fresh) {
        if (rule.afterHours() == null && rule.afterPreferences() == null) {
            return null; // a drift alone
        }
        return Math.max(0, rule.fewest() - fresh.count());
    }

    private static String preferences(long count) {
        return count == 1 ? "1 new preference was decided" : count + " new preferences were decided";
    }

    private static Optional<NotNow> hindrance(RetrainingPolicy policy, Facts facts, String wanted) {
        return Stream.<Optional<NotNow>>of(
                        underWay(facts),
                        quiet(policy, facts),
                        cooling(policy, facts),
                        runsSpent(policy, facts),
                        minutesSpent(policy, facts))
                .flatMap(Optional::stream)
                .findFirst()
                .map(no -> new NotNow(no.reason(), no.sentence() + " Wanted: " + wanted, no.notBefore(), null));
    }

    private static Optional<NotNow> underWay(Facts facts) {
        return Optional.ofNullable(facts.openRun())
                .map(run -> no(Reason.RUN_UNDER_WAY, "Not now: run " + run + " of the project is not over.", null));
    }

    private static Optional<NotNow> quiet(RetrainingPolicy policy, Facts facts) {
        var now = facts.now().atZone(policy.zone());
        if (!QuietHours.quiet(policy.quietHours(), now)) {
            return Optional.empty();
        }
        Instant end = QuietHours.end(policy.quietHours(), now).toInstant();
        return Optional.of(no(Reason.QUIET_HOURS, "Not now: these are quiet hours.", end));
    }

    private static Optional<NotNow> cooling(RetrainingPolicy policy, Facts facts) {
        return facts.recent().stream()
                .map(RecentRun::endedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(ended -> ended.plus(Duration.ofMinutes(policy.coolDownMinutes())))
                .filter(cool -> facts.now().isBefore(cool))
                .map(cool -> no(
                        Reason.COOLING_DOWN,
                        "Not now: the last run ended less than " + policy.coolDownMinutes() + " minutes ago.",
                        cool));
    }

    private static Optional<NotNow> runsSpent(RetrainingPolicy policy, Facts facts) {
        Integer most = policy.runsPerDay();
        List<RecentRun> day = within(facts);
        if (most == null || day.size() < most) {
            return Optional.empty();
        }
        Instant free = day.get(day.size() - most).askedAt().plus(DAY);
        return Optional.of(no(
                Reason.RUNS_SPENT,
                "Not now: " + day.size() + " runs were started within 24 hours, " + most + " are allowed.",
                free));
    }

    private static Optional<NotNow> minutesSpent(RetrainingPolicy policy, Facts facts) {
        Integer most = policy.minutesPerDay();
        List<RecentRun> day = within(facts);
        double spent = day.stream().mapToDouble(RecentRun::minutes).sum();
        if (most == null || spent < most) {
            return Optional.empty();
        }
        double left = spent;
        Instant free = facts.now();
        for (RecentRun run : day) {
            if (left < most) {
                break;
            }
            left -= run.minutes();
            free = run.askedAt().plus(DAY);
        }
        return Optional.of(no(
                Reason.MINUTES_SPENT,
                String.format(
                        Locale.ROOT, "Not now: the runs of 24 hours took %.0f minutes, %d are allowed.", spent, most),
                free));
    }

    /** Oldest first. */
    private static List<RecentRun> within(Facts facts) {
        Instant since = facts.now().minus(DAY);
        return facts.recent().stream()
                .filter(run -> run.askedAt().isAfter(since))
                .sorted(Comparator.comparing(RecentRun::askedAt))
                .toList();
    }

    private static NotNow no(Reason reason, String sentence, @Nullable Instant notBefore) {
        return new NotNow(reason, sentence, notBefore, null);
    }
}
