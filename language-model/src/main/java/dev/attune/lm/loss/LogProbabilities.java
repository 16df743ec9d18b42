package dev.attune.lm.loss;

import ai.djl.ndarray.NDArray;

import static dev.attune.lm.torch.Operators.gather;
import static dev.attune.lm.torch.Operators.logSoftmax;

/** Log-probabilities of tokens, in float32. */
public final class LogProbabilities {
    private LogProbabilities() {}

    /** {@code log softmax(logits)[target]}: logits (N, V), targets (N) of int64, to (N). */
    public static NDArray of(NDArray logits, NDArray targets) {
        return gather(logSoftmax(logits, -1), -1, targets.expandDims(-1)).squeeze(-1);
    }

    /** Entropy in nats of each row of logits (N, V): (N). */
    public static NDArray entropy(NDArray logits) {
        NDArray log = logSoftmax(logits, -1);
        return log.exp().mul(log).sum(new int[] {-1}).neg();
    }
}
