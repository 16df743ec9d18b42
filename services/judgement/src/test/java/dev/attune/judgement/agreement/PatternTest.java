package dev.attune.judgement.agreement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against the examples that Krippendorff works by hand in "Computing Krippendorff's Alpha-Reliability" (2011). */
class PatternTest {

    private static final int VALUES = 10;
    private static final Krippendorff NOMINAL = new Krippendorff(Metric.NOMINAL);

    /** A case of the file: the counts of its units, and alpha by metric. */
    private static final java.util.regex.Pattern CASE =
            java.util.regex.Pattern.compile("\"counts\": \\[(.*?)\\]\\], \"alpha\": \\{(.*?)\\}");

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

        assertThat(NOMINAL.of(units).get()).isEqualTo(0.095, within(0.0005));
        assertThat(Pattern.equalShare(units).get()).isEqualTo(0.6);
    }

    @Test
    void twoObserversOfManyValues() {
        List<Pattern> units = units("aabbdcccedda", "babbbccceddd");

        assertThat(NOMINAL.of(units).get()).isEqualTo(0.692, within(0.0005));
        assertThat(Pattern.pairs(units)).isEqualTo(12);
    }

    /** The example of four observers who leave values out, also for values that have an order and for those that have distances. */
    @Test
    void valuesWithAnOrderOrDistances() {
        List<Pattern> units = units("123321412...", "1233224125.3", ".3332342251.", "12332441251.");

        assertThat(NOMINAL.of(units).get()).isEqualTo(0.743, within(0.0005));
        assertThat(new Krippendorff(Metric.ORDINAL).of(units).get()).isEqualTo(0.815, within(0.0005));
        assertThat(new Krippendorff(Metric.INTERVAL).of(units).get()).isEqualTo(0.849, within(0.0005));
    }

    /** Written by {@code src/test/oracle/make_alpha.py}. */
    @Test
    void asThePackageForPythonHasIt() throws IOException {
        try (InputStream file = PatternTest.class.getResourceAsStream("/alpha.json")) {
            Matcher cases =
                    CASE.matcher(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
            int found = 0;
            while (cases.find()) {
                List<Pattern> units = Arrays.stream(cases.group(1).split("\\], ", -1))
                        .map(row -> new Pattern(counts(row), 1))
                        .toList();
                for (String one : cases.group(2).split(", ", -1)) {
                    String[] parts = one.replace("\"", "").split(": ", -1);
                    assertThat(new Krippendorff(Metric.valueOf(parts[0]))
                                    .of(units)
                                    .get())
                            .isEqualTo(Double.parseDouble(parts[1]), within(1e-9));
                    found++;
                }
            }
            assertThat(found).isGreaterThan(10);
        }
    }

    private static List<Long> counts(String row) {
        return Arrays.stream(row.replaceAll("[\\[\\]]", "").split(", ", -1))
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void unitsThatLookAlikeMayBeToldTogether() {
        List<Pattern> apart = units("0011", "0110", "0010");
        List<Pattern> together = List.of(
                new Pattern(List.of(3L, 0L), 1), new Pattern(List.of(2L, 1L), 2), new Pattern(List.of(0L, 3L), 1));

        assertThat(NOMINAL.of(together).get()).isEqualTo(NOMINAL.of(apart).get(), within(1e-12));
        assertThat(Pattern.equalShare(together).get()).isEqualTo(8.0 / 12);
    }

    @Test
    void whereNothingCanBeComparedThereIsNoNumber() {
        assertThat(NOMINAL.of(List.<Pattern>of()).reason()).contains(Undefined.NOTHING_PAIRED);
        assertThat(NOMINAL.of(units("01", "..")).reason()).contains(Undefined.NOTHING_PAIRED);
        assertThat(NOMINAL.of(units("000", "000")).reason()).contains(Undefined.ONE_VALUE);
        assertThat(Pattern.equalShare(units("01", "..")).known()).isFalse();
        assertThat(Pattern.equalShare(units("000", "000")).get()).isEqualTo(1.0);
    }
}
