package dev.attune.lab.mixture;

import java.util.Arrays;

import dev.attune.contracts.json.Choice;

/**
 * How much of a mixture each of its sources is (Raffel et al. 2020, section 3.5.2).
 *
 * @param maximum K: a source counts as no larger than that
 * @param temperature T: 1 is by size, and the larger, the more alike the rates
 */
public record Sampling(Rule by, int maximum, double temperature) {

    /** What the rates depend on; m are the sources, e their sizes. */
    public enum Rule implements Choice {
        /** {@code r_m ∝ min(e_m, K)}. */
        SIZE,
        /** {@code r_m ∝ min(e_m, K)^(1/T)}. */
        TEMPERATURE,
        /** All the same. */
        EQUAL
    }

    public Sampling {
        if (maximum < 1 || !(temperature >= 1) || Double.isInfinite(temperature)) {
            throw MixtureErrors.invalid("Sampling needs a maximum of 1 or more and a temperature of 1 or more, not "
                    + maximum + " and " + temperature + ".");
        }
    }

    /** Rates that sum to 1. */
    public double[] rates(int[] sizes) {
        double[] weights = Arrays.stream(sizes).mapToDouble(this::weight).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private double weight(int size) {
        if (size == 0) {
            return 0;
        }
        double most = Math.min(size, maximum);
        return switch (by) {
            case SIZE -> most;
            case TEMPERATURE -> Math.pow(most, 1 / temperature);
            case EQUAL -> 1;
        };
    }

    /**
     * Whole numbers that sum to {@code all} and are nearest to the rates: the largest remainders get what rounding down
     * leaves, of equals the first.
     */
    public static int[] counts(double[] rates, int all) {
        int[] counts = new int[rates.length];
        double[] remainders = new double[rates.length];
        int left = all;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) Math.floor(rates[i] * all + 1e-9);
            remainders[i] = rates[i] * all - counts[i];
            left -= counts[i];
        }
        for (; left > 0; left--) {
            int most = 0;
            for (int i = 1; i < counts.length; i++) {
                most = remainders[i] > remainders[most] ? i : most;
            }
            counts[most]++;
            remainders[most] = -1;
        }
        return counts;
    }
}
