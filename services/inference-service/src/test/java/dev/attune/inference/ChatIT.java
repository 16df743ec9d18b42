package dev.attune.inference;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.inference.model.Interest;
import dev.attune.inference.model.ModelLease;
import dev.attune.inference.service.Serving;
import dev.attune.inference.service.Serving.Reach;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

@QuarkusTest
@QuarkusTestResource(ModelsResource.class)
@SuppressWarnings("NullAway.Init")
class ChatIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<Map<String, String>> HELLO =
            List.of(Map.of("role", "system", "content", "Hi"), Map.of("role", "user", "content", "Say hello."));

    @Inject
    Serving serving;

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @BeforeEach
    void awaitReadiness() {
        Eventually.holds(
                SOON,
                "the service is ready",
                () -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void answersInOpenAisForm() {
        chat(Map.of("model", TestModels.BASE, "seed", 7, "max_tokens", 5))
                .then()
                .statusCode(200)
                .body("object", equalTo("chat.completion"))
                .body("model", equalTo(TestModels.BASE))
                .body("choices.size()", equalTo(1))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("usage.total_tokens", equalTo(usage("prompt_tokens") + usage("completion_tokens")));
    }

    @Test
    void theSameSeedGivesTheSameAnswerAndAnAdapterAnother() {
        Map<String, Object> greedy = Map.of("model", TestModels.BASE, "temperature", 0, "max_tokens", 16);
        assertThat(text(chat(greedy))).isEqualTo(text(chat(greedy)));
        Map<String, Object> adapted = Map.of("model", TestModels.OLD_ADAPTER, "temperature", 0, "max_tokens", 16);
        assertThat(text(chat(adapted))).isNotEqualTo(text(chat(greedy)));
        Map<String, Object> sampled =
                Map.of("model", TestModels.BASE, "seed", 11, "temperature", 1.5, "top_p", 0.9, "max_tokens", 16);
        assertThat(text(chat(sampled))).isEqualTo(text(chat(sampled)));
    }

    @Test
    void streamsTheSameAnswerPieceByPiece() throws Exception {
        Map<String, Object> question = Map.of("model", TestModels.BASE, "seed", 7, "max_tokens", 12);
        Response whole = chat(question);
        Map<String, Object> streamed = new HashMap<>(question);
        streamed.put("stream", true);
        streamed.put("stream_options", Map.of("include_usage", true));
        Response stream = chat(streamed);
        assertThat(stream.contentType()).startsWith("text/event-stream");

        List<String> events =
                stream.asString().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(events).allMatch(line -> line.startsWith("data: ")).last().isEqualTo("data: [DONE]");
        StringBuilder text = new StringBuilder();
        List<JsonNode> chunks = new ArrayList<>();
        for (String event : events.subList(0, events.size() - 1)) {
            JsonNode chunk = Json.MAPPER.readTree(event.substring("data: ".length()));
            chunks.add(chunk);
            text.append(
                    chunk.path("choices").path(0).path("delta").path("content").asText(""));
        }
        assertThat(text.toString()).isEqualTo(text(whole));
        assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
                .isEqualTo(whole.path("choices[0].finish_reason"));
        assertThat(chunks.getLast().at("/usage/completion_tokens").asInt())
                .isEqualTo(whole.<Integer>path("usage.completion_tokens"));
    }

    /** While another answer holds the model, the beginning of the stream is there already. */
    @Test
    void sendsEachPieceAtOnce() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        Thread holder = Thread.startVirtualThread(() -> holdTheModel(holding, hold));
        assertThat(holding.await(60, TimeUnit.SECONDS)).isTrue();
        String body = Json.MAPPER.writeValueAsString(
                Map.of("model", TestModels.BASE, "messages", HELLO, "seed", 7, "max_tokens", 12, "stream", true));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/chat/completions"))
                .timeout(SOON)
                .header("Authorization", "Bearer " + TestTokens.token("engineer"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Iterator<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .iterator();
            assertThat(lines.next()).contains("\"role\":\"assistant\"");
            assertThat(holder.isAlive()).isTrue();
            hold.countDown();
            String last = "";
            while (lines.hasNext()) {
                String line = lines.next();
                last = line.isEmpty() ? last : line;
            }
            assertThat(last).isEqualTo("data: [DONE]");
        } finally {
            hold.countDown();
            holder.join();
        }
    }

    private void holdTheModel(CountDownLatch holding, CountDownLatch hold) {
        try (ModelLease lease = serving.acquire(TestModels.BASE, Reach.CHECKPOINTS)) {
            int[] prompt = lease.promptTokens(List.of(Message.user("Hi")));
            lease.chat(
                    new GenerationRequest(prompt, 1),
                    SamplingSettings.greedy(1),
                    (_, _) -> {
                        holding.countDown();
                        try {
                            hold.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    new Interest("holder"));
        }
    }

    @Test
    void endsBeforeAStopText() {
        Map<String, Object> question = Map.of("model", TestModels.BASE, "temperature", 0, "max_tokens", 24);
        String whole = text(chat(question));
        String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 2);
        Map<String, Object> stopping = new HashMap<>(question);
        stopping.put("stop", stop);
        chat(stopping).then().statusCode(200).body("choices[0].finish_reason", equalTo("stop"));
        assertThat(text(chat(stopping))).isEqualTo(whole.substring(0, whole.indexOf(stop)));
    }

    @Test
    void aStopTextMayBeASpecialTokenButNotHoldOne() {
        for (String alone : List.of("<|im_end|>", "<|im_start|>", "<|im_", "</s>")) {
            chat(Map.of("model", TestModels.BASE, "max_tokens", 4, "stop", alone))
                    .then()
                    .statusCode(200);
        }
        for (String beside : List.of("<|im_end|>\n", "x<|im_start|>", "<|im_end|><|im_end|>")) {
            refused(Map.of("model", TestModels.BASE, "stop", beside), 400, "invalid_value");
            refused(Map.of("model", TestModels.BASE, "stop", beside, "stream", true), 400, "invalid_value");
        }
    }

    @Test
    void listsChannelsAndCheckpoints() {
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItems("production", TestModels.BASE, TestModels.ADAPTER));
    }

    @Test
    void refusesInOpenAisForm() {
        refused(Map.of("model", "nobody"), 404, "model_not_found");
        refused(Map.of("model", TestModels.BASE, "temperature", -1), 400, "invalid_value");
        refused(Map.of("model", TestModels.BASE, "n", 2), 400, "unsupported_parameter");
        refused(Map.of("model", TestModels.BASE, "max_tokens", 0), 400, "invalid_value");
        refused(Map.of("max_tokens", 3), 400, "invalid_value");
        Map<String, Object> tooLong = new HashMap<>(Map.of("model", TestModels.BASE));
        tooLong.put("messages", List.of(Map.of("role", "user", "content", "many words ".repeat(100))));
        refused(tooLong, 400, "context_length_exceeded");
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body("{\"model\":")
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void aPromotionChangesWhatIsServedWithoutFailingRequests() throws InterruptedException {
        promote(TestModels.BASE);
        awaitServing(TestModels.BASE);
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        AtomicBoolean going = new AtomicBoolean(true);
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            people.add(Thread.startVirtualThread(() -> {
                while (going.get()) {
                    statuses.add(
                            chat(Map.of("model", "production", "max_tokens", 8)).statusCode());
                }
            }));
        }
        promote(TestModels.OLD_ADAPTER);
        awaitServing(TestModels.OLD_ADAPTER);
        promote(TestModels.BASE);
        awaitServing(TestModels.BASE);
        going.set(false);
        for (Thread person : people) {
            person.join();
        }
        assertThat(statuses).isNotEmpty().containsOnly(200);
    }

    @Test
    void keepsServingWhenThePromotedCheckpointCannotBeLoaded() {
        promote(TestModels.BASE);
        awaitServing(TestModels.BASE);
        String sha = "0".repeat(64);
        Artifact nowhere = new Artifact("attune:sha256/" + sha, sha, 1);
        String lost = CheckpointPublished.idOf(Kind.ADAPTER, nowhere);
        Instant old = TestModels.NOON.minusSeconds(3600);
        bus.send(TestModels.checkpoint(lost, Kind.ADAPTER, TestModels.BASE, nowhere, old));
        promote(lost);
        Eventually.holds(
                SOON,
                "the lost checkpoint is known",
                () -> chat(Map.of("model", lost)).statusCode() == 503);
        refused(Map.of("model", lost), 503, "artifact_missing");
        awaitServing(TestModels.BASE);
        promote(TestModels.BASE);
    }

    private void promote(String checkpointId) {
        bus.send(new Promoted("production", checkpointId, null, "a test wants it", "p-1", Instant.now()));
    }

    private static void awaitServing(String checkpointId) {
        Eventually.holds(
                SOON,
                "production serves " + checkpointId,
                () -> checkpointId.equals(
                        chat(Map.of("model", "production", "max_tokens", 1)).path("model")));
    }

    private static void refused(Map<String, ?> question, int status, String code) {
        chat(question)
                .then()
                .statusCode(status)
                .body("error.code", equalTo(code))
                .body("error.message", containsString(" "));
    }

    private static int usage(String field) {
        return chat(Map.of("model", TestModels.BASE, "seed", 7, "max_tokens", 5))
                .path("usage." + field);
    }

    private static String text(Response response) {
        return response.path("choices[0].message.content");
    }

    private static Response chat(Map<String, ?> question) {
        Map<String, Object> body = new HashMap<>(Map.of("messages", HELLO));
        body.putAll(question);
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(body)
                .post("/v1/chat/completions");
    }
}
