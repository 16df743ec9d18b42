package dev.attune.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.task.TaskCalibration;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

/** Tasks over one frozen base: asked, asked together, switched. */
@QuarkusTest
@QuarkusTestResource(ModelsResource.class)
class TasksIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> TEXTS = List.of("It was fine.", "Never again, and never before.");

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    private final Path artifacts =
            Path.of(ConfigProvider.getConfig().getValue("attune.models.artifacts", String.class));

    @BeforeEach
    void awaitReadiness() {
        Eventually.holds(
                SOON,
                "the service is ready",
                () -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void sortsTextsAndTellsTheVersion() {
        promote(TestTasks.publish(artifacts, "mood", 1, TestTasks.MOOD, 1));
        JsonPath answer = ask("mood", TEXTS);
        assertThat(answer.getString("task")).isEqualTo("mood");
        assertThat(answer.getInt("version")).isEqualTo(1);
        for (int i = 0; i < TEXTS.size(); i++) {
            Map<String, Float> shares = answer.getMap("results[" + i + "].probabilities");
            assertThat(shares.values().stream().mapToDouble(Float::doubleValue).sum())
                    .isCloseTo(1, within(1e-5));
            assertThat(shares).containsOnlyKeys("positive", "negative");
            String likeliest = Collections.max(shares.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
            assertThat(answer.getString("results[" + i + "].label")).isEqualTo(likeliest);
        }
        given().auth()
                .oauth2(TestTokens.token("annotator"))
                .get("/v1/tasks")
                .then()
                .statusCode(200)
                .body("data.name", hasItem("mood"))
                .body("data.find { it.name == 'mood' }.labels", equalTo(List.of("negative", "positive")))
                .body("data.find { it.name == 'mood' }.adapters", equalTo(1));
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/v1/models")
                .then()
                .body("data.id", not(hasItem("task-mood")));
    }

    @Test
    void severalAdaptersVote() {
        List<JsonPath> alone = new ArrayList<>();
        for (int seed : new int[] {11, 12, 13}) {
            promote(TestTasks.publish(artifacts, "voter-" + seed, 1, TestTasks.MOOD, seed));
            alone.add(ask("voter-" + seed, TEXTS));
        }
        promote(TestTasks.publish(artifacts, "voters", 1, TestTasks.MOOD, 11, 12, 13));
        JsonPath together = ask("voters", TEXTS);
        for (int i = 0; i < TEXTS.size(); i++) {
            String result = "results[" + i + "]";
            double mean = alone.stream()
                    .mapToDouble(one -> one.getDouble(result + ".probabilities.positive"))
                    .average()
                    .orElseThrow();
            long votes = alone.stream()
                    .filter(one -> one.getString(result + ".label").equals("positive"))
                    .count();
            Map<String, Integer> counted = together.getMap(result + ".votes");
            assertThat(together.getDouble(result + ".probabilities.positive")).isCloseTo(mean, within(1e-5));
            assertThat(counted.getOrDefault("positive", 0)).isEqualTo((int) votes);
            assertThat(together.getString(result + ".label")).isEqualTo(votes >= 2 ? "positive" : "negative");
        }
    }

    /** Against PEFT's own answers: the laboratory's make_served.py. */
    @Test
    void loraAndPrefixAnswerAsPeftDoesAloneAndTogether() throws IOException {
        JsonNode golden =
                Json.MAPPER.readTree(Path.of("../../policy-trainer/laboratory/src/test/resources/served/adapters.json")
                        .toFile());
        promote(TestTasks.publish(artifacts, "lora", 1, TestTasks.MOOD, List.of(TestTasks::lora)));
        promote(TestTasks.publish(artifacts, "prefix", 1, TestTasks.MOOD, List.of(TestTasks::prefix)));
        promote(TestTasks.publish(artifacts, "both", 1, TestTasks.MOOD, List.of(TestTasks::lora, TestTasks::prefix)));
        JsonPath both = ask("both", TEXTS);
        for (int i = 0; i < TEXTS.size(); i++) {
            double mean = 0;
            for (String kind : List.of("lora", "prefix")) {
                double expected = golden.path("positive").path(kind).get(i).asDouble();
                mean += expected / 2;
                assertThat(ask(kind, TEXTS).getDouble("results[" + i + "].probabilities.positive"))
                        .as(kind)
                        .isCloseTo(expected, within(1e-4));
            }
            assertThat(both.getDouble("results[" + i + "].probabilities.positive"))
                    .as("one batch of both")
                    .isCloseTo(mean, within(1e-4));
        }
    }

    /** By hand from what the same task says without calibration: p / prior, normalised. */
    @Test
    void contextualCalibrationTakesOffWhatIsSaidToNothing() {
        promote(TestTasks.publish(artifacts, "plain", 1, TestTasks.MOOD, 51));
        promote(TestTasks.publish(artifacts, "calibrated", 1, TestTasks.mood(TaskCalibration.CONTEXTUAL), 51));
        double prior =
                ask("plain", List.of("N/A", "[MASK]", "")).<Float>getList("results.probabilities.positive").stream()
                        .mapToDouble(Float::doubleValue)
                        .average()
                        .orElseThrow();
        double raw = ask("plain", TEXTS).getDouble("results[0].probabilities.positive");
        double positive = raw / prior;
        double negative = (1 - raw) / (1 - prior);
        for (int again = 0; again < 2; again++) {
            assertThat(ask("calibrated", TEXTS).getDouble("results[0].probabilities.positive"))
                    .isCloseTo(positive / (positive + negative), within(1e-4));
        }
    }

    @Test
    void answersWithTextWhereThereAreNoLabels() {
        promote(TestTasks.publish(artifacts, "free", 1, TestTasks.FREE, 5));
        JsonPath first = ask("free", TEXTS);
        assertThat(first.<String>getList("results.text"))
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).isNotNull());
        assertThat(first.<Object>getList("results.label").getFirst()).isNull();
        assertThat(ask("free", TEXTS).<String>getList("results.text")).isEqualTo(first.getList("results.text"));
    }

    @Test
    void sixtyFourTasksAreReadTogetherAndAnswerAsEachAlone() throws Exception {
        int tasks = 64;
        for (int i = 0; i < tasks; i++) {
            promote(TestTasks.publish(artifacts, "many-" + i, 1, TestTasks.MOOD, 100 + i), false);
        }
        awaitServed("many-" + (tasks - 1));
        Map<String, Float> alone = new HashMap<>();
        for (int i = 0; i < tasks; i++) {
            alone.put("many-" + i, share(ask("many-" + i, TEXTS.subList(0, 1))));
        }
        assertThat(alone.values().stream().distinct().count())
                .as("different prompts, different answers")
                .isGreaterThan(60);
        double batches = meter("attune_tasks_batch_rows_count");
        try (ExecutorService threads =
                Executors.newFixedThreadPool(tasks / 2)) { // as many as one account may have waiting
            List<Callable<Float>> questions = IntStream.range(0, tasks)
                    .<Callable<Float>>mapToObj(i -> () -> share(ask("many-" + i, TEXTS.subList(0, 1))))
                    .toList();
            List<Future<Float>> together = threads.invokeAll(questions);
            for (int i = 0; i < tasks; i++) {
                assertThat(together.get(i).get()).isCloseTo(alone.get("many-" + i), within(1e-4f));
            }
        }
        assertThat(meter("attune_tasks_batch_rows_count") - batches)
                .as("batches for 64 requests")
                .isLessThan(tasks);
        assertThat(meter("attune_tasks_batch_rows_max")).isGreaterThan(1);
    }

    @Test
    void aPromotionOfWhatIsInMemoryTakesLessThanAMillisecond() {
        CheckpointPublished first = TestTasks.publish(artifacts, "switched", 1, TestTasks.MOOD, 21);
        CheckpointPublished second = TestTasks.publish(artifacts, "switched", 2, TestTasks.MOOD, 22);
        promote(first);
        promote(second);
        double count = meter("attune_tasks_switch_seconds_count");
        double sum = meter("attune_tasks_switch_seconds_sum");
        float before = share(ask("switched", TEXTS));
        promote(first);
        assertThat(share(ask("switched", TEXTS))).isNotEqualTo(before);
        for (int i = 0; i < 4; i++) {
            promote(i % 2 == 0 ? second : first);
        }
        double switches = meter("attune_tasks_switch_seconds_count") - count;
        assertThat(switches).isGreaterThanOrEqualTo(5);
        assertThat((meter("attune_tasks_switch_seconds_sum") - sum) / switches).isLessThan(1e-3);
    }

    @Test
    void refusesInOneSentence() {
        promote(TestTasks.publish(artifacts, "strict", 1, TestTasks.MOOD, 31));
        question("strict", List.of("word ".repeat(300)))
                .statusCode(400)
                .body("error.code", equalTo("context_length_exceeded"))
                .body("error.message", containsString("Input 1 has "))
                .body("error.message", containsString("room for 124"));
        question("strict", List.of(Map.of("txt", "misspelt")))
                .statusCode(400)
                .body("error.message", containsString("a text, or an object with text"));
        question("strict", List.of()).statusCode(400);
        question("nobody", List.of("text")).statusCode(404).body("error.code", equalTo("task_not_found"));
    }

    @Test
    void aVersionThatCannotBeLoadedChangesNothing() {
        CheckpointPublished good = TestTasks.publish(artifacts, "kept", 1, TestTasks.MOOD, 41);
        promote(good);
        CheckpointPublished lost = TestTasks.publish(Path.of("target/elsewhere"), "kept", 2, TestTasks.MOOD, 42);
        promote(lost, false);
        promote(TestTasks.publish(artifacts, "after-kept", 1, TestTasks.MOOD, 43));
        assertThat(ask("kept", TEXTS).getInt("version")).isEqualTo(1);
    }

    private void promote(CheckpointPublished task) {
        promote(task, true);
    }

    private void promote(CheckpointPublished task, boolean await) {
        String name = java.util.Objects.requireNonNull(task.task()).name();
        bus.send(
                task, new Promoted("task-" + name, task.checkpointId(), null, "a test wants it", "p-1", Instant.now()));
        if (await) {
            Eventually.holds(
                    SOON,
                    task.name() + " is served",
                    () -> task.checkpointId()
                            .equals(served().getString("data.find { it.name == '" + name + "' }?.checkpoint_id")));
        }
    }

    private void awaitServed(String name) {
        Eventually.holds(
                SOON, name + " is served", () -> served().getList("data.name").contains(name));
    }

    private static JsonPath served() {
        return given().auth()
                .oauth2(TestTokens.token("annotator"))
                .get("/v1/tasks")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static float share(JsonPath answer) {
        return answer.getFloat("results[0].probabilities.positive");
    }

    private static JsonPath ask(String task, List<?> inputs) {
        return question(task, inputs).statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse question(String task, List<?> inputs) {
        return given().auth()
                .oauth2(TestTokens.token("annotator"))
                .contentType("application/json")
                .body(Map.of("inputs", inputs))
                .post("/v1/tasks/" + task)
                .then();
    }

    private static double meter(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$")
                .matcher(given().get("/q/metrics").asString());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
