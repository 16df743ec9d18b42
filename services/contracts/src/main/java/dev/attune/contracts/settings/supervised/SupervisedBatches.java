package dev.attune.contracts.settings.supervised;

import dev.attune.contracts.error.Require;

/**
 * How demonstrations are gone through.
 *
 * @param epochs passes over the data
 * @param batchSequences conversations per optimiser step
 * @param maxTokens longer conversations are cut at the end
 * @param answersOnly false also trains on the prompts, as pretraining does
 */
public record SupervisedBatches(int epochs, int batchSequences, int maxTokens, boolean answersOnly) {

    private static final int EPOCHS = 1;
    private static final int BATCH_SEQUENCES = 8;
    private static final int MAX_TOKENS = 512;

    public SupervisedBatches {
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(batchSequences > 0, "batchSequences must be positive but is " + batchSequences);
        Require.that(maxTokens > 1, "maxTokens must be more than 1 but is " + maxTokens);
    }

    public static SupervisedBatches defaults() {
        return new SupervisedBatches(EPOCHS, BATCH_SEQUENCES, MAX_TOKENS, true);
    }
}
