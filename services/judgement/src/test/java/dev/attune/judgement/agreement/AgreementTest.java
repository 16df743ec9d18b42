package dev.attune.judgement.agreement;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against published examples and other people's implementations (src/test/oracle/agreement.py). */
class AgreementTest {

    private static final Offset<Double> EXACT = within(1e-6);
    private static final Coefficient KAPPA = new Cohen(Cohen.Weights.PLAIN);

    /** Krippendorff's example of four observers and twelve units; 0 stands for missing. */
    static final Ratings FOUR_OBSERVERS = units(
            new double[] {1, 2, 3, 4, 5},
            "1101",
            "2232",
            "3333",
            "3333",
            "2222",
            "1234",
            "4444",
            "1121",
            "2222",
            "0555",
            "0011",
            "0300");

    @Test
    void krippendorffsOwnExample() {
        alpha(Metric.NOMINAL, 0.743421);
        alpha(Metric.ORDINAL, 0.815388);
        alpha(Metric.INTERVAL, 0.849107);
        alpha(Metric.RATIO, 0.797403);
    }

    @Test
    void fleissesOwnExample() {
        int[][] counts = {
            {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
            {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
        };
        Ratings ratings =
                Ratings.of(5, Arrays.stream(counts).map(AgreementTest::row).toArray(int[][]::new));

        assertThat(new Share().of(ratings).get()).isEqualTo(0.378022, EXACT);
        assertThat(new Fleiss().of(ratings).get()).isEqualTo(0.209931, EXACT);
        assertThat(new Gwet().of(ratings).get()).isEqualTo(0.225614, EXACT);
    }

    @Test
    void cohensKappaAndItsParadox() {
        assertThat(KAPPA.of(table(20, 5, 10, 15)).get()).isEqualTo(0.4, EXACT);

        Ratings paradox = table(118, 5, 2, 0);
        assertThat(new Share().of(paradox).get()).isEqualTo(0.944, EXACT);
        assertThat(KAPPA.of(paradox).get()).isEqualTo(-0.023392, EXACT);
        assertThat(new Gwet().of(paradox).get()).isEqualTo(0.940776, EXACT);
    }

    @Test
    void quadraticWeightsForgiveNeighbours() {
        Ratings near = Ratings.of(3, new int[][] {{0, 1}, {1, 1}, {2, 2}, {0, 0}, {2, 1}});

        assertThat(new Cohen(Cohen.Weights.QUADRATIC).of(near).get())
                .isEqualTo(2.0 / 3, EXACT)
                .isGreaterThan(KAPPA.of(near).get());
    }

    @Test
    void whatIsUndefinedSaysWhy() {
        Ratings one = Ratings.of(3, new int[][] {{1, 1}, {1, 1}, {1, 1}});
        Ratings alone = Ratings.of(3, new int[][] {{1, Ratings.MISSING}, {Ratings.MISSING, 2}});
        Ratings nobody = Ratings.of(3, new int[][] {});
        List<Coefficient> all = List.of(new Krippendorff(Metric.NOMINAL), KAPPA, new Fleiss(), new Gwet());

        for (Coefficient coefficient : all) {
            assertThat(coefficient.of(one).reason()).contains(Undefined.ONE_VALUE);
            assertThat(coefficient.of(nobody).known()).isFalse();
            assertThat(Intervals.usual(one, coefficient, 1).reason()).contains(Undefined.ONE_VALUE);
        }
        assertThat(new Share().of(one).get()).isEqualTo(1);
        assertThat(new Krippendorff(Metric.NOMINAL).of(alone).reason()).contains(Undefined.NOTHING_PAIRED);
        assertThat(KAPPA.of(alone).reason()).contains(Undefined.NOTHING_PAIRED);
        assertThat(KAPPA.of(FOUR_OBSERVERS).reason()).contains(Undefined.NOT_TWO);
        assertThat(new Fleiss().of(FOUR_OBSERVERS).reason()).contains(Undefined.UNEQUAL_RATERS);
        assertThat(new Krippendorff(Metric.RATIO)
                        .of(Ratings.of(new double[] {-1, 1}, new int[][] {{0, 1}}))
                        .reason())
                .contains(Undefined.NO_RATIO);
    }

    @Test
    void againstAnAdjudicator() {
        Adjudication adjudication = Adjudication.of(3, new int[] {0, 0, 1, -1, 1, 0}, new int[] {0, 1, 1, 1, 1, -1});

        assertThat(adjudication.accuracy().get().estimate()).isEqualTo(0.75);
        assertThat(adjudication.accuracy().get().low()).isEqualTo(0.300642, EXACT);
        assertThat(adjudication.accuracy().get().high()).isEqualTo(0.954413, EXACT);
        assertThat(adjudication.recall().get(0).get().estimate()).isEqualTo(1);
        assertThat(adjudication.recall().get(1).get().estimate()).isEqualTo(2.0 / 3, EXACT);
        assertThat(adjudication.recall().get(2).reason()).contains(Undefined.NOTHING);
    }

    private static void alpha(Metric metric, double expected) {
        assertThat(new Krippendorff(metric).of(FOUR_OBSERVERS).get()).isEqualTo(expected, EXACT);
    }

    private static Ratings units(double[] values, String... units) {
        return Ratings.of(
                values,
                Arrays.stream(units)
                        .map(unit -> unit.chars().map(c -> c - '1').toArray())
                        .toArray(int[][]::new));
    }

    private static int[] row(int[] counts) {
        int[] row = new int[Arrays.stream(counts).sum()];
        int place = 0;
        for (int category = 0; category < counts.length; category++) {
            Arrays.fill(row, place, place + counts[category], category);
            place += counts[category];
        }
        return row;
    }

    private static Ratings table(int bothFirst, int firstSecond, int secondFirst, int bothSecond) {
        List<int[]> rows = new java.util.ArrayList<>();
        rows.addAll(Collections.nCopies(bothFirst, new int[] {0, 0}));
        rows.addAll(Collections.nCopies(firstSecond, new int[] {0, 1}));
        rows.addAll(Collections.nCopies(secondFirst, new int[] {1, 0}));
        rows.addAll(Collections.nCopies(bothSecond, new int[] {1, 1}));
        return Ratings.of(2, rows.toArray(int[][]::new));
    }
}
