package dev.attune.contracts.settings.group;

import dev.attune.contracts.error.Require;

/**
 * What is taken from an answer's reward, and how far the policy may go.
 *
 * @param missingEndPenalty taken from the reward of an answer that was cut
 * @param maxKl the run stops with a reason when the mean KL of an answer exceeds it, in nats
 */
public record GroupPenalties(double missingEndPenalty, double maxKl) {

    private static final double MISSING_END_PENALTY = 0;
    private static final double MAX_KL = 50;

    public GroupPenalties {
        Require.that(missingEndPenalty >= 0, "missingEndPenalty must not be negative but is " + missingEndPenalty);
        Require.that(maxKl > 0, "maxKl must be positive but is " + maxKl);
    }

    public static GroupPenalties defaults() {
        return new GroupPenalties(MISSING_END_PENALTY, MAX_KL);
    }
}
