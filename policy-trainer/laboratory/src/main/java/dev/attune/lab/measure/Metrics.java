package dev.attune.lab.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Measures of a classification, as scikit-learn defines those that it has.
 *
 * <p>F1 of a label is 2 TP / (2 TP + FP + FN), and 0 where that is 0 / 0. The macro mean is over the labels that occur among
 * the truths or the predictions (scikit-learn's default with {@code zero_division=0}): a label without either is left out.
 */
public final class Metrics {

    /** Bins of the expected calibration error (Guo et al. 2017 use 15). */
    public static final int BINS = 15;

    /** A probability of 0 counts as this in the negative log-likelihood. */
    private static final double LEAST = 1e-15;

    private Metrics() {}

    /** The share of right choices. */
    public static double accuracy(Predictions said) {
        int right = 0;
        for (int i = 0; i < said.size(); i++) {
            right += said.truth()[i] == said.predicted()[i] ? 1 : 0;
        }
        return (double) right / said.size();
    }

    /** F1 of each label (K); NaN for labels that do not occur. */
    public static double[] f1(Predictions said) {
        int[] hits = new int[said.labels()];
        int[] either = new int[said.labels()];
        for (int i = 0; i < said.size(); i++) {
            either[said.truth()[i]]++;
            either[said.predicted()[i]]++;
            hits[said.truth()[i]] += said.truth()[i] == said.predicted()[i] ? 1 : 0;
        }
        double[] f1 = new double[said.labels()];
        Arrays.setAll(f1, label -> either[label] == 0 ? Double.NaN : 2.0 * hits[label] / either[label]);
        return f1;
    }

    /** The mean of the labels' F1. */
    public static double macroF1(Predictions said) {
        return Arrays.stream(f1(said)).filter(f1 -> !Double.isNaN(f1)).average().orElse(0);
    }

    /**
     * Expected calibration error in {@value #BINS} bins of equal width of the chosen label's probability:
     * {@code Σ n_b / N · |accuracy_b − mean probability_b|}. With few examples it is too large; look at its interval.
     */
    public static double ece(Predictions said) {
        int[] bins = IntStream.range(0, said.size())
                .map(i -> Math.clamp((int) Math.ceil(confidence(said, i) * BINS) - 1, 0, BINS - 1))
                .toArray();
        return ece(said, bins);
    }

    /** As {@link #ece}, in bins of as many examples each. */
    public static double eceOfEqualMass(Predictions said) {
        int[] bins = new int[said.size()];
        int[] order = IntStream.range(0, said.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> confidence(said, i)))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 0; rank < order.length; rank++) {
            bins[order[rank]] = (int) ((long) rank * BINS / order.length);
        }
        return ece(said, bins);
    }

    private static double ece(Predictions said, int[] bins) {
        double[] difference = new double[BINS];
        for (int i = 0; i < bins.length; i++) {
            double right = said.truth()[i] == said.predicted()[i] ? 1 : 0;
            difference[bins[i]] += right - confidence(said, i);
        }
        return Arrays.stream(difference).map(Math::abs).sum() / said.size();
    }

    private static double confidence(Predictions said, int example) {
        return said.probabilities()[example][said.predicted()[example]];
    }

    /** Brier's score for several labels: the mean squared distance of the probabilities to the truth, 0 to 2. */
    public static double brier(Predictions said) {
        double sum = 0;
        for (int i = 0; i < said.size(); i++) {
            for (int label = 0; label < said.labels(); label++) {
                double distance = said.probabilities()[i][label] - (label == said.truth()[i] ? 1 : 0);
                sum += distance * distance;
            }
        }
        return sum / said.size();
    }

    /** The mean negative log-probability of the truth, in nats. */
    public static double nll(Predictions said) {
        double sum = 0;
        for (int i = 0; i < said.size(); i++) {
            sum -= Math.log(Math.max(said.probabilities()[i][said.truth()[i]], LEAST));
        }
        return sum / said.size();
    }
}
