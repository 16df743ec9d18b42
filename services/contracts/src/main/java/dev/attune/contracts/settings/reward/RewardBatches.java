package dev.attune.contracts.settings.reward;

import dev.attune.contracts.error.Require;

/**
 * How comparisons are gone through.
 *
 * @param epochs passes over the training pairs
 * @param batchPairs pairs per optimiser step
 * @param maxTokens pairs whose prompt and answer are longer are left out and counted
 */
public record RewardBatches(int epochs, int batchPairs, int maxTokens) {

    private static final int EPOCHS = 1;
    private static final int BATCH_PAIRS = 16;
    private static final int MAX_TOKENS = 512;

    public RewardBatches {
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(batchPairs > 0, "batchPairs must be positive but is " + batchPairs);
        Require.that(maxTokens > 1, "maxTokens must be more than 1 but is " + maxTokens);
    }

    public static RewardBatches defaults() {
        return new RewardBatches(EPOCHS, BATCH_PAIRS, MAX_TOKENS);
    }
}
