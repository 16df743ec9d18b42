package dev.attune.policy.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

import dev.attune.contracts.settings.KlForm;

import static dev.attune.lm.torch.Operators.times;

/**
 * Estimators of KL(policy || reference) from one sampled token each (Schulman, "Approximating KL divergence", 2020), with
 * {@code x = log pi(a) - log pi_ref(a)}.
 */
public enum KlEstimator {
    /** {@code x}: unbiased, of either sign, large variance. */
    K1,
    /** {@code x^2 / 2}: never negative, biased, small variance; its gradient is unbiased. */
    K2,
    /**
     * {@code exp(-x) - 1 + x}: never negative, unbiased. Below x = -20, where the power would leave float32 for one token that
     * the policy all but excludes, it goes on along its tangent.
     */
    K3;

    private static final double LARGEST_POWER = 20;

    /** The estimator that a setting names. */
    public static KlEstimator of(KlForm form) {
        return switch (form) {
            case K1 -> K1;
            case K2 -> K2;
            case K3 -> K3;
        };
    }

    /**
     * The estimate of each token, not clamped: (B, T) and (B, T) to (B, T), meaningless outside the mask. Gradients go
     * through both.
     */
    public NDArray of(NDArray logProbs, NDArray referenceLogProbs) {
        NDArray x = logProbs.sub(referenceLogProbs);
        return switch (this) {
            case K1 -> x;
            case K2 -> times(x.square(), 0.5);
            case K3 -> exponential(x.neg()).sub(x.onesLike()).add(x);
        };
    }

    /** {@code exp(y)}, and from y = 20 on its tangent there. */
    private static NDArray exponential(NDArray y) {
        NDArray most = times(y.onesLike(), LARGEST_POWER);
        NDArray beyond = NDArrays.maximum(y.sub(most), y.zerosLike());
        return y.sub(beyond).exp().mul(beyond.add(beyond.onesLike()));
    }
}
