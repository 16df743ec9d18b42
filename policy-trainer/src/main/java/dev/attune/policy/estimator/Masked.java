package dev.attune.policy.estimator;

import ai.djl.ndarray.NDArray;

/** Statistics over real tokens only: what stands under a 0 of the mask never counts, whatever it is. */
public final class Masked {

    /** Added to a variance before its root is divided by, as in every implementation that was compared. */
    private static final float EPSILON = 1e-8f;

    private Masked() {}

    /** {@code sum(x m) / sum(m)}: x and mask (B, T) to a scalar. The mask needs at least one 1. */
    public static NDArray mean(NDArray x, NDArray mask) {
        return x.mul(mask).sum().div(mask.sum());
    }

    /** {@code sum(x m, axis 1)}: x and mask (B, T) to one sum per answer (B). */
    public static NDArray sumPerAnswer(NDArray x, NDArray mask) {
        return x.mul(mask).sum(new int[] {1});
    }

    /** {@code sum((x - mean)^2 m) / n}, or by n - 1: x and mask (B, T) to a scalar. */
    public static NDArray variance(NDArray x, NDArray mask, Variance kind) {
        NDArray squares = x.sub(mean(x, mask)).square().mul(mask).sum();
        NDArray n = mask.sum();
        return switch (kind) {
            case BIASED -> squares.div(n);
            case UNBIASED -> squares.div(n.sub(1).maximum(1));
        };
    }

    /**
     * {@code (x - mean) / sqrt(variance + 1e-8)}, 0 outside the mask (B, T).
     *
     * <p>Source: {@code whiten} of lm-human-preferences (Ziegler et al. 2019), with masked statistics.
     *
     * @param shiftMean true moves the mean to 0 (advantages); false adds the mean back (rewards)
     */
    public static NDArray whiten(NDArray x, NDArray mask, Variance kind, boolean shiftMean) {
        NDArray mean = mean(x, mask);
        NDArray scaled = x.sub(mean).div(variance(x, mask, kind).add(EPSILON).sqrt());
        return (shiftMean ? scaled : scaled.add(mean)).mul(mask);
    }
}
