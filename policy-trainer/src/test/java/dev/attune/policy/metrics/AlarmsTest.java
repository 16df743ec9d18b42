package dev.attune.policy.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.settings.AlarmConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AlarmsTest {

    private static final Vitals HEALTHY = new Vitals(0, 2, 20, 0.9, 1.001);

    private final Alarms alarms = new Alarms(AlarmConfig.defaults(), 10);

    @Test
    void aHealthyRunIsLeftAlone() {
        for (int update = 0; update < 50; update++) {
            assertThat(alarms.rollout(new Vitals(0.19 * update, 2 - 0.03 * update, 20 + update * 0.5, 0.8, 1.04)))
                    .isEmpty();
        }
    }

    @Test
    void aKlBeyondTheBudgetStopsAtOnce() {
        assertThat(alarms.rollout(new Vitals(10, 2, 20, 0.9, 1))).isEmpty();
        assertThat(alarms.rollout(new Vitals(10.004, 2, 20, 0.9, 1)))
                .contains(new Alarm(Alarm.Kind.KL, "the mean KL of an answer reached 10.00 nats, above maxKl 10.00"));
    }

    @Test
    void aGeneratorThatIsNotTheTrainedPolicyStopsAtOnce() {
        assertThat(alarms.rollout(new Vitals(0, 2, 20, 0.9, 1.05))).isEmpty();
        assertThat(alarms.rollout(new Vitals(0, 2, 20, 0.9, 1.0512)))
                .contains(new Alarm(
                        Alarm.Kind.MISMATCH,
                        "generation and training pass give probabilities that differ by a factor of 1.0512, above"
                                + " alarms.maxMismatch 1.05"));
    }

    @Test
    void anEntropyBelowATenthOfTheFirstTwiceInARowIsCollapse() {
        alarms.rollout(HEALTHY);
        assertThat(alarms.rollout(withEntropy(0.19))).isEmpty();
        assertThat(alarms.rollout(withEntropy(0.21))).isEmpty();
        assertThat(alarms.rollout(withEntropy(0.19))).isEmpty();
        assertThat(alarms.rollout(withEntropy(0.1)))
                .contains(new Alarm(
                        Alarm.Kind.ENTROPY,
                        "the entropy fell to 0.1000 nats from 2.0000, below alarms.minEntropyShare 0.10 of it"));
    }

    @Test
    void answersThreeTimesAsLongAreAnExplosion() {
        alarms.rollout(HEALTHY);
        assertThat(alarms.rollout(new Vitals(0, 2, 61, 0.9, 1))).isEmpty();
        assertThat(kind(alarms.rollout(new Vitals(0, 2, 61, 0.9, 1)))).contains(Alarm.Kind.LENGTH);
    }

    @Test
    void answersThatNoLongerEndAreAnExplosionWhereTheyEndedAtFirst() {
        alarms.rollout(HEALTHY);
        assertThat(alarms.rollout(new Vitals(0, 2, 25, 0.44, 1))).isEmpty();
        assertThat(kind(alarms.rollout(new Vitals(0, 2, 25, 0.44, 1)))).contains(Alarm.Kind.LENGTH);

        Alarms neverEnded = new Alarms(AlarmConfig.defaults(), 10);
        neverEnded.rollout(new Vitals(0, 2, 20, 0.4, 1));
        assertThat(neverEnded.rollout(new Vitals(0, 2, 20, 0, 1))).isEmpty();
        assertThat(neverEnded.rollout(new Vitals(0, 2, 20, 0, 1))).isEmpty();
    }

    @Test
    void whatARecipeDoesNotMeasureIsNotWatched() {
        Vitals klOnly = Vitals.of(Map.of("kl", 3.0));
        assertThat(klOnly).isEqualTo(new Vitals(3, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        assertThat(alarms.rollout(klOnly)).isEmpty();
        assertThat(alarms.rollout(klOnly)).isEmpty();
        assertThat(alarms.rollout(klOnly)).isEmpty();
    }

    @Test
    void rewardUpWhileGoldFallsTwiceInARowIsOverOptimisation() {
        // Differences of gold to the best evaluation: -1, -1, -2, -2: mean -1.5, deviation sqrt(1/3), error sqrt(1/12)
        // = 0.289.
        List<Double> best = List.of(4.0, 3.0, 2.0, 1.0);
        List<Double> fallen = List.of(3.0, 2.0, 0.0, -1.0);
        assertThat(evaluate(0, 1, List.of(2.0, 2.0, 2.0, 2.0))).isEmpty();
        assertThat(evaluate(5, 2, best)).isEmpty();
        assertThat(evaluate(10, 3, fallen)).isEmpty();
        assertThat(evaluate(15, 4, fallen))
                .contains(new Alarm(
                        Alarm.Kind.OVER_OPTIMISATION,
                        "over-optimisation: since update 5 the reward rose from 2.000 to 4.000 while the gold reward fell"
                                + " from 2.500 to 1.000 on held-out prompts (alarms.goldDropErrors 2.0)"));
    }

    @Test
    void goldThatFallsWithTheRewardIsNotOverOptimisation() {
        evaluate(0, 2, List.of(4.0, 3.0, 2.0, 1.0));
        assertThat(evaluate(5, 1.9, List.of(3.0, 2.0, 0.0, -1.0))).isEmpty();
        assertThat(evaluate(10, 1.9, List.of(3.0, 2.0, 0.0, -1.0))).isEmpty();
    }

    @Test
    void goldThatFallsWithinItsErrorIsNotOverOptimisation() {
        // Differences +1, -1, +1, -2: mean -0.25, deviation 1.5, error 0.75.
        evaluate(0, 1, List.of(1.0, 1.0, 1.0, 1.0));
        assertThat(evaluate(5, 2, List.of(2.0, 0.0, 2.0, -1.0))).isEmpty();
        assertThat(evaluate(10, 3, List.of(2.0, 0.0, 2.0, -1.0))).isEmpty();
    }

    @Test
    void withoutGoldRewardNothingIsCompared() {
        HeldOutScores scores = new HeldOutScores(1, List.of(1.0), List.of());
        assertThat(alarms.evaluation(scores)).isEmpty();
        assertThat(scores.metrics()).isEqualTo(Map.of("heldOutReward", 1.0));
    }

    @Test
    void alarmsThatAreSwitchedOffStaySilent() {
        Alarms off = new Alarms(AlarmConfig.none(), Double.POSITIVE_INFINITY);
        off.rollout(HEALTHY);
        assertThat(off.rollout(new Vitals(1e9, 0, 1e9, 0, 1e9))).isEmpty();
        off.evaluation(new HeldOutScores(0, List.of(0.0, 0.0), List.of(1.0, 1.0)));
        assertThat(off.evaluation(new HeldOutScores(1, List.of(9.0, 9.0), List.of(0.0, 0.0))))
                .isEmpty();
    }

    @Test
    void aSettingThatMakesNoSenseIsNamed() {
        assertThatThrownBy(() -> new AlarmConfig(0.9, 0, 0, 0, 0, 1)).hasMessageContaining("alarms.maxMismatch");
        assertThatThrownBy(() -> new AlarmConfig(0, 1, 0, 0, 0, 1)).hasMessageContaining("alarms.minEntropyShare");
        assertThatThrownBy(() -> new AlarmConfig(0, 0, 1, 0, 0, 1)).hasMessageContaining("alarms.maxLengthGrowth");
        assertThatThrownBy(() -> new AlarmConfig(0, 0, 0, -1, 0, 1)).hasMessageContaining("alarms.minEndRateShare");
        assertThatThrownBy(() -> new AlarmConfig(0, 0, 0, 0, -1, 1)).hasMessageContaining("alarms.goldDropErrors");
        assertThatThrownBy(() -> new AlarmConfig(0, 0, 0, 0, 0, 0)).hasMessageContaining("alarms.patience");
    }

    @Test
    void differencesArePairedAndTheirErrorIsThatOfTheMean() {
        PairedDifference difference = PairedDifference.of(List.of(4.0, 3.0, 2.0, 1.0), List.of(3.0, 2.0, 0.0, -1.0));
        assertThat(difference.mean()).isEqualTo(-1.5);
        assertThat(difference.standardError()).isCloseTo(Math.sqrt(1.0 / 12), within(1e-12));
        assertThat(PairedDifference.of(List.of(1.0), List.of(0.0)).standardError())
                .isInfinite();
    }

    private Optional<Alarm> evaluate(int step, double reward, List<Double> golds) {
        return alarms.evaluation(new HeldOutScores(step, List.of(reward, reward, reward, reward), golds));
    }

    private static Vitals withEntropy(double entropy) {
        return new Vitals(0, entropy, 20, 0.9, 1);
    }

    private static Optional<Alarm.Kind> kind(Optional<Alarm> alarm) {
        return alarm.map(Alarm::kind);
    }
}
