package dev.attune.judgement.agreement;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.apache.commons.statistics.distribution.TDistribution;

import dev.attune.judgement.finding.Draws;
import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

/**
 * How sure a coefficient is: intervals over the units, whole rows of which are drawn or left out. They are about other units of the same raters;
 * what is said of other raters needs raters drawn, too.
 *
 * <p>{@link #usual} takes the jackknife below {@value #FEW} units, as percentiles of so few resamples are too narrow and often have no value
 * (Hughes 2022, arXiv 2210.13265); from there on it resamples, which follows the skew near 1, stays within the coefficient's bounds and costs
 * as much for many units as for few.
 */
public final class Intervals {

    /** From so many units on, resampling. */
    public static final int FEW = 100;

    private static final int ROUNDS = 1000;
    private static final double MOST_UNDEFINED = 0.05;

    private Intervals() {}

    /** At 95 %: by jackknife for few units, by 1,000 resamples for many. */
    public static Finding<Interval> usual(Ratings ratings, Coefficient coefficient, long seed) {
        return ratings.units() < FEW
                ? jackknife(ratings, coefficient, 0.95)
                : resampled(ratings, coefficient, 0.95, ROUNDS, seed);
    }

    /**
     * Each unit left out in turn: se = sqrt((n - 1) / n sum (c_-i - mean)^2), and quantiles of Student's t with n - 1 degrees of freedom. The ends
     * may lie outside the coefficient's bounds.
     */
    public static Finding<Interval> jackknife(Ratings ratings, Coefficient coefficient, double level) {
        int units = ratings.units();
        if (units < 3) {
            return coefficient.of(ratings).then(value -> Finding.undefined(Undefined.TOO_FEW));
        }
        double[] without = new double[units];
        for (int left = 0; left < units; left++) {
            int out = left;
            Finding<Double> value = coefficient.of(ratings.at(
                    IntStream.range(0, units).filter(unit -> unit != out).toArray()));
            if (!value.known()) {
                return coefficient.of(ratings).then(whole -> Finding.undefined(Undefined.FRAGILE));
            }
            without[left] = value.get();
        }
        double mean = IntStream.range(0, units).mapToDouble(i -> without[i]).sum() / units;
        double squares = 0;
        for (double each : without) {
            squares += (each - mean) * (each - mean);
        }
        double half = TDistribution.of(units - 1).inverseCumulativeProbability((1 + level) / 2)
                * Math.sqrt((units - 1.0) / units * squares);
        return coefficient.of(ratings).map(value -> Interval.around(value, half));
    }

    /** Percentiles over units drawn with replacement; undefined where more than one draw in twenty has no value. */
    public static Finding<Interval> resampled(
            Ratings ratings, Coefficient coefficient, double level, int rounds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int units = ratings.units();
        double[] drawn = new double[rounds];
        int defined = 0;
        for (int round = 0; round < rounds && units > 0; round++) {
            Finding<Double> value =
                    coefficient.of(ratings.at(random.ints(units, 0, units).toArray()));
            if (value.known()) {
                drawn[defined++] = value.get();
            }
        }
        double[] values = java.util.Arrays.copyOf(drawn, defined);
        boolean fragile = defined < (1 - MOST_UNDEFINED) * rounds;
        return coefficient
                .of(ratings)
                .then(value -> fragile
                        ? Finding.undefined(Undefined.FRAGILE)
                        : Finding.of(Draws.percentile(value, values, level)));
    }
}
