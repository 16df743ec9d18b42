package dev.attune.lab.measure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What scikit-learn and statsmodels say; see {@code src/test/oracle/make_measures.py}. */
class MetricsTest {

    private final JsonNode golden = golden();

    @Test
    void measuresAreScikitLearns() {
        assertThat(golden.path("cases")).hasSize(4).allSatisfy(golden -> {
            Predictions said = Predictions.likeliest(ints(golden.path("truth")), rows(golden.path("probabilities")));
            assertThat(Metrics.accuracy(said)).isCloseTo(number(golden, "accuracy"), within(1e-12));
            assertThat(Metrics.macroF1(said)).isCloseTo(number(golden, "macroF1"), within(1e-12));
            assertThat(Metrics.ece(said)).isCloseTo(number(golden, "ece"), within(1e-12));
            assertThat(Metrics.brier(said)).isCloseTo(number(golden, "brier"), within(1e-12));
            assertThat(Metrics.nll(said)).isCloseTo(number(golden, "nll"), within(1e-12));
            assertThat(Json.MAPPER.<JsonNode>valueToTree(said.confusion())).isEqualTo(golden.path("confusion"));
        });
    }

    @Test
    void equalMassBinsHoldAsManyEach() {
        int[] truth = new int[30];
        double[][] probabilities = new double[30][];
        for (int i = 0; i < 30; i++) {
            truth[i] = i % 3 == 0 ? 1 : 0;
            probabilities[i] = new double[] {0.6 + i / 100.0, 0.4 - i / 100.0};
        }
        // pairs of neighbours: in each the share of right ones less the mean probability
        double expected = 0;
        for (int pair = 0; pair < 15; pair++) {
            double right = (truth[2 * pair] == 0 ? 1 : 0) + (truth[2 * pair + 1] == 0 ? 1 : 0);
            expected += Math.abs(right - probabilities[2 * pair][0] - probabilities[2 * pair + 1][0]) / 30;
        }
        assertThat(Metrics.eceOfEqualMass(Predictions.likeliest(truth, probabilities)))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void mcNemarAndHolmAreStatsmodels() {
        JsonNode test = golden.path("mcnemar");
        assertThat(Significance.mcNemar(truths(test.path("before")), truths(test.path("after"))))
                .isCloseTo(number(test, "p"), within(1e-12));
        assertThat(Significance.mcNemar(new boolean[] {true}, new boolean[] {true}))
                .isEqualTo(1);
        double[] adjusted = Significance.holm(numbers(golden.path("holm").path("p")));
        double[] expected = numbers(golden.path("holm").path("adjusted"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(adjusted[i]).isCloseTo(expected[i], within(1e-12));
        }
    }

    @Test
    void intervalsHoldTheTruthAndPairsAreNarrower() {
        double[] before = new double[400];
        double[] after = new double[400];
        for (int i = 0; i < 400; i++) {
            before[i] = i % 2;
            after[i] = i % 2 == 1 || i % 20 == 0 ? 1 : 0; // better on 20 of them, worse on none
        }
        Bootstrap bootstrap = Bootstrap.ofSeed(3);
        Measured mean = bootstrap.mean(before);
        assertThat(mean.value()).isEqualTo(0.5);
        // the normal approximation: 0.5 ± 1.96 · 0.5 / √400
        assertThat(mean.low()).isCloseTo(0.451, within(0.01));
        assertThat(mean.high()).isCloseTo(0.549, within(0.01));
        Measured difference = bootstrap.difference(before, after);
        assertThat(difference.value()).isCloseTo(0.05, within(1e-12));
        assertThat(difference.isClearOfZero()).isTrue();
        assertThat(difference.high() - difference.low()).isLessThan((mean.high() - mean.low()) / 2);
        assertThat(bootstrap.mean(before)).as("the same seed").isEqualTo(mean);
    }

    @Test
    void measuresOfManyLabelsAreScikitLearns() {
        JsonNode many = golden.path("many");
        ManyMetrics said = new ManyMetrics(truthRows(many.path("truth")), truthRows(many.path("predicted")));
        assertThat(said.microF1()).isCloseTo(number(many, "microF1"), within(1e-12));
        assertThat(said.macroF1()).isCloseTo(number(many, "macroF1"), within(1e-12));
        assertThat(said.subsetAccuracy()).isCloseTo(number(many, "subsetAccuracy"), within(1e-12));
    }

    private static boolean[][] truthRows(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(MetricsTest::truths)
                .toArray(boolean[][]::new);
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).asDouble();
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static double[][] rows(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(MetricsTest::numbers)
                .toArray(double[][]::new);
    }

    private static boolean[] truths(JsonNode array) {
        boolean[] truths = new boolean[array.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = array.get(i).asBoolean();
        }
        return truths;
    }

    private static JsonNode golden() {
        try (InputStream file = Objects.requireNonNull(MetricsTest.class.getResourceAsStream("/measures.json"))) {
            return Json.MAPPER.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
