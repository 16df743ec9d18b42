package dev.attune.policy.estimator;

import ai.djl.ndarray.NDArray;

import static dev.attune.lm.torch.Operators.logSoftmax;

/** How undecided a policy is about the next token. */
public final class Entropy {

    private Entropy() {}

    /**
     * {@code -sum_v p_v log p_v} in nats, the entropy of the whole distribution over the vocabulary and not an estimate from
     * the sampled token; gradients go through it.
     *
     * @param logits (N, V) of the real tokens only, at the sampling temperature
     * @return (N)
     */
    public static NDArray of(NDArray logits) {
        NDArray logProbs = logSoftmax(logits, 1);
        return logProbs.exp().mul(logProbs).sum(new int[] {1}).neg();
    }
}
