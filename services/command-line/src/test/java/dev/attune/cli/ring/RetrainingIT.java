package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.platform.process.ProcessStatus;
import dev.attune.platform.status.PlatformStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** A project trains by its policy alone, although the registry, which decides, is killed again and again meanwhile. */
class RetrainingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    private LivePlatform platform;

    @BeforeEach
    void prepare() {
        platform = new LivePlatform(folder);
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        platform.down();
    }

    @Test
    void aProjectTrainsByItsPolicyAndAKilledRegistryDecidesOnce() throws IOException, InterruptedException {
        ServiceClient admin = platform.up();
        platform.as("admin", "import", "preferences", "../../docs/examples/preferences.jsonl", "--project", "style");
        assertThat(platform.as("admin", "retraining", "show", "style"))
                .contains("has the usual policy")
                .contains("after 200 new preferences; or after a drift");
        assertThat(platform.fails("admin", "retraining", "set", "style", "--runs-per-day", "0"))
                .contains("runsPerDay is 0, so the policy never starts a run");
        assertThat(platform.fails("admin", "retraining", "show", "nobody")).contains("There is no project nobody");

        platform.as("admin", "retraining", "set", "style", "--file", policy().toString(), "--reason", "a test");
        killTheRegistryUntilItHasDecided();

        JsonNode decided = Eventually.get(PATIENCE, "both runs", () -> bothRuns(admin));
        platform.as("admin", "retraining", "set", "style", "--enabled", "false");
        Eventually.holds(
                PATIENCE,
                "that it is switched off",
                () -> decisions(admin).get(0).path("reason").asText().equals("DISABLED"));
        assertThat(jobs()).as("one job a decision: " + decided).hasSize(2).doesNotHaveDuplicates();
        assertThat(platform.as("admin", "retraining", "decisions", "style"))
                .contains("A reward model is trained: ")
                .contains("PPO is started: ")
                .contains("Nothing is started: the retraining policy is switched off.");
        assertThat(platform.as("admin", "retraining", "reset", "style")).contains("has the usual policy");

        String run = decided.get(0).path("runId").asText();
        assertThat(platform.as("admin", "runs", "list")).contains(run);
        platform.as("admin", "runs", "cancel", run, "--reason", "enough");
        assertThat(platform.fails("admin", "runs", "pause", "ppo-nobody")).contains("Run ppo-nobody is unknown");
    }

    private Path policy() throws IOException {
        Path file = folder.resolve("policy.json");
        Json.MAPPER.writeValue(file.toFile(), Json.MAPPER.readTree("""
                {"enabled": true, "coolDownMinutes": 0, "rewardModel": {"afterPreferences": 40, "onDrift": true,
                 "configuration": {"epochs": 1}}, "policy": {"recipe": "ppo", "after": "better",
                 "configuration": {"updates": 200, "maxNewTokens": 8}}}"""));
        return file;
    }

    /** Whatever it was doing: reading, deciding, sending. The supervisor starts it again each time. */
    private void killTheRegistryUntilItHasDecided() throws InterruptedException {
        List<Long> killed = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            long pid = Eventually.get(
                    PATIENCE,
                    "the registry",
                    () -> PlatformStatus.read(platform.home().resolve("run/status.json"))
                            .flatMap(status -> status.processes().stream()
                                    .filter(process -> process.name().equals("registry-service"))
                                    .map(ProcessStatus::pid)
                                    .filter(known -> known > 0 && !killed.contains(known))
                                    .findFirst()));
            // From its start until after it is ready, a little later each time.
            Thread.sleep(Duration.ofMillis(700).plusMillis(1300L * i));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            killed.add(pid);
        }
    }

    private Optional<JsonNode> bothRuns(ServiceClient admin) {
        List<JsonNode> started = new ArrayList<>();
        decisions(admin).forEach(decision -> {
            if (decision.hasNonNull("runId")) {
                started.add(decision);
            }
        });
        return started.size() == 2 ? Optional.of(Json.MAPPER.valueToTree(started)) : Optional.empty();
    }

    private JsonNode decisions(ServiceClient admin) {
        try {
            ServiceClient registry = platform.registry(admin);
            JsonNode projects = registry.get("/api/retraining").require(200);
            String project = projects.get(0).path("projectId").asText();
            return registry.get("/api/retraining/" + project + "/decisions").require(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Run ids of the jobs on the bus. */
    private List<String> jobs() throws IOException, InterruptedException {
        List<String> runs = new ArrayList<>();
        String said = platform.succeeds("tail", "attune.jobs", "--from-beginning", "--max", "1000", "--json");
        for (String line : said.lines().filter(each -> each.startsWith("{")).toList()) {
            JsonNode record = Json.MAPPER.readTree(line);
            String type = record.path("headers").path("ce_type").asText();
            if (type.contains("reward-model-requested") || type.contains("policy-requested")) {
                runs.add(record.path("data").path("runId").asText());
            }
        }
        return runs;
    }
}
