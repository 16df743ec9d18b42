package dev.attune.contracts.settings.bestof;

import dev.attune.contracts.error.Require;

/**
 * Best-of-n sampling: of n answers to a prompt the one with the highest reward.
 *
 * @param n answers to each prompt
 * @param maxPromptTokens longer prompts are left out and counted
 * @param maxNewTokens an answer is cut there
 * @param temperature sampling temperature
 */
public record BestOfConfig(
        int n, int maxPromptTokens, int maxNewTokens, double temperature, String computeType, long seed) {
    public BestOfConfig {
        Require.that(n > 0, "n must be positive but is " + n);
        Require.that(maxPromptTokens > 0, "maxPromptTokens must be positive but is " + maxPromptTokens);
        Require.that(maxNewTokens > 0, "maxNewTokens must be positive but is " + maxNewTokens);
        Require.that(temperature > 0, "temperature must be positive but is " + temperature);
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
    }

    public static BestOfConfig defaults() {
        return new BestOfConfig(64, 256, 64, 1.0, "float32", 1);
    }
}
