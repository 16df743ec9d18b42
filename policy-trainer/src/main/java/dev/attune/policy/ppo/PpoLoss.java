package dev.attune.policy.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

import dev.attune.lm.torch.Operators;

/**
 * The clipped losses (Schulman et al. 2017, equation 7; value clipping as in OpenAI's baselines).
 *
 * <p>Both are sums over real tokens divided by {@code tokens}, the number of real tokens of the whole optimiser step:
 * every token counts the same, however the step is cut into minibatches that accumulate.
 */
public final class PpoLoss {

    private PpoLoss() {}

    /**
     * What one pass over the policy loss gives, all scalars.
     *
     * @param loss to be minimised; its gradient reaches the new log-probabilities
     * @param clipFraction share of real tokens whose clipped term was the larger one
     * @param approximateKl {@code mean((new - old)^2) / 2} over real tokens (k2), towards the policy that sampled
     */
    public record Policy(NDArray loss, NDArray clipFraction, NDArray approximateKl) {}

    /**
     * What one pass over the value loss gives, both scalars.
     *
     * @param loss to be minimised; its gradient reaches the new values
     * @param clipFraction share of real tokens whose clipped term was the larger one
     */
    public record Value(NDArray loss, NDArray clipFraction) {}

    /**
     * {@code sum max(-A rho, -A clip(rho, 1 - c, 1 + c)) / tokens} with {@code rho = exp(new - old)}.
     *
     * @param newLogProbs (B, T), with gradient
     * @param oldLogProbs (B, T), of the policy that sampled
     * @param advantages (B, T)
     */
    public static Policy policy(
            NDArray newLogProbs,
            NDArray oldLogProbs,
            NDArray advantages,
            NDArray mask,
            double clipRange,
            double tokens) {
        return policy(newLogProbs, oldLogProbs, advantages, mask, clipRange, 0, tokens);
    }

    /**
     * As {@link #policy(NDArray, NDArray, NDArray, NDArray, double, double)}, where the loss of a token with a negative
     * advantage is at most {@code -c A} (dual clip, Ye et al. 2020, arXiv:1912.09729, equation 5), so that a ratio that has
     * run away cannot dominate.
     *
     * @param dualClip c, above 1; 0 leaves it out; verl takes 3
     */
    public static Policy policy(
            NDArray newLogProbs,
            NDArray oldLogProbs,
            NDArray advantages,
            NDArray mask,
            double clipRange,
            double dualClip,
            double tokens) {
        return weightedPolicy(
                newLogProbs, oldLogProbs, advantages, Operators.times(mask, 1 / tokens), clipRange, dualClip);
    }

    /**
     * As the others, where each token counts by its own weight: a mean over tokens, a mean over answers of each one's mean, or
     * any other.
     *
     * @param weights (B, T), 0 outside the mask, which add up to 1 over the whole optimiser step
     */
    public static Policy weightedPolicy(
            NDArray newLogProbs,
            NDArray oldLogProbs,
            NDArray advantages,
            NDArray weights,
            double clipRange,
            double dualClip) {
        if (dualClip != 0 && dualClip <= 1) {
            throw new IllegalArgumentException("dualClip must be above 1, or 0 for none, but is " + dualClip + ".");
        }
        // Outside the mask the difference is made 0, so that an arbitrary log-probability there cannot overflow.
        NDArray real = weights.gt(weights.zerosLike()).toType(weights.getDataType(), false);
        NDArray difference = newLogProbs.sub(oldLogProbs).mul(real);
        NDArray ratio = difference.exp();
        NDArray cost = advantages.neg();
        NDArray plain = cost.mul(ratio);
        NDArray clipped = cost.mul(clip(ratio, ratio.onesLike(), clipRange));
        NDArray worse = NDArrays.maximum(plain, clipped);
        NDArray bounded = dualClip == 0 ? worse : bounded(worse, cost, dualClip);
        NDArray loss = bounded.mul(weights).sum();
        NDArray kl = Operators.times(difference.square().mul(weights).sum(), 0.5);
        return new Policy(loss, share(clipped.gt(plain), weights), kl);
    }

    /**
     * {@code sum max((v - R)^2, (clip(v, V - c, V + c) - R)^2) / (2 tokens)}.
     *
     * @param newValues v (B, T), with gradient
     * @param oldValues V (B, T), when the answers were sampled
     * @param returns R (B, T)
     */
    public static Value value(
            NDArray newValues, NDArray oldValues, NDArray returns, NDArray mask, double clipRange, double tokens) {
        return weightedValue(newValues, oldValues, returns, Operators.times(mask, 1 / tokens), clipRange);
    }

    /**
     * As the other, where each token counts by its own weight.
     *
     * @param weights (B, T), 0 outside the mask, which add up to 1 over the whole optimiser step
     */
    public static Value weightedValue(
            NDArray newValues, NDArray oldValues, NDArray returns, NDArray weights, double clipRange) {
        NDArray within = clip(newValues, oldValues, clipRange);
        NDArray plain = newValues.sub(returns).square();
        NDArray clipped = within.sub(returns).square();
        NDArray loss =
                Operators.times(NDArrays.maximum(plain, clipped).mul(weights).sum(), 0.5);
        return new Value(loss, share(clipped.gt(plain), weights));
    }

    /** Where the cost is positive (a negative advantage) at most c times it; elsewhere as it is. */
    private static NDArray bounded(NDArray loss, NDArray cost, double dualClip) {
        NDArray negative = cost.gt(cost.zerosLike()).toType(cost.getDataType(), false);
        NDArray limit = Operators.times(cost, dualClip);
        return NDArrays.minimum(loss, limit)
                .mul(negative)
                .add(loss.mul(negative.onesLike().sub(negative)));
    }

    /**
     * {@code x} within {@code range} of {@code centre}. The bounds are arrays of the caller's manager: the backward pass still
     * needs them, and DJL would have freed plain numbers by then.
     */
    private static NDArray clip(NDArray x, NDArray centre, double range) {
        return NDArrays.minimum(NDArrays.maximum(x, centre.sub((float) range)), centre.add((float) range));
    }

    private static NDArray share(NDArray which, NDArray weights) {
        return which.toType(weights.getDataType(), false).mul(weights).sum();
    }
}
