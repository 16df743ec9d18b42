package dev.attune.policy.metrics;

import java.util.List;

/**
 * The mean of after - before over pairs, and its standard error: the deviation of the differences (divided by n - 1) by the
 * root of n; infinite for a single pair.
 */
public record PairedDifference(double mean, double standardError) {

    public static PairedDifference of(List<Double> before, List<Double> after) {
        int n = before.size();
        if (n == 0 || after.size() != n) {
            throw new IllegalArgumentException(
                    "Differences need as many scores before as after: " + n + " and " + after.size());
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += after.get(i) - before.get(i);
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double deviation = after.get(i) - before.get(i) - mean;
            squares += deviation * deviation;
        }
        double error = n == 1 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (n - 1) / n);
        return new PairedDifference(mean, error);
    }
}
