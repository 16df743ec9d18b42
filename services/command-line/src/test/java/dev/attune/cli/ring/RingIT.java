package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.platform.status.PlatformStatus;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** The ring with all its rooms, real Kafka and PostgreSQL, while each process is killed once. */
class RingIT {

    @TempDir
    Path folder;

    @Test
    void theRingCompletesThoughEveryProcessIsKilledOnce() throws IOException, InterruptedException {
        Path home = folder.resolve("demo");
        Path json = folder.resolve("demo.json");
        Killer killer = new Killer(
                home.resolve("run/status.json"),
                new LinkedHashMap<>(Map.of(
                        "inference-service", "ratings [1-9]\\d* of.*",
                        "postgres", "ratings (?:[6-9]\\d|1\\d\\d) of.*",
                        "feedback-service", "ratings (?:1[2-9]\\d|2\\d\\d) of.*",
                        "reward-model", "reward step [1-9].*",
                        "policy-trainer", "ppo step [2-9].*",
                        "registry-service", "ppo step [3-9].*")));

        Map<String, String> environment = new LinkedHashMap<>(FreePorts.environment());
        environment.put("ATTUNE_HOME", home.toString());
        AttuneProcess demo = AttuneProcess.start(
                environment,
                killer::hear,
                "demo",
                "--home",
                home.toString(),
                "--json",
                json.toString(),
                "--seed",
                "5",
                "--ratings",
                "250",
                "--held-out",
                "60",
                "--progress",
                "0");
        try {
            assertThat(demo.await(Duration.ofMinutes(12))).as(demo.output()).isZero();
        } finally {
            demo.destroy();
        }

        assertThat(killer.killed())
                .as(demo.output())
                .containsExactlyInAnyOrder(
                        "inference-service",
                        "postgres",
                        "feedback-service",
                        "reward-model",
                        "policy-trainer",
                        "registry-service");
        JsonNode result = Json.MAPPER.readTree(json.toFile());
        assertThat(result.get("ratings").asInt()).isGreaterThanOrEqualTo(250);
        assertThat(result.get("feedbackEvents").asInt())
                .isEqualTo(result.get("ratings").asInt());
        assertThat(result.get("rewardModel").get("accuracy").asDouble()).isBetween(0.5, 1.0);
        assertThat(result.get("winRate").get("mean").asDouble()).isBetween(0.0, 1.0);
        assertThat(result.get("promoted").asBoolean())
                .as("promoted and served exactly when the interval's lower end clears one half: " + demo.output())
                .isEqualTo(result.get("winRate").get("low").asDouble() >= 0.5);
        assertThat(result.get("checkpoint").get("sha256").asText()).matches("[0-9a-f]{64}");
        assertThat(result.get("checkpoint").get("lineage").get("parents").size())
                .isGreaterThanOrEqualTo(2);

        reproduce(environment, result.get("checkpoint"));
    }

    /** The promoted adapter and what it was made from. */
    private void reproduce(Map<String, String> environment, JsonNode adapter) throws IOException, InterruptedException {
        try {
            assertThat(attune(environment, "up")).startsWith("0 ");
            assertReproduced(environment, adapter.get("id").asText());
            for (JsonNode parent : adapter.get("lineage").get("parents")) {
                if (parent.asText().startsWith("reward-")) {
                    assertReproduced(environment, parent.asText());
                } else {
                    assertThat(attune(environment, "reproduce", parent.asText()))
                            .startsWith("1 cannot: no run of a recipe made " + parent.asText());
                }
            }
            assertThat(attune(environment, "reproduce", "nobody")).startsWith("1 There is no checkpoint nobody");
            assertThat(attune(environment, "reproduce")).startsWith("2 ");
        } finally {
            attune(environment, "down");
        }
    }

    /** Though its run was killed and went on: the same bytes again, of a run that was not. */
    private void assertReproduced(Map<String, String> environment, String checkpoint)
            throws IOException, InterruptedException {
        Path json = folder.resolve(checkpoint + ".json");
        String said = attune(environment, "reproduce", checkpoint, "--json", json.toString());
        assertThat(said).startsWith("0 ").contains("equal: ");
        JsonNode reproduced = Json.MAPPER.readTree(json.toFile());
        assertThat(reproduced.get("outcome").asText()).isEqualTo("EQUAL");
        assertThat(reproduced.get("againSha256")).isEqualTo(reproduced.get("sha256"));
    }

    /** What a command ends with, and what it says. */
    private static String attune(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        AttuneProcess process = AttuneProcess.start(environment, _ -> {}, arguments);
        int exit = process.await(Duration.ofMinutes(5));
        return exit + " " + process.output();
    }

    /** Kills each process the first time that its moment is heard. */
    private static final class Killer {

        private final Path status;
        private final Map<String, String> moments;
        private final List<String> killed = new ArrayList<>();

        Killer(Path status, Map<String, String> moments) {
            this.status = status;
            this.moments = moments;
        }

        synchronized void hear(String line) {
            String said = line.strip().replaceFirst("^[\\d.]+ s +", "");
            List<String> due = moments.entrySet().stream()
                    .filter(moment -> said.matches(moment.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            for (String name : due) {
                kill(name).ifPresent(process -> {
                    moments.remove(name);
                    killed.add(name);
                });
            }
        }

        synchronized List<String> killed() {
            return List.copyOf(killed);
        }

        private Optional<ProcessHandle> kill(String name) {
            return PlatformStatus.read(status).stream()
                    .flatMap(now -> now.processes().stream())
                    .filter(process -> process.name().equals(name) && process.pid() > 0)
                    .findFirst()
                    .flatMap(process -> ProcessHandle.of(process.pid()))
                    .filter(ProcessHandle::destroyForcibly);
        }
    }
}
