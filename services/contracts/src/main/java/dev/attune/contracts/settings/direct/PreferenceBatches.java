package dev.attune.contracts.settings.direct;

import dev.attune.contracts.error.Require;

/**
 * How preferences are gone through.
 *
 * @param epochs passes over the pairs
 * @param batchPairs pairs per optimiser step
 * @param passTokens a batch is cut into passes of at most so many tokens (or one pair), which bounds memory and changes
 *     nothing but rounding
 * @param maxTokens pairs with a longer prompt and answer are left out and counted
 * @param heldOutShare share of the prompts (not of the pairs) that is kept for the evaluation, unless there is a file for it
 */
public record PreferenceBatches(int epochs, int batchPairs, int passTokens, int maxTokens, double heldOutShare) {

    static final int PASS_TOKENS = 4096;

    private static final int EPOCHS = 1;
    private static final int BATCH_PAIRS = 8;
    private static final int MAX_TOKENS = 512;
    private static final double HELD_OUT_SHARE = 0.1;

    public PreferenceBatches {
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(batchPairs > 0, "batchPairs must be positive but is " + batchPairs);
        Require.that(passTokens > 0, "passTokens must be positive but is " + passTokens);
        Require.that(maxTokens > 1, "maxTokens must be more than 1 but is " + maxTokens);
        Require.that(heldOutShare >= 0 && heldOutShare < 1, "heldOutShare must lie in [0, 1) but is " + heldOutShare);
    }

    public static PreferenceBatches defaults() {
        return new PreferenceBatches(EPOCHS, BATCH_PAIRS, PASS_TOKENS, MAX_TOKENS, HELD_OUT_SHARE);
    }
}
