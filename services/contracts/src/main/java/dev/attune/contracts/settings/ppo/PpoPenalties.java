package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;

/**
 * What PPO takes from an answer's score, and how far the policy may go.
 *
 * @param klCoefficient weight of the KL penalty, which {@code kl} says more of
 * @param klTarget nats per kl.unit that an adaptive controller aims at; 0 keeps the coefficient fixed
 * @param missingEndPenalty taken from the reward of an answer that was cut
 * @param maxKl the run stops with a reason when the mean KL of an answer exceeds it, in nats
 */
public record PpoPenalties(double klCoefficient, double klTarget, double missingEndPenalty, double maxKl) {

    private static final double KL_COEFFICIENT = 0.05;
    private static final double FIXED = 0;
    private static final double MISSING_END_PENALTY = 1;
    private static final double MAX_KL = 50;

    public PpoPenalties {
        Require.that(klCoefficient >= 0, "klCoefficient must not be negative but is " + klCoefficient);
        Require.that(klTarget >= 0, "klTarget must not be negative but is " + klTarget);
        Require.that(missingEndPenalty >= 0, "missingEndPenalty must not be negative but is " + missingEndPenalty);
        Require.that(maxKl > 0, "maxKl must be positive but is " + maxKl);
        Require.that(
                klTarget == 0 || klCoefficient > 0,
                "klTarget is " + klTarget + ", but klCoefficient is 0, and an adaptive coefficient never leaves 0:"
                        + " begin above it");
    }

    public static PpoPenalties defaults() {
        return new PpoPenalties(KL_COEFFICIENT, FIXED, MISSING_END_PENALTY, MAX_KL);
    }
}
