package dev.attune.contracts.settings.supervised;

import dev.attune.contracts.error.Require;

/**
 * How the conversations of a step are laid out; the numbers are the same but for rounding.
 *
 * @param packing whether conversations share rows, without seeing each other, which saves padding where lengths differ
 * @param tokens of one forward and backward pass, padding included, which bounds memory; 0: as many as 256 MiB of scores
 *     allow. Gradients are those of the whole step
 */
public record SupervisedPasses(boolean packing, int tokens) {
    public SupervisedPasses {
        Require.that(tokens >= 0, "passes.tokens must not be negative but is " + tokens);
    }

    public static SupervisedPasses defaults() {
        return new SupervisedPasses(true, 0);
    }
}
