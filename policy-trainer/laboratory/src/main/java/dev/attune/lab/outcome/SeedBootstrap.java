package dev.attune.lab.outcome;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import dev.attune.lab.measure.Measured;
import dev.attune.lab.measure.Predictions;

/**
 * Percentile intervals at 95 % of what several seeds said of the same examples: both the examples and the seeds are drawn again
 * with replacement, since each stands for others that might have been. A measure is that of each drawn seed on the drawn
 * examples, averaged over the seeds.
 */
final class SeedBootstrap {

    private static final double TAIL = 0.025;
    private static final long SEED = 1;

    private final int rounds;

    SeedBootstrap(int rounds) {
        this.rounds = rounds;
    }

    /** A measure of seeds that all read the same examples. */
    Measured of(List<Predictions> seeds, ToDoubleFunction<Predictions> measure) {
        return drawn(seeds.getFirst().size(), seeds.size(), (chosen, places) -> mean(seeds, chosen, places, measure));
    }

    /**
     * The difference {@code after − before} on the same examples, a seed of one beside the same seed of the other. Where one has
     * fewer seeds (a method without chance has one), its seeds stand for the others, too.
     */
    Measured difference(List<Predictions> before, List<Predictions> after, ToDoubleFunction<Predictions> measure) {
        return drawn(
                before.getFirst().size(),
                Math.max(before.size(), after.size()),
                (chosen, places) -> mean(after, chosen, places, measure) - mean(before, chosen, places, measure));
    }

    private static double mean(
            List<Predictions> seeds, int[] chosen, int[] places, ToDoubleFunction<Predictions> measure) {
        double[] known = new double[seeds.size()];
        Arrays.fill(known, Double.NaN);
        double sum = 0;
        for (int seed : chosen) {
            int place = seed % known.length;
            if (Double.isNaN(known[place])) {
                known[place] = measure.applyAsDouble(seeds.get(place).at(places));
            }
            sum += known[place];
        }
        return sum / chosen.length;
    }

    /** A measure of seeds' numbers and examples' places. */
    private interface Drawn {
        double of(int[] seeds, int[] places);
    }

    private Measured drawn(int examples, int seeds, Drawn measure) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[rounds];
        int[] places = new int[examples];
        int[] chosen = new int[seeds];
        for (int round = 0; round < rounds; round++) {
            Arrays.setAll(places, i -> random.nextInt(examples));
            Arrays.setAll(chosen, i -> random.nextInt(seeds));
            values[round] = measure.of(chosen, places);
        }
        Arrays.sort(values);
        double value = measure.of(
                IntStream.range(0, seeds).toArray(),
                IntStream.range(0, examples).toArray());
        return new Measured(value, quantile(values, TAIL), quantile(values, 1 - TAIL));
    }

    /** Between two values of the sorted ones, in proportion. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
