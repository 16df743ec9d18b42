package dev.attune.policy.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

import dev.attune.policy.estimator.Masked;
import dev.attune.policy.estimator.Variance;

/** How much better a token was than the value function expected. */
public final class Advantages {

    private Advantages() {}

    /**
     * Generalised advantage estimation (Schulman et al. 2016, equation 16), backwards over the tokens:
     *
     * <pre>
     * delta_t = r_t + gamma V_{t+1} - V_t        V after the last real token is 0
     * A_t     = delta_t + gamma lambda A_{t+1}
     * </pre>
     *
     * @param rewards (B, T)
     * @param values (B, T), the value of the state in which token t is chosen
     * @return (B, T), 0 outside the mask, not whitened
     */
    public static NDArray generalised(NDArray rewards, NDArray values, NDArray mask, double gamma, double lambda) {
        NDArray v = values.mul(mask);
        NDArray r = rewards.mul(mask);
        int tokens = Math.toIntExact(mask.getShape().get(1));
        NDList backwards = new NDList();
        NDArray nextValue = column(v, 0).zerosLike();
        NDArray next = nextValue;
        for (int t = tokens - 1; t >= 0; t--) {
            NDArray delta = column(r, t).add(nextValue.mul((float) gamma)).sub(column(v, t));
            next = delta.add(next.mul((float) (gamma * lambda)));
            nextValue = column(v, t);
            backwards.add(0, next);
        }
        return NDArrays.stack(backwards, 1).mul(mask);
    }

    /** What the value function should have said: {@code R_t = A_t + V_t}, taken before the advantages are whitened. */
    public static NDArray returns(NDArray advantages, NDArray values, NDArray mask) {
        return advantages.add(values).mul(mask);
    }

    /**
     * The share of the returns' variance that the values explain, {@code 1 - Var(R - V) / Var(R)}, biased variances over
     * real tokens: 1 perfect, 0 no better than a constant, negative worse.
     *
     * @return a scalar
     */
    public static NDArray explainedVariance(NDArray values, NDArray returns, NDArray mask) {
        NDArray unexplained = Masked.variance(returns.sub(values), mask, Variance.BIASED);
        NDArray all = Masked.variance(returns, mask, Variance.BIASED);
        return unexplained.div(all.add(1e-8f)).mul(-1).add(1);
    }

    private static NDArray column(NDArray array, int t) {
        return array.get(new NDIndex(":, {}", t));
    }
}
