package dev.attune.platform.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RotatingLogTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aLogIsPutAsideWhileItIsWrittenAndNoLineIsLost() throws IOException {
        Path file = Files.writeString(folder.resolve("one.log"), "from before\n");
        try (RotatingLog log = new RotatingLog(file, 40)) {
            for (int i = 10; i < 20; i++) {
                log.write("line " + i);
            }
        }
        List<String> lines = new ArrayList<>();
        for (String name : List.of("one.log.2", "one.log.1", "one.log")) {
            assertThat(Files.size(folder.resolve(name))).isLessThanOrEqualTo(40);
            lines.addAll(Files.readAllLines(folder.resolve(name)));
        }
        assertThat(lines)
                .startsWith("from before", "line 10")
                .endsWith("line 19")
                .hasSize(11);
    }

    @Test
    void linesThatCannotBeWrittenAreCountedAndStopNobody() throws IOException {
        Path away = folder.resolve("away");
        try (RotatingLog log = new RotatingLog(away.resolve("one.log"), 1000)) {
            log.write("one");
            log.write("two");
            Files.createDirectory(away);
            log.write("three");
        }
        assertThat(Files.readAllLines(away.resolve("one.log")))
                .hasSize(2)
                .satisfiesExactly(
                        said -> assertThat(said).endsWith("2 lines before this one could not be written"),
                        line -> assertThat(line).isEqualTo("three"));
    }

    @Test
    void equalErrorsAreCountedWithWhatStandsBelowThem() {
        RepeatedLines lines = new RepeatedLines();
        List<String> said = new ArrayList<>();
        for (int second = 0; second < 20; second++) {
            Instant now = NOON.plusSeconds(second);
            said.addAll(lines.take(now + " ERROR the bus is away, attempt " + second, now));
            said.addAll(lines.take("\tat some.Place(Place.java:1)", now));
            said.addAll(lines.take(now + " INFO step " + second, now));
        }
        assertThat(said).filteredOn(line -> line.contains("ERROR")).hasSize(RepeatedLines.SHOWN);
        assertThat(said).filteredOn(line -> line.startsWith("\tat")).hasSize(RepeatedLines.SHOWN);
        assertThat(said).filteredOn(line -> line.contains("INFO")).hasSize(20);
        assertThat(lines.take("next", NOON.plus(Duration.ofMinutes(2))))
                .satisfiesExactly(
                        counted -> assertThat(counted)
                                .startsWith("(15 more since 2026-01-01T12:00:00Z like: ")
                                .contains("ERROR the bus is away, attempt 0"),
                        line -> assertThat(line).isEqualTo("next"));
    }
}
