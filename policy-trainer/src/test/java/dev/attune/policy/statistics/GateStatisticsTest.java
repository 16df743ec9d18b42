package dev.attune.policy.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.statistics.McNemar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Against scipy ({@code src/test/oracle/make_gate_statistics.py}), published examples, and by hand. */
class GateStatisticsTest {

    private final JsonNode goldens = goldens();

    @Test
    void theTailOfFewExamplesIsScipys() {
        for (JsonNode golden : goldens.path("tails")) {
            assertThat(PairedBootstrap.tail(golden.path("n").asInt()))
                    .isCloseTo(golden.path("tail").asDouble(), within(2e-6));
        }
    }

    @Test
    void theBootstrapIsScipys() {
        assertClose(
                PairedBootstrap.ofMean(numbers(goldens.path("mean").path("values")), 1), goldens.path("mean"), 0.008);
        assertClose(
                PairedBootstrap.ofMean(numbers(goldens.path("fewMean").path("values")), 1),
                goldens.path("fewMean"),
                0.05);
        assertClose(
                PairedBootstrap.ofMedian(numbers(goldens.path("median").path("values")), 1),
                goldens.path("median"),
                0.02);
    }

    @Test
    void equalSeedsGiveEqualIntervalsAndFewExamplesNone() {
        double[] values = numbers(goldens.path("mean").path("values"));
        assertThat(PairedBootstrap.ofMean(values, 3)).isEqualTo(PairedBootstrap.ofMean(values, 3));
        assertThat(PairedBootstrap.ofMean(values, 4)).isNotEqualTo(PairedBootstrap.ofMean(values, 3));
        assertThatThrownBy(() -> PairedBootstrap.ofMean(new double[19], 1)).hasMessage("19 examples are fewer than 20");
    }

    @Test
    void tangosIntervalIsTheOneOfANumericSearch() {
        for (JsonNode golden : goldens.path("tango")) {
            JsonNode counts = golden.path("counts");
            PairedShares shares = new PairedShares(
                    counts.path(0).asInt(),
                    counts.path(1).asInt(),
                    counts.path(2).asInt(),
                    counts.path(3).asInt());
            assertClose(shares.difference(), golden, 1e-6);
        }
    }

    @Test
    void whereBothAlwaysAgreeTheIntervalShrinksWithTheExamplesOnly() {
        double z2 = Gaussian.Z * Gaussian.Z;
        assertThat(new PairedShares(0, 0, 0, 60).difference().high()).isCloseTo(z2 / (60 + z2), within(1e-9));
        assertThat(new PairedShares(30, 0, 0, 30).difference().low()).isCloseTo(-z2 / (60 + z2), within(1e-9));
        assertThat(new PairedShares(0, 0, 0, 9).difference().high()).isGreaterThan(0.29);
    }

    @Test
    void pairsAreCounted() {
        assertThat(PairedShares.of(
                        new boolean[] {true, true, false, false, true},
                        new boolean[] {true, false, true, false, false}))
                .isEqualTo(new PairedShares(1, 2, 1, 1));
    }

    @Test
    void mcNemarIsScipys() {
        for (JsonNode golden : goldens.path("mcnemar")) {
            assertThat(McNemar.probability(
                            golden.path("lost").asInt(), golden.path("won").asInt()))
                    .isCloseTo(golden.path("p").asDouble(), within(1e-12));
        }
        assertThat(McNemar.probability(3, 11)).isCloseTo(0.057373, within(5e-7));
    }

    @Test
    void newcombesExamplesAreThePublishedOnes() {
        Interval first = Newcombe.difference(56, 70, 48, 80);
        assertThat(first.low()).isCloseTo(0.052431, within(5e-7));
        assertThat(first.high()).isCloseTo(0.333873, within(5e-7));
        Interval second = Newcombe.difference(300, 400, 130, 200);
        assertThat(second.low()).isCloseTo(0.023001, within(5e-7));
        assertThat(second.high()).isCloseTo(0.179168, within(5e-7));
    }

