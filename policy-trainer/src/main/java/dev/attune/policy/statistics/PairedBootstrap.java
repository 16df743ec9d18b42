package dev.attune.policy.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.statistics.Resampling;

/**
 * Intervals at 95 % of measures of examples that two models have in common, from examples drawn again with replacement: all that belongs to an
 * example is drawn together. Below {@link #FEWEST} examples there is none: what was seen too seldom is not known.
 */
public final class PairedBootstrap {

    /** Examples without which no interval is given. */
    public static final int FEWEST = 20;

    private static final int ROUNDS = 10_000;

    /** Stands for a distance in standard errors where there is no error to divide by. */
    private static final double FAR = 100;

    private PairedBootstrap() {}

    /**
     * Of the mean of differences (N): studentised (bootstrap-t, Efron and Tibshirani 1993, 12.5), which keeps its promise for skewed differences,
     * too, where percentiles let too much through.
     */
    public static Interval ofMean(double[] differences, long seed) {
        return ofMean(differences, seed, ROUNDS);
    }

    static Interval ofMean(double[] differences, long seed, int rounds) {
        int size = required(differences.length);
        double mean = Arrays.stream(differences).average().orElseThrow();
        double error = error(differences, mean, null);
        double[] t = Resampling.draws(size, rounds, seed, places -> {
            double drawn = 0;
            for (int place : places) {
                drawn += differences[place] / size;
            }
            double spread = error(differences, drawn, places);
            double distance = drawn - mean;
            return spread > 0 ? Math.clamp(distance / spread, -FAR, FAR) : FAR * Math.signum(distance);
        });
        double[] ends = Resampling.ends(t);
        return new Interval(mean, Math.min(mean, mean - ends[1] * error), Math.max(mean, mean - ends[0] * error));
    }

    /** The standard error of the mean of the values at some places, or of all. */
    private static double error(double[] values, double mean, int @Nullable [] places) {
        double squares = 0;
        int size = values.length;
        for (int i = 0; i < size; i++) {
            double distance = values[places == null ? i : places[i]] - mean;
            squares += distance * distance;
        }
        return Math.sqrt(squares / (size - 1) / size);
    }

    /** Of the median of values (N). */
    public static Interval ofMedian(double[] values, long seed) {
        return of(values.length, seed, places -> {
            double[] drawn = new double[places.length];
            Arrays.setAll(drawn, i -> values[places[i]]);
            return median(drawn);
        });
    }

    /**
     * Of any measure of examples: percentiles, widened for few examples (Hesterberg 2015, "expanded percentile"), so that the tail is
     * {@code Phi(-sqrt(n / (n - 1)) t)}, t being Student's 97.5 % quantile of n - 1 degrees, in place of 2.5 %.
     *
     * @param size how many examples there are, at least {@link #FEWEST}
     * @param measure of the examples at these places, which repeat
     */
    public static Interval of(int size, long seed, ToDoubleFunction<int[]> measure) {
        return of(required(size), seed, ROUNDS, measure);
    }

    static Interval of(int size, long seed, int rounds, ToDoubleFunction<int[]> measure) {
        int[] all = new int[size];
        Arrays.setAll(all, place -> place);
        double measured = measure.applyAsDouble(all);
        double[] drawn = Resampling.draws(size, rounds, seed, measure);
        Arrays.sort(drawn);
        double tail = tail(size);
        // A measure that is biased when drawn again may lie outside; sums in another order differ in the last place.
        return new Interval(
                measured, Math.min(measured, quantile(drawn, tail)), Math.max(measured, quantile(drawn, 1 - tail)));
    }

    private static int required(int size) {
        if (size < FEWEST) {
            throw new IllegalArgumentException(size + " examples are fewer than " + FEWEST);
        }
        return size;
    }

    static double tail(int size) {
        return Gaussian.below(-Math.sqrt(size / (size - 1.0)) * Gaussian.student(size - 1));
    }

    /** The value in the middle; of an even number the mean of both. Sorts the array. */
    public static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /** Between two values of the sorted ones, in proportion (numpy's default). */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
