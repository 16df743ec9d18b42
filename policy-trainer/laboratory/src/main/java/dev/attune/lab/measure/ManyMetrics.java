package dev.attune.lab.measure;

import java.util.Arrays;

/**
 * Measures where each of N examples may have any of K labels, as scikit-learn defines them with {@code zero_division=0}: here the
 * macro mean is over all labels.
 *
 * @param truth (N, K) whether a label is right
 * @param predicted (N, K) whether it was chosen
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record ManyMetrics(boolean[][] truth, boolean[][] predicted) {

    /** F1 over all examples and labels together. */
    public double microF1() {
        int hits = 0;
        int either = 0;
        for (int label = 0; label < truth[0].length; label++) {
            hits += hits(label);
            either += either(label);
        }
        return either == 0 ? 0 : 2.0 * hits / either;
    }

    /** The mean of the labels' F1. */
    public double macroF1() {
        return Arrays.stream(f1()).average().orElse(0);
    }

    /** F1 of each label (K). */
    public double[] f1() {
        double[] f1 = new double[truth[0].length];
        Arrays.setAll(f1, label -> either(label) == 0 ? 0 : 2.0 * hits(label) / either(label));
        return f1;
    }

    /** The share of examples of which exactly the right labels were chosen. */
    public double subsetAccuracy() {
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += Arrays.equals(truth[i], predicted[i]) ? 1 : 0;
        }
        return (double) right / truth.length;
    }

    /** Those at {@code places}, which may repeat. */
    public ManyMetrics at(int[] places) {
        return new ManyMetrics(
                Arrays.stream(places).mapToObj(i -> truth[i]).toArray(boolean[][]::new),
                Arrays.stream(places).mapToObj(i -> predicted[i]).toArray(boolean[][]::new));
    }

    private int hits(int label) {
        int hits = 0;
        for (int i = 0; i < truth.length; i++) {
            hits += truth[i][label] && predicted[i][label] ? 1 : 0;
        }
        return hits;
    }

    private int either(int label) {
        int either = 0;
        for (int i = 0; i < truth.length; i++) {
            either += (truth[i][label] ? 1 : 0) + (predicted[i][label] ? 1 : 0);
        }
        return either;
    }
}
