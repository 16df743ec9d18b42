package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of {@code ./attune bench feedback --kill}: service, database and supervisor, each killed once under load. */
class FeedbackKillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(FreePorts.environment());

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        environment.put("ATTUNE_HOME", folder.resolve("bench").toString());
        AttuneProcess.start(environment, _ -> {}, "down").await(PATIENCE);
    }

    @Test
    void whatIsAcknowledgedSurvivesKillsAndCountsOnce() throws IOException, InterruptedException {
        Path json = folder.resolve("kill.jsonl");
        environment.put("ATTUNE_HOME", folder.resolve("home").toString());
        AttuneProcess bench = AttuneProcess.start(
                environment,
                _ -> {},
                "bench",
                "feedback",
                "--kill",
                "--kills",
                String.valueOf(KILLS),
                "--home",
                folder.resolve("bench").toString(),
                "--json",
                json.toString());
        assertThat(bench.await(PATIENCE)).as(bench.output()).isZero();

        List<String> lines = Files.readAllLines(json);
        assertThat(lines).hasSize(KILLS + 1);
        for (String line : lines.subList(0, KILLS)) {
            assertThat(Json.MAPPER.readTree(line).path("killed")).isNotEmpty();
        }
        JsonNode result = Json.MAPPER.readTree(lines.getLast());
        int acknowledged = result.path("acknowledged").asInt();
        assertThat(acknowledged).isGreaterThan(20 * KILLS);
        assertThat(result.path("inDatabase").asInt()).isEqualTo(acknowledged);
        assertThat(result.path("onBus").asInt()).isEqualTo(acknowledged);
        for (String none : List.of("lostInDatabase", "lostOnBus", "unknownOnBus", "countedTwice")) {
            assertThat(result.path(none).asInt(-1)).as(none).isZero();
        }
    }
}
