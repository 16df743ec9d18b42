package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;

/**
 * PPO's advantages and clipped losses.
 *
 * @param discount gamma
 * @param gaeLambda lambda of generalised advantage estimation (Schulman et al. 2016)
 * @param clipRange the probability ratio is clipped to 1 +- this
 * @param valueClipRange new values are clipped to the old ones +- this
 * @param valueCoefficient weight of the value loss
 */
public record PpoObjective(
        double discount, double gaeLambda, double clipRange, double valueClipRange, double valueCoefficient) {

    private static final double DISCOUNT = 1;
    private static final double GAE_LAMBDA = 0.95;
    private static final double CLIP_RANGE = 0.2;
    private static final double VALUE_CLIP_RANGE = 0.2;
    private static final double VALUE_COEFFICIENT = 0.1;

    public PpoObjective {
        Require.that(discount > 0 && discount <= 1, "discount must lie in (0, 1] but is " + discount);
        Require.that(gaeLambda >= 0 && gaeLambda <= 1, "gaeLambda must lie in [0, 1] but is " + gaeLambda);
        Require.that(clipRange > 0, "clipRange must be positive but is " + clipRange);
        Require.that(valueClipRange > 0, "valueClipRange must be positive but is " + valueClipRange);
        Require.that(valueCoefficient >= 0, "valueCoefficient must not be negative but is " + valueCoefficient);
    }

    public static PpoObjective defaults() {
        return new PpoObjective(DISCOUNT, GAE_LAMBDA, CLIP_RANGE, VALUE_CLIP_RANGE, VALUE_COEFFICIENT);
    }
}
