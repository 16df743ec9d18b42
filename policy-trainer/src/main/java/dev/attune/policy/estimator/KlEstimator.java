package dev.attune.policy.estimator;

import ai.djl.ndarray.NDArray;

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
    /** {@code exp(-x) - 1 + x}: never negative, unbiased. */
    K3;

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
            case K3 -> x.neg().exp().sub(x.onesLike()).add(x);
        };
    }
}
