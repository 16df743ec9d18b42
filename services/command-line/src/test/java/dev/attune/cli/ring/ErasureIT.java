package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A person is erased, and so is what a reward model had learnt from: it cannot be made again but without them. */
class ErasureIT {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int PAIRS = 10;
    private static final String SECRET = "Mr Quillfeather's own words.";

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
    void whatLearntFromAPersonIsNamedAndMadeAgainWithoutThem() throws IOException, InterruptedException {
        ServiceClient admin = platform.up();
        String project = project(admin);
        ServiceClient gone = platform.account(admin, "quill", "annotator");
        ServiceClient stays = platform.account(admin, "rea", "annotator");
        for (int i = 0; i < PAIRS; i++) {
            rate(i == 0 ? gone : stays, project, i == 0);
        }
        ServiceClient registry = platform.registry(admin);
        String reward = train(registry);
        String kept = dataOf(registry, reward);
        assertThat(Files.readString(artifact(kept).resolve("events.jsonl"))).contains(SECRET);

        Path json = folder.resolve("erased.json");
        String said = platform.as(
                "admin", "admin", "erase", "quill", "--reason", "asked by letter", "--json", json.toString());
        assertThat(said)
                .contains("1 ratings of 1 items are taken out")
                .contains(reward + " (")
                .contains("learnt from them itself")
                .contains("The audit log keeps");
        JsonNode report = Json.MAPPER.readTree(json.toFile());
        String erasure = report.at("/person/id").asText();
        assertThat(report.at("/checkpoints/records").asInt())
                .as("their pair, and what they wrote")
                .isGreaterThan(1);
        assertThat(artifact(kept)).doesNotExist();
        assertThat(platform.fails("admin", "admin", "erase", "quill", "--reason", "again"))
                .contains("There is no account named quill");

        AttuneProcess reproduced = platform.attune("reproduce", reward);
        assertThat(reproduced.output()).contains("cannot: erased.");
        assertThat(reproduced.await(SOON)).isEqualTo(1);

        platform.as("admin", "admin", "erasure", erasure, "--train", reward);
        JsonNode training = Eventually.get(SOON, "the training", () -> trained(registry, erasure));
        String made = training.path("newCheckpointId").asText();
        assertThat(made).isNotEqualTo(reward).startsWith("reward-");
        assertThat(training.at("/proof/inBoth").asInt()).isZero();
        assertThat(training.at("/proof/records").asInt()).isEqualTo(PAIRS - 1);
        String without = Files.readString(artifact(dataOf(registry, made)).resolve("events.jsonl"));
        assertThat(without).doesNotContain(SECRET);
        assertThat(platform.succeeds("reproduce", made)).contains("equal: " + made);
        assertThat(platform.as("admin", "admin", "erasure", erasure)).contains("is made again: " + made);
        assertThat(platform.fails("admin", "admin", "erasure", UUID.randomUUID().toString()))
                .contains("There is no erasure");
    }

    private Path artifact(String sha256) {
        return platform.home().resolve("artifacts/sha256").resolve(sha256);
    }

    private static String project(ServiceClient admin) throws InterruptedException {
        String project = admin.post(
                        "/api/projects",
                        Map.of(
                                "name",
                                "Erased",
                                "guidelines",
                                "Which is better?",
                                "ratingsPerItem",
                                1,
                                "form",
                                Map.of("correction", true)),
                        "")
                .accepted()
                .body()
                .path("id")
                .asText();
        List<Map<String, Object>> prompts = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            prompts.add(Map.of(
                    "messages",
                    List.of(Map.of("role", "user", "content", "What is " + i + " plus 1?")),
                    "split",
                    "TRAIN",
                    "answers",
                    List.of("It is " + (i + 1) + ".", "I say " + (i + 2) + ".")));
        }
        admin.post("/api/projects/" + project + "/prompts", Map.of("prompts", prompts), "")
                .accepted();
        return project;
    }

    private static void rate(ServiceClient rater, String project, boolean corrected) throws InterruptedException {
        JsonNode pair = Eventually.get(SOON, "a pair", () -> {
            try {
                ServiceClient.Answer answer = rater.post("/api/projects/" + project + "/next", Map.of(), "");
                return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
        boolean right =
                pair.path("answers").path(0).asText(pair.path("left").asText()).startsWith("It is");
        Map<String, Object> rating = new HashMap<>(Map.of("verdict", right ? "LEFT" : "RIGHT", "strength", 2));
        if (corrected) {
            rating.put("correction", Map.of("position", 0, "text", SECRET));
        }
        rater.post(
                        "/api/leases/" + pair.path("leaseId").asText() + "/rating",
                        rating,
                        UUID.randomUUID().toString())
                .accepted();
    }

    /** A reward model of all that was settled by now; its id. */
    private static String train(ServiceClient registry) throws InterruptedException {
        Map<String, Object> settings = Map.of("minimumPreferences", 5, "epochs", 1, "tuning", Map.of("rank", 2));
        String run = registry.post("/api/jobs/reward", Map.of("configuration", settings), "")
                .accepted()
                .body()
                .path("runId")
                .asText();
        return Eventually.get(SOON, "the reward model", () -> {
            JsonNode found = body(registry, "/api/runs/" + run).path("run");
            assertThat(found.path("state").asText()).as(found.toString()).isNotEqualTo("FAILED");
            return Optional.of(found.path("checkpointId").asText()).filter(id -> !id.isEmpty());
        });
    }

    private static Optional<JsonNode> trained(ServiceClient registry, String erasure) {
        JsonNode training =
                body(registry, "/api/erasures/" + erasure).path("trainings").path(0);
        assertThat(training.path("state").asText()).as(training.toString()).isNotEqualTo("FAILED");
        return Optional.of(training).filter(found -> found.path("proof").isObject());
    }

    private static String dataOf(ServiceClient registry, String checkpoint) {
        return body(registry, "/api/checkpoints/" + checkpoint)
                .at("/lineage/configuration/dataSha256")
                .asText();
    }

    private static JsonNode body(ServiceClient registry, String path) {
        try {
            return registry.get(path).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
