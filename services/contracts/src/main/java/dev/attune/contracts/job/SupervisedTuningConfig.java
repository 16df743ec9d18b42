package dev.attune.contracts.job;

import dev.attune.contracts.event.Require;

/**
 * Supervised instruction tuning: cross-entropy on the answers only.
 *
 * @param epochs passes over the data
 * @param batchSequences conversations per optimiser step
 * @param maxTokens longer conversations are cut at the end
 * @param answersOnly false also trains on the prompts, as pretraining does
 */
public record SupervisedTuningConfig(
        int epochs,
        int batchSequences,
        int maxTokens,
        boolean answersOnly,
        Tuning tuning,
        Optimisation optimisation,
        String computeType,
        long seed) {
    public SupervisedTuningConfig {
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(batchSequences > 0, "batchSequences must be positive but is " + batchSequences);
        Require.that(maxTokens > 1, "maxTokens must be more than 1 but is " + maxTokens);
        Require.present(tuning, "tuning");
        Require.present(optimisation, "optimisation");
        Require.that(
                computeType.equals("float32") || computeType.equals("bfloat16"),
                "computeType must be float32 or bfloat16 but is " + computeType);
    }

    public static SupervisedTuningConfig defaults() {
        return new SupervisedTuningConfig(1, 8, 512, true, Tuning.lora(16), Optimisation.adamW(2e-4), "float32", 1);
    }
}
