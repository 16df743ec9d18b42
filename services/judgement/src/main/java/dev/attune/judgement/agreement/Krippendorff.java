package dev.attune.judgement.agreement;

import java.util.Arrays;
import java.util.List;
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
        double[][] coincidences = new double[ratings.categories()][ratings.categories()];
        for (int unit = 0; unit < ratings.units(); unit++) {
            int[] counts = ratings.counts(unit);
            add(IntStream.of(counts).asDoubleStream().toArray(), 1, coincidences);
        }
        return of(coincidences, ratings);
    }

    /** Alpha of units that are told together. */
    public Finding<Double> of(List<Pattern> patterns) {
        int categories = patterns.stream()
                .mapToInt(pattern -> pattern.counts().size())
                .max()
                .orElse(0);
        double[][] coincidences = new double[categories][categories];
        for (Pattern pattern : patterns) {
            add(
                    pattern.counts().stream().mapToDouble(Long::doubleValue).toArray(),
                    (double) pattern.units(),
                    coincidences);
        }
        return of(coincidences, Ratings.of(categories, new int[0][]));
    }

    private Finding<Double> of(double[][] coincidences, Ratings scale) {
        double[] totals = Arrays.stream(coincidences)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        double all = Arrays.stream(totals).sum();
        if (all == 0) {
            return Finding.undefined(Undefined.NOTHING_PAIRED);
        }
        if (metric == Metric.RATIO && scale.value(0) < 0) {
            return Finding.undefined(Undefined.NO_RATIO);
        }
        double observed = 0;
        double expected = 0;
        for (int a = 0; a < totals.length; a++) {
            for (int b = 0; b < totals.length; b++) {
                if (a != b && totals[a] > 0 && totals[b] > 0) {
                    double distance = metric.squared(scale, totals, a, b);
                    observed += coincidences[a][b] * distance;
                    expected += totals[a] * totals[b] * distance;
                }
            }
        }
        return expected == 0 ? Finding.undefined(Undefined.ONE_VALUE) : Finding.of(1 - (all - 1) * observed / expected);
    }

    private static void add(double[] counts, double units, double[][] coincidences) {
        double given = Arrays.stream(counts).sum();
        if (given < 2) {
            return;
        }
        for (int a = 0; a < counts.length; a++) {
            for (int b = 0; b < counts.length; b++) {
                coincidences[a][b] += units * counts[a] * (counts[b] - (a == b ? 1 : 0)) / (given - 1);
            }
        }
    }
}
