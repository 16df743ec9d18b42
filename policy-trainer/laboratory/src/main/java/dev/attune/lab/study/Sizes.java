package dev.attune.lab.study;

import dev.attune.contracts.error.ErrorCategory;

/**
 * The equal budget of all methods.
 *
 * @param examples training examples
 * @param passes over them
 * @param batch examples of an optimiser step
 * @param tries settings of a sweep
 * @param dev examples to choose with
 * @param test examples to measure on
 * @param virtualTokens of prompts and prefixes
 * @param rank of LoRA and DoRA
 * @param calls of a searched prompt
 */
public record Sizes(
        int examples, int passes, int batch, int tries, int dev, int test, int virtualTokens, int rank, int calls) {

    private static final int FEWEST = 10;
    private static final int MOST_PASSES = 20;

    public Sizes {
        positive(examples, "--examples");
        positive(passes, "--passes");
        positive(batch, "--batch");
        positive(tries, "--tries");
        positive(virtualTokens, "--virtual-tokens");
        positive(rank, "--rank");
        if (dev < FEWEST || test < FEWEST) {
            throw ErrorCategory.CALLER.error(
                    "lab-sizes",
                    "Nothing can be chosen or measured with " + dev + " and " + test
                            + " examples; give --dev and --test of " + FEWEST + " or more.");
        }
    }

    private static void positive(int value, String option) {
        if (value < 1) {
            throw ErrorCategory.CALLER.error("lab-sizes", option + " is " + value + "; give 1 or more.");
        }
    }

    /** Passes over another number of examples so that the steps are about as many: few examples are seen more often. */
    public int passesOver(int others) {
        return others == examples
                ? passes
                : Math.clamp(Math.round((double) passes * examples / others), 1, MOST_PASSES);
    }
}
