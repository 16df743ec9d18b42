package dev.attune.lab.measure;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import dev.attune.contracts.statistics.Resampling;

/** Percentile intervals at 95 % from examples drawn again with replacement (Efron 1979). */
public final class Bootstrap {

    private final int rounds;
    private final long seed;

    public Bootstrap(int rounds, long seed) {
        this.rounds = rounds;
        this.seed = seed;
    }

    /** 1,000 rounds. */
    public static Bootstrap ofSeed(long seed) {
        return new Bootstrap(1000, seed);
    }

    /** A measure of the examples. */
    public Measured of(Predictions said, ToDoubleFunction<Predictions> measure) {
        return of(said.size(), measure.applyAsDouble(said), places -> measure.applyAsDouble(said.at(places)));
    }

    /** The mean of values (N). */
    public Measured mean(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return of(values.length, mean, places -> mean(values, places));
    }

    /**
     * The mean of {@code after − before} over the same examples: its interval is that of the differences, not the difference
     * of two intervals.
     */
    public Measured difference(double[] before, double[] after) {
        if (before.length != after.length) {
            throw new IllegalArgumentException(
                    "Pairs need as many values before as after: " + before.length + " and " + after.length);
        }
        double[] differences = new double[before.length];
        Arrays.setAll(differences, i -> after[i] - before[i]);
        return mean(differences);
    }

    /** The mean of several groups' means, each group drawn again within itself: groups count alike, whatever their sizes. */
    public Measured meanOfMeans(List<double[]> groups) {
        double value = groups.stream()
                .mapToDouble(group -> Arrays.stream(group).average().orElseThrow())
                .average()
                .orElseThrow();
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[rounds];
        Arrays.setAll(
                drawn,
                round -> groups.stream()
                        .mapToDouble(group -> random.ints(group.length, 0, group.length)
                                .mapToDouble(place -> group[place])
                                .average()
                                .orElseThrow())
                        .average()
                        .orElseThrow());
        return interval(value, drawn);
    }

    /** The difference {@code after − before} of a measure that is no mean, over the same examples. */
    public Measured difference(Predictions before, Predictions after, ToDoubleFunction<Predictions> measure) {
        return of(
                before.size(),
                measure.applyAsDouble(after) - measure.applyAsDouble(before),
                places -> measure.applyAsDouble(after.at(places)) - measure.applyAsDouble(before.at(places)));
    }

    /** A measure of examples with any number of labels. */
    public Measured of(ManyMetrics said, ToDoubleFunction<ManyMetrics> measure) {
        return of(said.truth().length, measure.applyAsDouble(said), places -> measure.applyAsDouble(said.at(places)));
    }

    private Measured of(int size, double value, ToDoubleFunction<int[]> measure) {
        return interval(value, draws(size, measure));
    }

    /**
     * A measure of units drawn again, a number for each round.
     *
     * @param measure of the units' places, of which some repeat
     */
    public double[] draws(int size, ToDoubleFunction<int[]> measure) {
        return Resampling.draws(size, rounds, seed, measure);
    }

    /** A value with the interval of its {@link #draws}. */
    public static Measured interval(double value, double[] drawn) {
        double[] ends = Resampling.ends(drawn);
        return new Measured(value, ends[0], ends[1]);
    }

    private static double mean(double[] values, int[] places) {
        double sum = 0;
        for (int place : places) {
            sum += values[place];
        }
        return sum / places.length;
    }
}
