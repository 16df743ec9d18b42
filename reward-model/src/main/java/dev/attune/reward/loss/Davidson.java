package dev.attune.reward.loss;

/**
 * Davidson's extension of the Bradley-Terry model to ties (Davidson 1970, "On extending the Bradley-Terry model to
 * accommodate ties in paired comparison experiments", JASA 65): with d the difference of two scores and v the tie parameter,
 *
 * <pre>
 * Z = exp(d / 2) + exp(-d / 2) + v
 * P(first better) = exp(d / 2) / Z
 * P(tie)          = v / Z
 * </pre>
 *
 * <p>With v = 0 it is Bradley-Terry; two answers of equal score tie with probability v / (2 + v). Of the decided comparisons
 * alone, the first is better with probability sigmoid(d) whatever v is.
 */
public final class Davidson {

    private Davidson() {}

    /** {@code -log P(first better)}: {@code log(1 + exp(-d) + v exp(-d / 2))}, without overflow. */
    public static double decisiveLoss(double difference, double tieParameter) {
        return logZ(difference, tieParameter) - difference / 2;
    }

    /** {@code -log P(tie)}. */
    public static double tieLoss(double difference, double tieParameter) {
        return logZ(difference, tieParameter) - Math.log(tieParameter);
    }

    /** Probability of a tie. */
    public static double tieProbability(double difference, double tieParameter) {
        return tieParameter == 0 ? 0 : Math.exp(-tieLoss(difference, tieParameter));
    }

    /** The tie parameter by which answers of equal score tie as often as {@code share}, in [0, 1): {@code 2 s / (1 - s)}. */
    public static double parameterFor(double share) {
        return 2 * share / (1 - share);
    }

    private static double logZ(double difference, double tieParameter) {
        double half = Math.abs(difference) / 2;
        return half + Math.log1p(Math.exp(-2 * half) + tieParameter * Math.exp(-half));
    }
}
