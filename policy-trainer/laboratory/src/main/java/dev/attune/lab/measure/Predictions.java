package dev.attune.lab.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What was said of N examples with one of K labels each.
 *
 * @param truth (N) the right labels' numbers
 * @param predicted (N) the labels that were chosen
 * @param probabilities (N, K) each row sums to 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Predictions(int[] truth, int[] predicted, double[][] probabilities) {

    public Predictions {
        if (truth.length == 0 || predicted.length != truth.length || probabilities.length != truth.length) {
            throw new IllegalArgumentException(
                    "Predictions need as many choices and probabilities as truths, and one at" + " least: "
                            + truth.length + ", " + predicted.length + " and " + probabilities.length);
        }
    }

    /** Of each example the likeliest label; of equals the first. */
    public static Predictions likeliest(int[] truth, double[][] probabilities) {
        int[] predicted =
                Arrays.stream(probabilities).mapToInt(Predictions::likeliest).toArray();
        return new Predictions(truth, predicted, probabilities);
    }

    /** The number of the largest value; of equals the first. */
    public static int likeliest(double[] row) {
        int best = 0;
        for (int label = 1; label < row.length; label++) {
            if (row[label] > row[best]) {
                best = label;
            }
        }
        return best;
    }

    /** Examples. */
    public int size() {
        return truth.length;
    }

    /** Labels. */
    public int labels() {
        return probabilities[0].length;
    }

    /** Whether each example was got right. */
    public boolean[] right() {
        boolean[] right = new boolean[size()];
        IntStream.range(0, size()).forEach(i -> right[i] = truth[i] == predicted[i]);
        return right;
    }

    /** Those at {@code places}, which may repeat. */
    public Predictions at(int[] places) {
        return new Predictions(
                Arrays.stream(places).map(i -> truth[i]).toArray(),
                Arrays.stream(places).map(i -> predicted[i]).toArray(),
                Arrays.stream(places).mapToObj(i -> probabilities[i]).toArray(double[][]::new));
    }

    /** Counts (K, K): rows are the right labels, columns the chosen ones. */
    public int[][] confusion() {
        int[][] counts = new int[labels()][labels()];
        IntStream.range(0, size()).forEach(i -> counts[truth[i]][predicted[i]]++);
        return counts;
    }
}
