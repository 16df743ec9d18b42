package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;

import static org.assertj.core.api.Assertions.assertThat;

/** Four answers that the model made are ranked, and answers that a person wrote tune it: from REST by the bus to a checkpoint. */
class WaysToRateIT {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final List<String> QUESTIONS = List.of("What is 2 plus 3?", "What is a cat?", "Is it warm?");

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
    void whatPeopleRankAndWriteReachesTheTrainers() throws Exception {
        ServiceClient admin = platform.up();
        ServiceClient rater = platform.account(admin, "rea", "annotator");
        TestBus bus = new TestBus("127.0.0.1:" + platform.port("ATTUNE_PORT_KAFKA"));

        String written = project(admin, "Written", Map.of("task", "DEMONSTRATE"));
        for (String question : QUESTIONS) {
            JsonNode asked = next(rater, written);
            assertThat(asked.path("prompt").path(0).path("content").asText()).isEqualTo(question);
            rate(rater, asked, Map.of("demonstration", "Thank you for asking: yes."));
        }
        ranks(rater, bus, project(admin, "Ranked", Map.of("task", "RANK", "answers", 4)));

        Path told = folder.resolve("demonstrations.jsonl");
        platform.succeeds(
                "tail", "attune.demonstrations", "--from-beginning", "--max", "100", "--json", told.toString());
        assertThat(Files.readAllLines(told))
                .hasSize(3)
                .allSatisfy(line ->
                        assertThat(line).contains("demonstration-given", "Thank you for asking", "\"by\":\"rater-"));
        learns(bus);
    }

    /** As many answers as were asked for stand there, and each two of them are settled. */
    private static void ranks(ServiceClient rater, TestBus bus, String project) throws InterruptedException {
        JsonNode four = next(rater, project);
        int answers = four.path("answers").size();
        assertThat(answers).as("equal answers are left out").isBetween(3, 4);
        List<List<Integer>> groups = answers == 4
                ? List.of(List.of(3), List.of(1, 0), List.of(2))
                : List.of(List.of(2), List.of(1), List.of(0));
        rate(rater, four, Map.of("ranking", groups));
        String item = four.path("itemId").asText();
        Eventually.holds(
                SOON,
                "the pairs",
                () -> bus.events(Topics.PREFERENCES).stream()
                                .map(ReceivedEvent::event)
                                .filter(event -> event instanceof PreferenceSettled settled
                                        && settled.itemId().startsWith(item + "/"))
                                .count()
                        == (answers == 4 ? 6 : 3));
    }

    private static void learns(TestBus bus) {
        String run = "run-" + UUID.randomUUID();
        bus.send(new RecipeRequested(
                run, "sft", null, null, null, Map.of("epochs", 1, "maxTokens", 64, "tuning", Map.of("rank", 2))));
        RunFinished finished = Eventually.get(SOON, "the run's end", () -> ended(bus, run));
        CheckpointPublished tuned = (CheckpointPublished) bus.events(Topics.CHECKPOINTS, finished.checkpointId())
                .getFirst()
                .event();
        assertThat(tuned.lineage().recipe()).isEqualTo("sft");
        assertThat(tuned.lineage().inputs())
                .filteredOn(range -> range.topic().equals(Topics.DEMONSTRATIONS))
                .hasSize(1)
                .allSatisfy(range -> assertThat(range.until()).isGreaterThanOrEqualTo(3));
        assertThat(tuned.metrics()).containsEntry("demonstrationsLeftOut", 0.0);
    }

    private static Optional<RunFinished> ended(TestBus bus, String run) {
        for (ReceivedEvent received : bus.events(Topics.RUNS, run)) {
            assertThat(received.event()).isNotInstanceOf(RunFailed.class);
            if (received.event() instanceof RunFinished finished) {
                return Optional.of(finished);
            }
        }
        return Optional.empty();
    }

    private static String project(ServiceClient admin, String name, Map<String, Object> form)
            throws InterruptedException {
        String project = admin.post("/api/projects", Map.of("name", name, "form", form), "")
                .accepted()
                .body()
                .path("id")
                .asText();
        List<Map<String, Object>> prompts = QUESTIONS.stream()
                .<Map<String, Object>>map(text -> Map.of("messages", List.of(Map.of("role", "user", "content", text))))
                .toList();
        admin.post("/api/projects/" + project + "/prompts", Map.of("prompts", prompts), "")
                .accepted();
        return project;
    }

    /** The next item, once the model has answered where it has to. */
    private static JsonNode next(ServiceClient rater, String project) {
        return Eventually.get(SOON, "an item to rate", () -> {
            try {
                ServiceClient.Answer answer = rater.post("/api/projects/" + project + "/next", Map.of(), "");
                return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private static void rate(ServiceClient rater, JsonNode item, Map<String, Object> said) throws InterruptedException {
        rater.post(
                        "/api/leases/" + item.path("leaseId").asText() + "/rating",
                        said,
                        UUID.randomUUID().toString())
                .accepted();
    }
}
