package dev.attune.policy.direct;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

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

    /**
     * The loss of each pair.
     *
     * @param chosen (N) mean log-probabilities per token of the chosen answers, below 0
     * @param rejected (N) of the rejected ones
     * @return (N)
     */
    public NDArray perPair(NDArray chosen, NDArray rejected) {
        NDArray logOddsRatio = logOdds(chosen).sub(logOdds(rejected));
        return chosen.neg().add(times(Activation.softPlus(logOddsRatio.neg()), lambda));
    }

    private static NDArray logOdds(NDArray meanLogProbs) {
        NDArray probability = meanLogProbs.exp();
        return meanLogProbs.sub(probability.onesLike().sub(probability).log());
    }
}
