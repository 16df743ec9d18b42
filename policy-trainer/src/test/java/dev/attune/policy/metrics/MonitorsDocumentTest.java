package dev.attune.policy.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.attune.policy.direct.PreferenceMetric;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/monitors.md} has one row for each number that a run reports; {@code -Dattune.regenerate=true} writes them. */
class MonitorsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/monitors.md");

    /** Heading, then the enum's values. */
    private static final Map<String, Monitor[]> MONITORS = new LinkedHashMap<>();

    static {
        MONITORS.put("PPO", PpoMetric.values());
        MONITORS.put("GRPO and RLOO", GroupMetric.values());
        MONITORS.put("DPO, KTO, ORPO and online DPO", PreferenceMetric.values());
        MONITORS.put("DPO, KTO and ORPO", PreferenceMetric.values());
        MONITORS.put("Evaluation on held-out prompts", HeldOutMetric.values());
    }

    @Test
    void everyNumberHasItsRow() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf("<!-- rows: -->");
        int until = text.indexOf("<!-- :rows -->");
        assertThat(from).isPositive();
        assertThat(until).isGreaterThan(from);
        String expected = text.substring(0, from) + "<!-- rows: -->\n" + tables() + text.substring(until);
        if (Boolean.getBoolean("attune.regenerate")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    @Test
    void everyAlarmIsExplained() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .contains(Arrays.stream(Alarm.Kind.values())
                        .map(kind -> "| `" + kind.title() + "` |")
                        .toList());
    }

    private static String tables() {
        return MONITORS.entrySet().stream()
                .map(table -> "\n## " + table.getKey() + "\n\n| name | formula | healthy |\n| --- | --- | --- |\n"
                        + rows(List.of(table.getValue())))
                .collect(Collectors.joining());
    }

    private static String rows(List<Monitor> monitors) {
        return monitors.stream()
                .map(monitor ->
                        "| `" + monitor.title() + "` | " + cell(monitor.row().formula()) + " | "
                                + cell(monitor.row().healthy()) + " |\n")
                .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
