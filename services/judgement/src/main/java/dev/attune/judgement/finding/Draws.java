package dev.attune.judgement.finding;

import java.util.Arrays;

/** What resamples gave: quantiles between two of the sorted values, in proportion (numpy's default). */
public final class Draws {

    private Draws() {}

    /** The quantile of values that need not be sorted. */
    public static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sortedQuantile(sorted, share);
    }

    /** The percentile interval of values (Efron 1979). */
    public static Interval percentile(double estimate, double[] values, double level) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double tail = (1 - level) / 2;
        return new Interval(estimate, sortedQuantile(sorted, tail), sortedQuantile(sorted, 1 - tail));
    }

    private static double sortedQuantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
