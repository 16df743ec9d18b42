package dev.attune.policy.direct;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;

import dev.attune.lm.torch.Operators;

import static dev.attune.lm.torch.Operators.times;

/**
 * Losses of direct preference optimisation (Rafailov et al. 2023, arXiv:2305.18290) and its kin. For a pair with
 * log-ratios {@code s = log pi(y) - log pi_ref(y)}, summed over the answer's tokens, and {@code d = s_chosen - s_rejected}.
 */
public sealed interface DirectLoss {

    /** {@code -log sigmoid(beta d)} (arXiv:2305.18290, equation 7). */
    record Sigmoid(double beta) implements DirectLoss {}

    /**
     * {@code -(1 - e) log sigmoid(beta d) - e log sigmoid(-beta d)}: labels are wrong with probability e (Mitchell 2023,
     * conservative DPO). Not unbiased; it stops pushing at a finite margin.
     */
    record Conservative(double beta, double labelNoise) implements DirectLoss {
        public Conservative {
            requireNoise(labelNoise);
        }
    }

    /**
     * {@code (-(1 - e) log sigmoid(beta d) + e log sigmoid(-beta d)) / (1 - 2 e)}: unbiased for labels that are wrong with
     * probability e (Chowdhury et al. 2024, arXiv:2403.00409).
     */
    record Robust(double beta, double labelNoise) implements DirectLoss {
        public Robust {
            requireNoise(labelNoise);
        }
    }

    /**
     * {@code (d - 1 / (2 beta))^2} (Azar et al. 2023, arXiv:2310.12036, equation 17). With {@code perToken} the log-ratios are
     * means over each answer's tokens, as in TRL; the paper and OpenRLHF take sums.
     */
    record Ipo(double beta, boolean perToken) implements DirectLoss {}

    /** {@code max(0, 1 - beta d)} (Liu et al. 2023, arXiv:2309.06657, RSO's hinge on normalised likelihoods). */
    record Hinge(double beta) implements DirectLoss {}

    /** {@code -log sigmoid(beta d)} on log-ratios that are means over each answer's tokens: length-normalised DPO. */
    record LengthNormalised(double beta) implements DirectLoss {}

    /** The weight of the reference. */
    double beta();

    /** Whether the log-ratios have to be divided by the lengths of the answers. */
    default boolean perToken() {
        return switch (this) {
            case LengthNormalised _ -> true;
            case Ipo ipo -> ipo.perToken();
            case Sigmoid _, Conservative _, Robust _, Hinge _ -> false;
        };
    }

    /**
     * The log-ratios that the loss wants: (N) log-probabilities of policy and reference to (N), divided by (N)
     * {@code tokens} where the loss works on means.
     */
    default NDArray logRatios(NDArray policy, NDArray reference, NDArray tokens) {
        NDArray ratios = policy.sub(reference);
        return perToken() ? ratios.div(tokens) : ratios;
    }

    /**
     * The loss of each pair.
     *
     * @param chosen (N) log-ratios of the chosen answers, from {@link #logRatios}
     * @param rejected (N) of the rejected ones
     * @return (N)
     */
    default NDArray perPair(NDArray chosen, NDArray rejected) {
        NDArray d = chosen.sub(rejected);
        return switch (this) {
            case Sigmoid(double beta) -> minusLogSigmoid(times(d, beta));
            case LengthNormalised(double beta) -> minusLogSigmoid(times(d, beta));
            case Conservative(double beta, double e) ->
                times(minusLogSigmoid(times(d, beta)), 1 - e).add(times(minusLogSigmoid(times(d, -beta)), e));
            case Robust(double beta, double e) ->
                times(
                        times(minusLogSigmoid(times(d, beta)), 1 - e).sub(times(minusLogSigmoid(times(d, -beta)), e)),
                        1 / (1 - 2 * e));
            case Ipo(double beta, boolean _) ->
                d.sub(times(d.onesLike(), 1 / (2 * beta))).square();
            case Hinge(double beta) -> NDArrays.maximum(d.onesLike().sub(times(d, beta)), d.zerosLike());
        };
    }

    /**
     * The same for pairs that are not certain: {@code p l(d) + (1 - p) l(-d)}. Of {@link Sigmoid} that is cross-entropy with p, and for
     * {@code p = 1 - e} the same as {@link Conservative}.
     *
     * @param probability (N) p, that people prefer the chosen answers
     * @return (N)
     */
    default NDArray perPair(NDArray chosen, NDArray rejected, NDArray probability) {
        NDArray doubt = probability.onesLike().sub(probability);
        return perPair(chosen, rejected)
                .mul(probability)
                .add(perPair(rejected, chosen).mul(doubt));
    }

    /** {@code beta s}, the reward that the policy itself gives (arXiv:2305.18290, equation 5): (N) log-ratios to (N). */
    static NDArray implicitReward(NDArray logRatios, double beta) {
        return times(logRatios, beta);
    }

    private static NDArray minusLogSigmoid(NDArray x) {
        return Activation.softPlus(Operators.times(x, -1));
    }

    private static void requireNoise(double labelNoise) {
        if (!(labelNoise >= 0 && labelNoise < 0.5)) {
            throw new IllegalArgumentException("labelNoise must lie in [0, 0.5) but is " + labelNoise + ".");
        }
    }
}
