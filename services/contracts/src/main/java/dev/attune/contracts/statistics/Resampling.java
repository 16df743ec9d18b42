package dev.attune.contracts.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Percentile intervals at 95 % from examples drawn again with replacement (Efron 1979). */
public final class Resampling {

    private static final double TAIL = 0.025;
    private static final int USUAL_ROUNDS = 1000;

    private Resampling() {}

    /** Of the mean of values (N): 1,000 rounds of seed 0. For differences of pairs, give the differences. */
    public static Interval ofMean(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double[] ends = interval(values.length, USUAL_ROUNDS, 0, places -> mean(values, places));
        // Sums in another order may differ in the last place.
        return new Interval(mean, Math.min(mean, ends[0]), Math.max(mean, ends[1]));
    }

    /**
     * Of any measure of examples.
     *
     * @param size how many examples there are
     * @param measure of the examples at these places (size), which repeat
     * @return both ends
     */
    public static double[] interval(int size, int rounds, long seed, ToDoubleFunction<int[]> measure) {
        return ends(draws(size, rounds, seed, measure));
    }

    /** The measure of examples drawn again, a number for each round. */
    public static double[] draws(int size, int rounds, long seed, ToDoubleFunction<int[]> measure) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] places = new int[size];
        double[] drawn = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Arrays.setAll(places, place -> random.nextInt(size));
            drawn[round] = measure.applyAsDouble(places);
        }
        return drawn;
    }

    /** Both ends of what was drawn. */
    public static double[] ends(double[] drawn) {
        double[] sorted = drawn.clone();
        Arrays.sort(sorted);
        return new double[] {quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)};
    }

    /** Between two values of the sorted ones, in proportion (numpy's default). */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static double mean(double[] values, int[] places) {
        double sum = 0;
        for (int place : places) {
            sum += values[place];
        }
        return sum / places.length;
    }
}