    @Test
    void whatADetectorMissesAndImaginesIsTakenOut() {
        // Recall 0.9, specificity 0.8, so J = 0.7.
        Detection detection = new Detection(90, 10, 20, 80);
        assertThat(detection.recall()).isEqualTo(0.9);
        assertThat(detection.precision()).isCloseTo(90 / 110.0, within(1e-12));
        assertThat(detection.specificity()).isEqualTo(0.8);
        // A true share of 0.5 is found as 0.9 * 0.5 + 0.2 * 0.5 = 0.55; of 0 as 0.2.
        assertThat(detection.corrected(0.55)).isCloseTo(0.5, within(1e-12));
        assertThat(detection.corrected(0.2)).isCloseTo(0, within(1e-12));
        assertThat(detection.corrected(0.1)).isEqualTo(0);
        // 0.07 that is found are 0.1.
        assertThat(detection.corrected(new Interval(0.07, -0.07, 0.21)).mean()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void theDoubtInTheDetectorIsInTheInterval() {
        Detection detection = new Detection(90, 10, 20, 80);
        Interval youden = Newcombe.difference(90, 100, 20, 100);
        // Of a difference of 0 the end has a closed form: d / sqrt(l (2 J - l)), l being the lower end of J.
        Interval none = detection.corrected(new Interval(0, -0.06, 0.06));
        double end = 0.06 / Math.sqrt(youden.low() * (2 * youden.mean() - youden.low()));
        assertThat(none.low()).isCloseTo(-end, within(1e-9)).isLessThan(-0.06 / youden.mean());
        assertThat(none.high()).isCloseTo(end, within(1e-9));
        // Newcombe 2016: [ab - sqrt((ab)^2 - l1 u2 (2a - l1)(2b - u2))] / [u2 (2b - u2)] for positive ones.
        double a = 0.2;
        double b = youden.mean();
        double u = youden.high();
        double product = a * b;
        double low =
                (product - Math.sqrt(product * product - 0.14 * u * (2 * a - 0.14) * (2 * b - u))) / (u * (2 * b - u));
        assertThat(detection.corrected(new Interval(0.2, 0.14, 0.26)).low()).isCloseTo(low, within(1e-9));
    }

    @Test
    void aDetectorThatKnowsNothingShowsNothing() {
        Interval corrected = new Detection(5, 5, 5, 5).corrected(new Interval(0, -0.1, 0.1));
        assertThat(corrected)
                .satisfies(
                        interval -> assertThat(interval.high() - interval.low()).isCloseTo(2, within(1e-9)));
    }

    @Test
    void theLengthControlledWinRateIsThatOfAGeneralOptimiser() {
        for (JsonNode golden : goldens.path("lengthControl")) {
            assertThat(LengthControl.winRate(numbers(golden.path("points")), numbers(golden.path("lengths"))))
                    .isCloseTo(golden.path("winRate").asDouble(), within(1e-6));
        }
    }

    @Test
    void winsByLengthAloneAreNone() {
        double[] lengths =
                IntStream.range(0, 100).mapToDouble(i -> i % 2 == 0 ? -50 : 50).toArray();
        double[] points =
                IntStream.range(0, 100).mapToDouble(i -> i % 2 == 0 ? 0 : 1).toArray();
        assertThat(LengthControl.winRate(points, lengths)).isCloseTo(0.5, within(0.01));
    }

    private static void assertClose(Interval found, JsonNode golden, double tolerance) {
        JsonNode interval = golden.path("interval");
        assertThat(found.mean()).isCloseTo(interval.path(0).asDouble(), within(1e-9));
        assertThat(found.low()).isCloseTo(interval.path(1).asDouble(), within(tolerance));
        assertThat(found.high()).isCloseTo(interval.path(2).asDouble(), within(tolerance));
    }

    private static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.path(i).asDouble())
                .toArray();
    }

    private static JsonNode goldens() {
        try (InputStream file = Objects.requireNonNull(GateStatisticsTest.class.getResourceAsStream("goldens.json"))) {
            return Json.MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
