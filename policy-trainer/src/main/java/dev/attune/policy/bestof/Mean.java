package dev.attune.policy.bestof;

import java.util.Arrays;

/**
 * A mean with its uncertainty.
 *
 * @param error standard error: deviation (n - 1) by the root of n; NaN of a single number
 */
public record Mean(double mean, double error) {

    /** Quantile of the normal distribution for an interval of 95 %. */
    private static final double Z = 1.959964;

    public static Mean of(double[] numbers) {
        double mean = Arrays.stream(numbers).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        int n = numbers.length;
        return new Mean(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n));
    }

    /** Lower end of the interval of 95 %. */
    public double low() {
        return mean - Z * error;
    }

    /** Upper end of the interval of 95 %. */
    public double high() {
        return mean + Z * error;
    }
}
