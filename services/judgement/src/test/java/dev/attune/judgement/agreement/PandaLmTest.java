package dev.attune.judgement.agreement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.label.DawidSkene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** PandaLM's three annotators, against krippendorff, scikit-learn and statsmodels (src/test/oracle/agreement.py). */
class PandaLmTest {

    private static final Offset<Double> EQUAL = within(1e-4);

    private final int[][] rows = rows();
    private final Ratings labels = Ratings.of(3, rows);
    /** In the order first, tie, second. */
    private final Ratings ordered = Ratings.of(
            3,
            Arrays.stream(rows)
                    .map(row -> Arrays.stream(row)
                            .map(label -> new int[] {1, 0, 2}[label])
                            .toArray())
                    .toArray(int[][]::new));

    @Test
    void agreementOfAllThree() {
        assertThat(rows).hasDimensions(583, 3);
        assertThat(new Krippendorff(Metric.NOMINAL).of(labels).get()).isEqualTo(0.860891, EQUAL);
        assertThat(new Krippendorff(Metric.ORDINAL).of(ordered).get()).isEqualTo(0.873197, EQUAL);
        assertThat(new Fleiss().of(labels).get()).isEqualTo(0.860811, EQUAL);
        assertThat(new Gwet().of(labels).get()).isEqualTo(0.885382, EQUAL);
        assertThat(new Share().of(labels).get()).isEqualTo(0.918811, EQUAL);
    }

    @Test
    void agreementOfEachTwo() {
        Coefficient plain = new Cohen(Cohen.Weights.PLAIN);
        Coefficient quadratic = new Cohen(Cohen.Weights.QUADRATIC);

        assertThat(plain.of(labels.pair(0, 1)).get()).isEqualTo(0.838860, EQUAL);
        assertThat(plain.of(labels.pair(0, 2)).get()).isEqualTo(0.890585, EQUAL);
        assertThat(plain.of(labels.pair(1, 2)).get()).isEqualTo(0.853296, EQUAL);
        assertThat(quadratic.of(ordered.pair(0, 1)).get()).isEqualTo(0.858634, EQUAL);
        assertThat(quadratic.of(ordered.pair(0, 2)).get()).isEqualTo(0.891121, EQUAL);
        assertThat(quadratic.of(ordered.pair(1, 2)).get()).isEqualTo(0.869188, EQUAL);
    }

    @Test
    void bothIntervalsOfAlphaAreAlikeForManyUnits() {
        Interval resampled =
                Intervals.usual(labels, new Krippendorff(Metric.NOMINAL), 1).get();
        Interval jackknife = Intervals.jackknife(labels, new Krippendorff(Metric.NOMINAL), 0.95)
                .get();

        assertThat(resampled.low()).isEqualTo(0.828, within(0.005));
        assertThat(resampled.high()).isEqualTo(0.890, within(0.005));
        assertThat(jackknife.low()).isEqualTo(resampled.low(), within(0.005));
        assertThat(jackknife.high()).isEqualTo(resampled.high(), within(0.005));
    }

    @Test
    void theSecondAgainstTheMajority() {
        int[] majority = Arrays.stream(rows).mapToInt(PandaLmTest::mostGiven).toArray();
        int[] second = Arrays.stream(rows).mapToInt(row -> row[1]).toArray();

        Interval accuracy = Adjudication.of(3, second, majority).accuracy().get();

        assertThat(accuracy.estimate()).isEqualTo(549 / 583.0, EQUAL);
        assertThat(accuracy.low()).isEqualTo(0.919610, EQUAL);
        assertThat(accuracy.high()).isEqualTo(0.957969, EQUAL);
    }

    @Test
    void reliabilityByDawidAndSkene() {
        List<DawidSkene.Label> given = new ArrayList<>();
        for (int item = 0; item < rows.length; item++) {
            for (int rater = 0; rater < 3; rater++) {
                given.add(new DawidSkene.Label(item, rater, rows[item][rater]));
            }
        }
        double[][][] confusions = new DawidSkene(3, 3, new DawidSkene.Counts(0.01, 0.01, 0.01))
                .fit(rows.length, given)
                .confusions();

        double[][] diagonals = {{0.9446, 0.9718, 0.9590}, {0.9239, 0.9283, 0.9548}, {0.9607, 0.9679, 0.9774}};
        for (int rater = 0; rater < 3; rater++) {
            for (int label = 0; label < 3; label++) {
                assertThat(confusions[rater][label][label]).isEqualTo(diagonals[rater][label], EQUAL);
            }
        }
    }

    /** The label that two or three gave; the lowest where all three differ. */
    private static int mostGiven(int[] row) {
        int[] counts = new int[3];
        Arrays.stream(row).forEach(label -> counts[label]++);
        int most = 0;
        for (int label = 1; label < 3; label++) {
            most = counts[label] > counts[most] ? label : most;
        }
        return most;
    }

    private static int[][] rows() {
        try (var in = PandaLmTest.class.getResourceAsStream("/pandalm/labels.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray())
                    .toArray(int[][]::new);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
