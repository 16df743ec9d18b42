package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of {@code ./attune bench feedback}: it measures, and two instances count each judgement once. */
class FeedbackLoadIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int JUDGEMENTS = 300;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(FreePorts.environment());

    @Test
    void theLoadIsMeasuredAndTwoInstancesAreExact() throws IOException, InterruptedException {
        Path json = folder.resolve("load.jsonl");
        environment.put("ATTUNE_HOME", folder.resolve("home").toString());
        AttuneProcess bench = AttuneProcess.start(
                environment,
                _ -> {},
                "bench",
                "feedback",
                "--rows",
                "STEADY,EXACT",
                "--clients",
                "6",
                "--offered",
                "10",
                "--warm",
                "2",
                "--seconds",
                "5",
                "--judgements",
                String.valueOf(JUDGEMENTS),
                "--home",
                folder.resolve("bench").toString(),
                "--json",
                json.toString());
        bench.await(PATIENCE);

        List<String> lines = Files.readAllLines(json);
        assertThat(lines).as(bench.output()).hasSize(2);
        JsonNode steady = Json.MAPPER.readTree(lines.getFirst());
        assertThat(steady.path("measured").path("failure").asText()).isEmpty();
        // All that was due in five seconds, however late a busy machine got to it.
        assertThat(steady.path("measured").path("rate").path("count").asInt()).isBetween(45, 51);
        assertThat(steady.path("measured").path("onTopic").asInt()).isPositive();
        JsonNode exact = Json.MAPPER.readTree(lines.getLast());
        assertThat(exact.path("holds").asBoolean()).as(exact.toString()).isTrue();
        assertThat(exact.path("acknowledged").asInt() - exact.path("takenBack").asInt())
                .isEqualTo(JUDGEMENTS);
    }
}
