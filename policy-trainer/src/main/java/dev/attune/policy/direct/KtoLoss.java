package dev.attune.policy.direct;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;

import static dev.attune.lm.torch.Operators.times;

/**
 * Kahneman-Tversky optimisation (Ethayarajh et al. 2024, arXiv:2402.01306): single answers that people found good or bad,
 * not pairs. With {@code s = log pi(y) - log pi_ref(y)} summed over the tokens and the batch's reference point z:
 *
 * <pre>
 * good: w_good (1 - sigmoid(beta (s - z)))
 * bad:  w_bad  (1 - sigmoid(beta (z - s)))
 * z = max(0, mean of s over mismatched prompts and answers), a constant for the gradient
 * </pre>
 *
 * @param beta how fast value saturates
 * @param goodWeight weight of good answers
 * @param badWeight weight of bad answers
 */
public record KtoLoss(double beta, double goodWeight, double badWeight) {

    /** z from (M) log-ratios of answers under other prompts of the batch: a scalar without gradient. */
    public static NDArray referencePoint(NDArray mismatchedLogRatios) {
        NDArray mean = mismatchedLogRatios.mean();
        return NDArrays.maximum(mean, mean.zerosLike());
    }

    /**
     * The loss of each answer.
     *
     * @param logRatios s (N)
     * @param good (N), 1 for good and 0 for bad
     * @param referencePoint z, a scalar
     * @return (N)
     */
    public NDArray perAnswer(NDArray logRatios, NDArray good, NDArray referencePoint) {
        NDArray x = times(logRatios.sub(referencePoint), beta);
        NDArray bad = good.onesLike().sub(good);
        NDArray lossIfGood = Activation.sigmoid(times(x, -1)); // 1 - sigmoid(x)
        NDArray lossIfBad = Activation.sigmoid(x); // 1 - sigmoid(-x)
        return times(lossIfGood.mul(good), goodWeight).add(times(lossIfBad.mul(bad), badWeight));
    }
}
