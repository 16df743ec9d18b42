package dev.attune.contracts.settings;

import dev.attune.contracts.error.Require;

/**
 * A blind comparison of two checkpoints: one answer of each per prompt, shown to the judge in an order drawn by seed.
 *
 * @param prompts held-out prompts at the most
 * @param maxNewTokens the longest answer, in tokens
 * @param temperature of both sides' sampling, 0 for greedy
 * @param seed of the answers and of their order
 */
public record EvaluationConfig(int prompts, int maxNewTokens, double temperature, long seed) {
    public EvaluationConfig {
        Require.that(prompts > 0, "evaluation.prompts must be positive but is " + prompts);
        Require.that(maxNewTokens > 0, "evaluation.maxNewTokens must be positive but is " + maxNewTokens);
        Require.that(temperature >= 0, "evaluation.temperature must not be negative but is " + temperature);
    }

    public static EvaluationConfig defaults() {
        return new EvaluationConfig(200, 64, 1.0, 1);
    }
}
