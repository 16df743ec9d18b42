package dev.attune.reward.loss;

/**
 * The Bradley-Terry model of paired comparisons (Bradley and Terry 1952): an answer with score a is preferred to one
 * with score b with probability sigmoid(a - b). As a loss on a language model's scores: Stiennon et al. 2020 (arXiv
 * 2009.01325); with a margin: Touvron et al. 2023 (arXiv 2307.09288, section 3.2.2); with smoothed labels, when a share
 * e of the comparisons is mistaken: Mitchell 2023, "A note on DPO with noisy preferences" (cDPO).
 *
 * <p>For pair i with scores c_i (chosen) and r_i (rejected), margin m_i and weight w_i:
 *
 * <pre>
 * d_i = c_i - r_i - m_i
 * l_i = (1 - e) * -log sigmoid(d_i) + e * -log sigmoid(-d_i)
 *     = softplus(-d_i) + e * d_i
 * L   = sum_i w_i * l_i / sum_i w_i
 * dL/dc_i = -dL/dr_i = w_i * (e - sigmoid(-d_i)) / sum_i w_i
 * </pre>
 *
 * <p>With e = 0 every comparison is believed without bounds; with e > 0 a pair's loss is least at d_i = log((1 - e) / e),
 * so that a mistaken comparison pulls the scores only so far. A
 * soft label, the probability p that people prefer the chosen answer, is e = 1 - p of that pair: binary cross-entropy with the label p.
 *
 * <p>Here in float64; the training loop has the same in float32, recorded. -log sigmoid(d) is computed as softplus(-d), which neither
 * overflows nor loses the gradient of a badly ordered pair.
 */
public final class BradleyTerry {

    private BradleyTerry() {}

    /** The loss of whole arrays, in float64. */
    public static double loss(
            double[] chosen, double[] rejected, double[] margins, double[] weights, double smoothing) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < chosen.length; i++) {
            double difference = chosen[i] - rejected[i] - margins[i];
            sum += weights[i] * (minusLogSigmoid(difference) + smoothing * difference);
            total += weights[i];
        }
        return sum / total;
    }

    /** {@code -log sigmoid(d) = log(1 + exp(-d))} without overflow: {@code max(-d, 0) + log1p(exp(-|d|))}. */
    public static double minusLogSigmoid(double difference) {
        return Math.max(-difference, 0) + Math.log1p(Math.exp(-Math.abs(difference)));
    }

    /** Probability that the model gives to the people's choice. */
    public static double probability(double chosen, double rejected) {
        return 1 / (1 + Math.exp(rejected - chosen));
    }

    /** Share of pairs that the scores order as people did; equal scores count half. */
    public static double accuracy(double[] chosen, double[] rejected) {
        double right = 0;
        for (int i = 0; i < chosen.length; i++) {
            right += win(chosen[i], rejected[i]);
        }
        return right / chosen.length;
    }

    /** 1 when {@code chosen} is larger, 0 when it is smaller, one half when equal. */
    public static double win(double chosen, double rejected) {
        return chosen > rejected ? 1 : chosen == rejected ? 0.5 : 0;
    }

    /**
     * The margin that a strength asks for: 0 for a slight preference (1), {@code scale} for a clear one (2), twice that
     * for a much better answer (3).
     */
    public static double margin(double scale, double strength) {
        return scale * (strength - 1);
    }
}
