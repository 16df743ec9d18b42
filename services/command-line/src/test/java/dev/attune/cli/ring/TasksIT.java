package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.event.ApprovalEvent.Approved;
import dev.attune.contracts.event.ApprovalEvent.Proposed;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.platform.home.Home;
import dev.attune.platform.room.BusKeys;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people, a platform, and a task from a folder to its second version and back, by {@code ./attune tasks} alone. */
class TasksIT {

    private static final Duration SOON = Duration.ofMinutes(2);

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
    void aTaskIsProposedApprovedPromotedServedAndRolledBack() throws Exception {
        ServiceClient admin = platform.up();
        platform.account(admin, "eva", "engineer");
        platform.account(admin, "ana", "reviewer");
        String base = TaskFolder.base(platform.registry(admin));

        String first = proposed(TaskFolder.written(folder, "moods", base, "Mood:"));
        assertThat(platform.fails("eva", "tasks", "approve", first, "--reason", "mine"))
                .contains("403");
        assertThat(platform.as("ana", "tasks", "show", first)).contains("accuracy", "0.740 to 0.850", "PROPOSED");
        assertThat(platform.as("ana", "tasks", "approve", first, "--reason", "read it"))
                .contains("Version 1 of the task moods");
        assertThat(platform.as("eva", "tasks", "promote", "moods", "1")).contains("serves version 1");
        awaitVersion(1);
        JsonNode answer = json("ask", "tasks", "ask", "moods", "It was a delight.", "Never again.");
        assertThat(answer.path("results")).hasSize(2);
        assertThat(answer.at("/results/0/probabilities/good").asDouble()
                        + answer.at("/results/0/probabilities/bad").asDouble())
                .isBetween(0.999, 1.001);

        String second = proposed(TaskFolder.written(folder, "moods", base, "What is it?"));
        assertThat(platform.as("eva", "tasks", "list")).contains(second);
        platform.as("ana", "tasks", "approve", second, "--reason", "shorter");
        platform.as("eva", "tasks", "promote", "moods", "2");
        awaitVersion(2);
        assertThat(platform.as("eva", "tasks", "rollback", "moods")).contains("serves version 1 again, in place of 2");
        awaitVersion(1);
        assertThat(json("ask", "tasks", "ask", "moods", "It was a delight.", "Never again.")
                        .path("results"))
                .isEqualTo(answer.path("results"));

        refusesBeforeAnythingIsStored(base);
        BusKeys.beOperator(new Home(platform.home()), "127.0.0.1:" + platform.port("ATTUNE_PORT_KAFKA"));
        TestBus bus = new TestBus("127.0.0.1:" + platform.port("ATTUNE_PORT_KAFKA"));
        assertThat(bus.events(Topics.APPROVALS, first))
                .extracting(received -> (Object) received.event().getClass())
                .containsExactly(Proposed.class, Approved.class);
        assertThat(bus.events(Topics.CHECKPOINTS).stream()
                        .map(received -> (CheckpointPublished) received.event())
                        .filter(checkpoint -> checkpoint.task() != null))
                .hasSize(2);
    }

    private void refusesBeforeAnythingIsStored(String base) throws Exception {
        Path artifacts = folder.resolve("home/artifacts/sha256");
        long before = count(artifacts);
        Path misspelt = TaskFolder.written(folder, "misspelt", base, "{{ txet }}");
        assertThat(platform.fails("eva", "tasks", "propose", misspelt.toString()))
                .contains("reads txet, which nothing gives", "Nothing was stored");
        Path twice = TaskFolder.written(folder, "twice", base, "Mood:");
        rewrite(twice, "\"good\"", "\"bad\"");
        assertThat(platform.fails("eva", "tasks", "propose", twice.toString())).contains("two labels");
        assertThat(count(artifacts)).isEqualTo(before);
    }

    private static long count(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private String proposed(Path task) throws Exception {
        return TaskFolder.proposed(platform, "eva", task);
    }

    private static void rewrite(Path task, String before, String after) throws IOException {
        Path file = task.resolve("task.json");
        Files.writeString(file, Files.readString(file).replace(before, after));
    }

    private void awaitVersion(int version) {
        Eventually.holds(
                SOON,
                "serving of version " + version,
                () -> asked(() -> platform.attune(
                                        platform.withAccount("eva", "tasks", "ask", "moods", "Well.", "--json"))
                                .output())
                        .replaceAll("\\s", "")
                        .contains("\"version\":" + version + ","));
    }

    private static <T> T asked(Callable<T> question) {
        try {
            return question.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode json(String name, String... arguments) throws Exception {
        Path file = folder.resolve(name + ".json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--json", file.toString()));
        platform.as("eva", all.toArray(String[]::new));
        return Json.MAPPER.readTree(file.toFile());
    }
}
