package dev.attune.judgement.raters;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

import dev.attune.judgement.vote.Davidson;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Votes;

/**
 * What is held of the raters at one moment of a fit.
 *
 * @param slopes each rater's slope
 * @param sides each rater's side, the common one included
 * @param commonSide around which the sides lie
 * @param logTies the logarithm of the weight of ties; -infinity where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Crowd(double[] slopes, double[] sides, double commonSide, double logTies) {

    private static final double SMALLEST_MEAN = 0.1;

    static Crowd start(Votes votes) {
        double[] slopes = new double[votes.raters()];
        Arrays.fill(slopes, 1);
        return new Crowd(slopes, new double[votes.raters()], 0, votes.hasTies() ? 0 : Double.NEGATIVE_INFINITY);
    }

    /** The mean of the slopes, which is not taken below a tenth: nobody who looks would be left. */
    double meanSlope() {
        return Math.max(SMALLEST_MEAN, Arrays.stream(slopes).average().orElse(1));
    }

    /** The same raters in another unit of worth. */
    Crowd scaled(double factor) {
        double[] scaled = Arrays.stream(slopes).map(slope -> slope * factor).toArray();
        return new Crowd(scaled, sides, commonSide, logTies);
    }

    Davidson outcome(int rater, Verdict verdict, double lead) {
        return Davidson.of(verdict, slopes[rater] * lead + sides[rater], logTies);
    }

    /** For each rater, verdict and point the log probability of the verdict. */
    double[][][] table(LeadGrid grid) {
        return each(grid, Davidson::log);
    }

    /** For each rater, verdict and point how that moves with the left one's advantage. */
    double[][][] scores(LeadGrid grid) {
        return each(grid, Davidson::slope);
    }

    private double[][][] each(LeadGrid grid, ToDoubleFunction<Davidson> value) {
        double[][][] table = new double[slopes.length][Verdict.values().length][LeadGrid.POINTS];
        for (int rater = 0; rater < slopes.length; rater++) {
            for (Verdict verdict : Verdict.values()) {
                for (int q = 0; q < LeadGrid.POINTS; q++) {
                    table[rater][verdict.ordinal()][q] = value.applyAsDouble(outcome(rater, verdict, grid.lead(q)));
                }
            }
        }
        return table;
    }
}
