package dev.attune.policy.group;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

import static dev.attune.lm.torch.Operators.times;

/** Clipped policy losses with one advantage for each answer. */
public final class GroupLoss {

    private GroupLoss() {}

    /**
     * {@code -min(rho A, clip(rho, 1 - low, 1 + high) A)} of each token, with {@code rho = exp(new - old)} (arXiv:2402.03300,
     * equation 3; different bounds as in DAPO, arXiv:2503.14476).
     *
     * @param newLogProbs (B, T), with gradient
     * @param oldLogProbs (B, T), of the policy that sampled
     * @param advantages (B)
     * @return (B, T), finite but meaningless outside the mask
     */
    public static NDArray perToken(
            NDArray newLogProbs, NDArray oldLogProbs, NDArray advantages, NDArray mask, double low, double high) {
        NDArray ratio = newLogProbs.sub(oldLogProbs).mul(mask).exp();
        return clipped(ratio, advantages.neg().expandDims(1), low, high);
    }

    /**
     * {@code -min(rho A, clip(rho, 1 - low, 1 + high) A)} of each answer, with rho the ratio of the whole answers' probabilities
     * (RLOO, arXiv:2402.14740).
     *
     * @return (B)
     */
    public static NDArray perAnswer(
            NDArray newLogProbs, NDArray oldLogProbs, NDArray advantages, NDArray mask, double low, double high) {
        NDArray ratio =
                newLogProbs.sub(oldLogProbs).mul(mask).sum(new int[] {1}).exp();
        return clipped(ratio, advantages.neg(), low, high);
    }

    private static NDArray clipped(NDArray ratio, NDArray cost, double low, double high) {
        NDArray ones = ratio.onesLike();
        NDArray within = NDArrays.minimum(NDArrays.maximum(ratio, times(ones, 1 - low)), times(ones, 1 + high));
        return NDArrays.maximum(cost.mul(ratio), cost.mul(within));
    }
}
