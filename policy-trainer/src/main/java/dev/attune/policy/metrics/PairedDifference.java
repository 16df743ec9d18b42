package dev.attune.policy.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean of after - before over pairs, and its standard error: the deviation of the differences (divided by n - 1) by the
 * root of n; infinite for a single pair. A pair with NaN is left out.
 */
public record PairedDifference(double mean, double standardError) {

    public static PairedDifference of(List<Double> before, List<Double> after) {
        if (after.size() != before.size()) {
            throw new IllegalArgumentException(
                    "Differences need as many scores before as after: " + before.size() + " and " + after.size());
        }
        double[] differences = IntStream.range(0, before.size())
                .mapToDouble(i -> after.get(i) - before.get(i))
                .filter(difference -> !Double.isNaN(difference))
                .toArray();
        int n = differences.length;
        double mean = Arrays.stream(differences).average().orElse(Double.NaN);
        double squares = Arrays.stream(differences)
                .map(difference -> (difference - mean) * (difference - mean))
                .sum();
        double error = n < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (n - 1) / n);
        return new PairedDifference(mean, error);
    }
}
