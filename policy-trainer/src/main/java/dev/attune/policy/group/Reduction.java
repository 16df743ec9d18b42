package dev.attune.policy.group;

import ai.djl.ndarray.NDArray;

import static dev.attune.lm.torch.Operators.times;

/** How the losses of tokens (B, T) become one number: systems differ, and with them what a long answer weighs. */
public sealed interface Reduction {
    /** Mean over answers of each answer's mean over its tokens (GRPO, arXiv:2402.03300, equation 3). */
    record PerAnswer() implements Reduction {}

    /** Sum over all tokens by the number of tokens of the whole optimiser step (DAPO, arXiv:2503.14476, equation 8). */
    record PerToken(double tokens) implements Reduction {}

    /** Sum over all tokens by {@code answers * maximumLength}, a constant (Dr. GRPO, arXiv:2503.20783). */
    record Constant(int maximumLength) implements Reduction {}

    /**
     * The scalar, of which parts of a step add up to the step's.
     *
     * @param losses (B, T)
     * @param mask (B, T), 1 for real tokens; every answer has at least one
     * @param answers number of answers of the whole optimiser step
     */
    default NDArray of(NDArray losses, NDArray mask, int answers) {
        NDArray real = losses.mul(mask);
        return switch (this) {
            case PerAnswer() -> {
                int[] tokens = {1};
                yield times(real.sum(tokens).div(mask.sum(tokens)).sum(), 1.0 / answers);
            }
            case PerToken(double tokens) -> times(real.sum(), 1 / tokens);
            case Constant(int maximumLength) -> times(real.sum(), 1.0 / ((double) answers * maximumLength));
        };
    }
}
