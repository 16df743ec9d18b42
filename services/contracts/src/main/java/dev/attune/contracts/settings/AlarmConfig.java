package dev.attune.contracts.settings;

import dev.attune.contracts.error.Require;

/**
 * When a run that samples from its policy is stopped with a reason; 0 switches an alarm off. The KL budget is the recipe's
 * own {@code maxKl}.
 *
 * @param maxMismatch mean over tokens of exp |log p of the generator - log p of the training pass|; above 1.05 the two are not
 *     the same policy any more (the bound of NeMo-RL's {@code token_mult_prob_error})
 * @param minEntropyShare of the first update's entropy: below it the policy says one thing only
 * @param maxLengthGrowth answers this many times as long as in the first update have exploded
 * @param minEndRateShare of the first update's share of answers that the policy ended itself, where that was at least a half:
 *     below it answers run to the limit
 * @param goldDropErrors over-optimisation: on the held-out prompts the gold reward lies this many standard errors (paired by
 *     prompt) below its best evaluation while the reward that the run learns from lies above it (Gao et al. 2023)
 * @param patience updates, or evaluations, in a row that must show it; the mismatch stops a run at once
 */
public record AlarmConfig(
        double maxMismatch,
        double minEntropyShare,
        double maxLengthGrowth,
        double minEndRateShare,
        double goldDropErrors,
        int patience) {

    public AlarmConfig {
        Require.that(
                maxMismatch == 0 || maxMismatch > 1, "alarms.maxMismatch must be 0 or above 1 but is " + maxMismatch);
        Require.that(
                minEntropyShare >= 0 && minEntropyShare < 1,
                "alarms.minEntropyShare must lie in [0, 1) but is " + minEntropyShare);
        Require.that(
                maxLengthGrowth == 0 || maxLengthGrowth > 1,
                "alarms.maxLengthGrowth must be 0 or above 1 but is " + maxLengthGrowth);
        Require.that(
                minEndRateShare >= 0 && minEndRateShare < 1,
                "alarms.minEndRateShare must lie in [0, 1) but is " + minEndRateShare);
        Require.that(goldDropErrors >= 0, "alarms.goldDropErrors must not be negative but is " + goldDropErrors);
        Require.that(patience > 0, "alarms.patience must be positive but is " + patience);
    }

    public static AlarmConfig defaults() {
        return new AlarmConfig(1.05, 0.1, 3, 0.5, 2, 2);
    }

    /** No alarm but the KL budget. */
    public static AlarmConfig none() {
        return new AlarmConfig(0, 0, 0, 0, 0, 1);
    }
}
