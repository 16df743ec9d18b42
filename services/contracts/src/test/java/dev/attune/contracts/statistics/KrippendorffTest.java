package dev.attune.contracts.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.statistics.Krippendorff.Metric;
import dev.attune.contracts.statistics.Krippendorff.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against the examples that Krippendorff works by hand in "Computing Krippendorff's Alpha-Reliability" (2011). */
class KrippendorffTest {

    private static final int VALUES = 10;

    /** One string for each observer, one character for each unit; a full stop is a value that is missing. */
    private static List<Pattern> units(String... observers) {
        List<Pattern> units = new ArrayList<>();
        for (int unit = 0; unit < observers[0].length(); unit++) {
            long[] counts = new long[VALUES];
            for (String observer : observers) {
                char value = observer.charAt(unit);
                if (value != '.') {
                    counts[Character.isDigit(value) ? value - '0' : value - 'a']++;
                }
            }
            units.add(new Pattern(
                    IntStream.range(0, VALUES).mapToObj(i -> counts[i]).toList(), 1));
        }
        return units;
    }

    @Test
    void twoObserversOfTwoValues() {
        List<Pattern> units = units("0100000010", "1110010000");

        assertThat(Krippendorff.alpha(units).orElseThrow()).isEqualTo(0.095, within(0.0005));
        assertThat(Krippendorff.equalShare(units).orElseThrow()).isEqualTo(0.6);
    }

    @Test
    void twoObserversOfManyValues() {
        List<Pattern> units = units("aabbdcccedda", "babbbccceddd");

        assertThat(Krippendorff.alpha(units).orElseThrow()).isEqualTo(0.692, within(0.0005));
        assertThat(Krippendorff.pairs(units)).isEqualTo(12);
    }

    @Test
    void manyObserversWhoLeaveValuesOut() {
        assertThat(Krippendorff.alpha(units("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
                        .orElseThrow())
                .isEqualTo(0.743, within(0.0005));
    }

    /** The example of four observers, for values that have an order and for those that have distances. */
    @Test
    void valuesWithAnOrderOrDistances() {
        List<Pattern> units = units("123321412...", "1233224125.3", ".3332342251.", "12332441251.");

        assertThat(Krippendorff.alpha(units, Metric.ORDINAL).orElseThrow()).isEqualTo(0.815, within(0.0005));
        assertThat(Krippendorff.alpha(units, Metric.INTERVAL).orElseThrow()).isEqualTo(0.849, within(0.0005));
    }

    /** Written by {@code src/test/oracle/make_alpha.py}. */
    @Test
    void asThePackageForPythonHasIt() throws IOException {
        try (InputStream file = KrippendorffTest.class.getResourceAsStream("/alpha.json")) {
            for (JsonNode one : Json.MAPPER.readTree(file)) {
                List<Pattern> units = new ArrayList<>();
                for (JsonNode counts : one.path("counts")) {
                    List<Long> all = new ArrayList<>();
                    counts.forEach(count -> all.add(count.asLong()));
                    units.add(new Pattern(all, 1));
                }
                for (Metric metric : Metric.values()) {
                    double expected = one.path("alpha").path(metric.name()).asDouble(Double.NaN);
                    assertThat(Krippendorff.alpha(units, metric).orElseThrow()).isEqualTo(expected, within(1e-9));
                }
            }
        }
    }

    @Test
    void unitsThatLookAlikeMayBeToldTogether() {
        List<Pattern> apart = units("0011", "0110", "0010");
        List<Pattern> together = List.of(
                new Pattern(List.of(3L, 0L), 1), new Pattern(List.of(2L, 1L), 2), new Pattern(List.of(0L, 3L), 1));

        assertThat(Krippendorff.alpha(together).orElseThrow())
                .isEqualTo(Krippendorff.alpha(apart).orElseThrow(), within(1e-12));
        assertThat(Krippendorff.equalShare(together)).hasValue(8.0 / 12);
    }

    @Test
    void whereNothingCanBeComparedThereIsNoNumber() {
        assertThat(Krippendorff.alpha(List.of())).isEmpty();
        assertThat(Krippendorff.alpha(units("01", ".."))).isEmpty();
        assertThat(Krippendorff.alpha(units("000", "000"))).isEmpty();
        assertThat(Krippendorff.equalShare(units("01", ".."))).isEmpty();
        assertThat(Krippendorff.equalShare(units("000", "000"))).hasValue(1.0);
    }
}
