package dev.attune.contracts.settings.bestof;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.contracts.settings.ComputeType;

/**
 * Best-of-n sampling: of n answers to a prompt the one with the highest reward.
 *
 * @param n answers to each prompt
 * @param sampling of each answer; in JSON its fields are fields of the configuration itself
 * @param computeType of the weights
 * @param seed of the answers
 */
public record BestOfConfig(int n, @JsonUnwrapped AnswerSettings sampling, ComputeType computeType, long seed) {

    private static final int N = 64;
    private static final int SEED = 1;

    public BestOfConfig {
        Require.that(n > 0, "n must be positive but is " + n);
        Require.present(computeType, "computeType");
    }

    public static BestOfConfig defaults() {
        return new BestOfConfig(N, AnswerSettings.defaults(), ComputeType.FLOAT32, SEED);
    }
}
