package dev.attune.judgement.agreement;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * Krippendorff's alpha: 1 - (n - 1) sum o_ab d2_ab / sum n_a n_b d2_ab, with any number of raters and ratings missing. The coincidences o are the
 * pairs of ratings of one unit, each counted 1 / (m - 1) times in a unit of m ratings; n_a are their sums. 1 is perfect, 0 is chance. A unit
 * that one person rated says nothing.
 *
 * @param metric nominal for labels; ordinal for strengths, and for left, tie and right
 */
public record Krippendorff(Metric metric) implements Coefficient {

    @Override
    public Finding<Double> of(Ratings ratings) {
        int categories = ratings.categories();
        double[][] coincidences = new double[categories][categories];
        for (int unit = 0; unit < ratings.units(); unit++) {
            add(ratings.counts(unit), coincidences);
        }
        double[] totals = Arrays.stream(coincidences)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        double all = Arrays.stream(totals).sum();
        if (all == 0) {
            return Finding.undefined(Undefined.NOTHING_PAIRED);
        }
        if (metric == Metric.RATIO && ratings.value(0) < 0) {
            return Finding.undefined(Undefined.NO_RATIO);
        }
        double observed = 0;
        double expected = 0;
        for (int a = 0; a < categories; a++) {
            for (int b = 0; b < categories; b++) {
                if (a != b && totals[a] > 0 && totals[b] > 0) {
                    double distance = metric.squared(ratings, totals, a, b);
                    observed += coincidences[a][b] * distance;
                    expected += totals[a] * totals[b] * distance;
                }
            }
        }
        return expected == 0 ? Finding.undefined(Undefined.ONE_VALUE) : Finding.of(1 - (all - 1) * observed / expected);
    }

    private static void add(int[] counts, double[][] coincidences) {
        int given = IntStream.of(counts).sum();
        if (given < 2) {
            return;
        }
        for (int a = 0; a < counts.length; a++) {
            for (int b = 0; b < counts.length; b++) {
                coincidences[a][b] += counts[a] * (double) (counts[b] - (a == b ? 1 : 0)) / (given - 1);
            }
        }
    }
}
