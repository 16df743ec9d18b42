package dev.attune.policy.direct;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;

import dev.attune.lm.torch.Autograd;

import static dev.attune.lm.torch.Operators.times;

/**
 * Odds-ratio preference optimisation (Hong et al. 2024, arXiv:2403.07691), which needs no reference: with the mean
 * log-probability per token {@code m = log p},
 *
 * <pre>
 * log odds(y) = m - log(1 - exp(m))
 * L = -m_chosen - lambda log sigmoid(log odds(y_chosen) - log odds(y_rejected))
 * </pre>
 *
 * @param lambda weight of the odds ratio beside the likelihood of the chosen answer
 */
public record OrpoLoss(double lambda) {

    /** How near m may come to 0 in the odds: a certain answer has odds of a million. */
    private static final double NEAREST = 1e-6;

    /**
     * The loss of each pair.
     *
     * @param chosen (N) mean log-probabilities per token of the chosen answers, at most 0
     * @param rejected (N) of the rejected ones
     * @return (N)
     */
    public NDArray perPair(NDArray chosen, NDArray rejected) {
        NDArray logOddsRatio = logOdds(chosen).sub(logOdds(rejected));
        return chosen.neg().add(times(Activation.softPlus(logOddsRatio.neg()), lambda));
    }

    /**
     * {@code m - log(1 - exp(m))}, whose second term is {@code log(-expm1(m))} with {@code expm1(m) = 2 t / (1 - t)} and
     * {@code t = tanh(m / 2)}: exact where p is near 1, and where it is rounded to 1, finite with a finite gradient.
     */
    private static NDArray logOdds(NDArray meanLogProbs) {
        NDArray near = times(meanLogProbs.onesLike(), NEAREST).add(Autograd.detach(meanLogProbs));
        NDArray bounded =
                meanLogProbs.sub(NDArrays.maximum(near, near.zerosLike())); // the value moves, the gradient stays
        NDArray minusTanh = times(bounded, 0.5).tanh().neg();
        NDArray logRest = times(minusTanh, 2)
                .log()
                .sub(minusTanh.add(minusTanh.onesLike()).log());
        return bounded.sub(logRest);
    }
}
