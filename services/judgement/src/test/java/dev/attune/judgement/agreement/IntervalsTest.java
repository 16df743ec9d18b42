package dev.attune.judgement.agreement;

import java.util.SplittableRandom;

import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class IntervalsTest {

    private static final Coefficient NOMINAL = new Krippendorff(Metric.NOMINAL);

    @Test
    void theJackknifesStandardError() {
        double t = TDistribution.of(11).inverseCumulativeProbability(0.975);

        assertThat(half(Metric.NOMINAL)).isEqualTo(t * 0.146942, within(1e-5));
        assertThat(half(Metric.ORDINAL)).isEqualTo(t * 0.148655, within(1e-5));
    }

    @Test
    void resamplesAreRepeatable() {
        Ratings ratings = planted(400, new SplittableRandom(4));

        assertThat(Intervals.usual(ratings, NOMINAL, 7)).isEqualTo(Intervals.usual(ratings, NOMINAL, 7));
        assertThat(Intervals.usual(ratings, NOMINAL, 7)).isNotEqualTo(Intervals.usual(ratings, NOMINAL, 8));
    }

    @Test
    void tooFewUnitsHaveNoInterval() {
        Ratings two = Ratings.of(2, new int[][] {{0, 1}, {1, 1}});

        assertThat(NOMINAL.of(two).known()).isTrue();
        assertThat(Intervals.usual(two, NOMINAL, 1).reason()).contains(Undefined.TOO_FEW);
    }

    @Test
    void aSingleUnitThatCarriesAllMakesItFragile() {
        int[][] rows = new int[12][];
        java.util.Arrays.fill(rows, new int[] {0, 0});
        rows[3] = new int[] {0, 1};
        Ratings ratings = Ratings.of(2, rows);

        assertThat(Intervals.jackknife(ratings, NOMINAL, 0.95).reason()).contains(Undefined.FRAGILE);
        assertThat(Intervals.resampled(ratings, NOMINAL, 0.95, 200, 1).reason()).contains(Undefined.FRAGILE);
    }

    /** With 15 units the jackknife holds its promise, and the percentiles of resamples are narrower than theirs. */
    @Test
    void whyTheJackknifeIsUsualForFew() {
        SplittableRandom random = new SplittableRandom(20);
        double truth = NOMINAL.of(planted(20_000, random)).get();
        int jackknife = 0;
        int resampled = 0;
        int runs = 300;
        for (int run = 0; run < runs; run++) {
            Ratings ratings = planted(15, random);
            jackknife += holds(Intervals.jackknife(ratings, NOMINAL, 0.95), truth);
            resampled += holds(Intervals.resampled(ratings, NOMINAL, 0.95, 200, run), truth);
        }
        assertThat(jackknife / (double) runs).isBetween(0.92, 1.0);
        assertThat(resampled).isLessThan(jackknife);
    }

    private static int holds(Finding<Interval> interval, double truth) {
        return interval.known() && interval.get().holds(truth) ? 1 : 0;
    }

    private static double half(Metric metric) {
        Interval interval = Intervals.usual(AgreementTest.FOUR_OBSERVERS, new Krippendorff(metric), 1)
                .get();
        assertThat(interval.estimate() - interval.low())
                .isEqualTo(interval.high() - interval.estimate(), within(1e-12));
        return interval.width() / 2;
    }

    /** Three raters who are right four times out of five. */
    private static Ratings planted(int units, SplittableRandom random) {
        int[][] rows = new int[units][3];
        for (int[] row : rows) {
            int truth = random.nextInt(3);
            for (int rater = 0; rater < row.length; rater++) {
                row[rater] = random.nextDouble() < 0.8 ? truth : random.nextInt(3);
            }
        }
        return Ratings.of(3, rows);
    }
}
