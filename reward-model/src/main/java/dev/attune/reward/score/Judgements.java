package dev.attune.reward.score;

import java.util.Arrays;

/**
 * What a reward model says of answers.
 *
 * @param scores one for each answer: the mean of the heads
 * @param uncertainties one for each answer: the standard deviation (unbiased) of the heads, on the scale of the scores;
 *     empty for a model with a single head, which does not know how sure it is
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Judgements(double[] scores, double[] uncertainties) {

    /** The judgements of some heads, {@code byHead[answer][head]}. */
    public static Judgements of(double[][] byHead) {
        double[] scores = Arrays.stream(byHead)
                .mapToDouble(heads -> Arrays.stream(heads).average().orElseThrow())
                .toArray();
        boolean several = byHead.length > 0 && byHead[0].length > 1;
        return new Judgements(
                scores,
                several
                        ? Arrays.stream(byHead)
                                .mapToDouble(Judgements::deviation)
                                .toArray()
                        : new double[0]);
    }

    /** On the scale of normalised scores. */
    Judgements normalised(Normalisation normalisation) {
        return new Judgements(
                Arrays.stream(scores).map(normalisation::apply).toArray(),
                Arrays.stream(uncertainties)
                        .map(spread -> spread / normalisation.deviation())
                        .toArray());
    }

    private static double deviation(double[] heads) {
        double mean = Arrays.stream(heads).average().orElseThrow();
        double squares = Arrays.stream(heads)
                .map(score -> (score - mean) * (score - mean))
                .sum();
        return Math.sqrt(squares / (heads.length - 1));
    }
}
