package dev.attune.policy.statistics;

import java.util.function.DoubleUnaryOperator;

import dev.attune.contracts.statistics.Interval;

/**
 * How often something is so with each of two models on the same examples.
 *
 * @param both examples with which it is so with both
 * @param first only with the first
 * @param second only with the second
 * @param neither with none
 */
public record PairedShares(int both, int first, int second, int neither) {

    private static final int HALVINGS = 100;

    /** Counts what is so with each. */
    public static PairedShares of(boolean[] first, boolean[] second) {
        int[] counts = new int[4];
        for (int i = 0; i < first.length; i++) {
            counts[(first[i] ? 2 : 0) + (second[i] ? 1 : 0)]++;
        }
        return new PairedShares(counts[3], counts[2], counts[1], counts[0]);
    }

    public int size() {
        return both + first + second + neither;
    }

    public double firstShare() {
        return (both + first) / (double) size();
    }

    public double secondShare() {
        return (both + second) / (double) size();
    }

    /**
     * The first share less the second with Tango's score interval at 95 % (Statistics in Medicine 17, 1998, 891-908): the differences that a
     * score test with the likeliest nuisance does not refuse. Unlike a bootstrap it is honest where both always agree: 0 of n is
     * {@code z^2 / (n + z^2)} wide on either side.
     */
    public Interval difference() {
        double measured = (first - second) / (double) size();
        double low = root(-1, measured, difference -> score(difference) - Gaussian.Z);
        double high = root(measured, 1, difference -> score(difference) + Gaussian.Z);
        return new Interval(measured, Math.min(low, measured), Math.max(high, measured));
    }

    /** Falls as the difference grows. */
    private double score(double difference) {
        int n = size();
        double a = 2.0 * n;
        double b = -first - second + (2.0 * n - first + second) * difference;
        double c = -second * difference * (1 - difference);
        double onlySecond = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
        double variance = n * (2 * onlySecond + difference * (1 - difference));
        double distance = first - second - n * difference;
        return variance <= 0 ? Math.signum(distance) * Double.MAX_VALUE : distance / Math.sqrt(variance);
    }

    private static double root(double from, double to, DoubleUnaryOperator falling) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (falling.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
