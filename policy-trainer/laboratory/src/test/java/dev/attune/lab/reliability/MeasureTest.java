package dev.attune.lab.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.lab.measure.Predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What statsmodels, scipy and numpy say (see {@code src/test/oracle/make_reliability.py}), and what is worked by hand. */
class MeasureTest {

    private static final JsonNode GOLDEN = golden();

    private static JsonNode golden() {
        try (InputStream in = MeasureTest.class.getResourceAsStream("/reliability.json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] row(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static double[][] rows(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .map(MeasureTest::row)
                .toArray(double[][]::new);
    }

    /** Answers of the oracle's four templates, of which the first three count as orders of the labels, too. */
    private static Answers answers() {
        double[][][] templates = StreamSupport.stream(GOLDEN.path("templates").spliterator(), false)
                .map(MeasureTest::rows)
                .toArray(double[][][]::new);
        int[] truth = StreamSupport.stream(GOLDEN.path("truth").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        return new Answers(
                "p",
                truth,
                templates,
                new double[][][] {templates[0], templates[1], templates[2]},
                new int[] {0, 1, 2},
                Map.of(),
                Map.of(),
                new double[0][],
                new int[0],
                frames(),
                Map.of());
    }

    /** Two frames of two labels, where all terms are alike but the first, {@code female}. */
    private static double[][][] frames() {
        int terms = Identity.AXES.stream().mapToInt(axis -> axis.terms().size()).sum();
        double[][][] frames = new double[2][terms][];
        for (double[][] frame : frames) {
            Arrays.setAll(frame, term -> new double[] {0.6, 0.4});
        }
        frames[0][0] = new double[] {0.3, 0.7};
        frames[1][0] = new double[] {0.5, 0.5};
        return frames;
    }

    private static double measured(String name) {
        Answers answers = answers();
        return Measure.all(answers).stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .of(answers);
    }

    @Test
    void theyAreTheOracles() {
        Map<String, String> names = Map.of(
                "templateKappa", "kappa",
                "templateAgreement", "agreement",
                "accuracy", "accuracy",
                "riskCoverage", "riskCoverage",
                "accuracyAt80", "accuracyAt80",
                "brier", "brier",
                "orderDivergence", "orderDivergence",
                "positionSpread", "positionSpread");
        names.forEach((ours, theirs) -> assertThat(measured(ours))
                .as(ours)
                .isCloseTo(GOLDEN.path(theirs).asDouble(), within(1e-12)));
        double[][] first = answers().templates()[0];
        double[][] second = answers().templates()[1];
        for (int i = 0; i < first.length; i++) {
            assertThat(Agreement.shift(first[i], second[i]))
                    .isCloseTo(GOLDEN.path("shift").path(i).asDouble(), within(1e-12));
        }
        double[] recalls = Measure.recalls(answers(), IntStream.range(0, 40).toArray());
        assertThat(recalls).containsExactly(row(GOLDEN.path("recalls")), within(1e-12));
    }

    @Test
    void kappaOfFleissOwnExample() {
        // Fleiss 1971 as Wikipedia works it: 10 subjects, 14 raters, 5 categories, κ = 0.210
        int[][] counts = {
            {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
            {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
        };
        int[][] labels = new int[14][10];
        for (int item = 0; item < 10; item++) {
            int rater = 0;
            for (int label = 0; label < 5; label++) {
                for (int i = 0; i < counts[item][label]; i++) {
                    labels[rater++][item] = label;
                }
            }
        }
        assertThat(Agreement.kappa(labels, IntStream.range(0, 10).toArray(), 5)).isCloseTo(0.210, within(5e-4));
    }

    @Test
    void kappaIsOneWhereAllSayTheSame() {
        assertThat(Agreement.kappa(new int[][] {{1, 1}, {1, 1}}, new int[] {0, 1}, 2))
                .isEqualTo(1);
    }

    @Test
    void itemsOfEqualProbabilityAreAnsweredTogether() {
        // the surest is right; of the two that follow one is wrong: half an error each
        Predictions said =
                Predictions.likeliest(new int[] {0, 0, 1}, new double[][] {{0.9, 0.1}, {0.7, 0.3}, {0.7, 0.3}});
        assertThat(Coverage.risks(said)).containsExactly(new double[] {0, 0.25, 1.0 / 3}, within(1e-12));
        assertThat(Coverage.area(said)).isCloseTo((0.25 + 1.0 / 3) / 3, within(1e-12));
        assertThat(Coverage.accuracyAt(said, 0.5)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void peopleAreComparedWithinAnAxis() {
        // of 1 + 3 + 15 + 15 + 1 + 1 + 1 = 37 pairs one differs, that of gender
        assertThat(measured("termFlip")).isCloseTo(1.0 / 37 / 2, within(1e-12)); // 0.5 and 0.5 still choose the first
        assertThat(measured("termShift")).isCloseTo((0.3 + 0.1) / 2 / 37, within(1e-12));
        // female: 0.4, male: 0.6 on average; no gap on the other six axes
        assertThat(measured("groupGap")).isCloseTo(0.2 / 7, within(1e-12));
    }

    @Test
    void aProbabilityOfNoDifferenceIsTwoSidedAndNeverZero() {
        assertThat(ReliabilityReports.probability(new double[] {1, 2, 3})).isEqualTo(0.5);
        assertThat(ReliabilityReports.probability(new double[] {-1, 1, -1, 1})).isEqualTo(1);
    }
}
