package dev.attune.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Message;
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
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

/** What clients of OpenAI's form send beside the usual, and what a person may reach. */
@QuarkusTest
@QuarkusTestResource(ModelsResource.class)
@SuppressWarnings("NullAway.Init")
class OpenAiFormIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, Object> HI = Map.of("role", "user", "content", "Hi");

    @Inject
    Serving serving;

    @BeforeEach
    void awaitReadiness() {
        Eventually.holds(
                SOON,
                "the service is ready",
                () -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void whatChangesNothingIsTaken() {
        Map<String, @Nullable Object> harmless = new HashMap<>();
        for (String absent : List.of("stop", "seed", "n", "stream", "tools", "temperature", "top_p", "logit_bias")) {
            harmless.put(absent, null);
        }
        harmless.put("response_format", Map.of("type", "text"));
        harmless.put("presence_penalty", 0);
        harmless.put("frequency_penalty", 0.0);
        harmless.put("user", "u-1");
        harmless.put("metadata", Map.of("a", "b"));
        harmless.put("parallel_tool_calls", true);
        harmless.put("tool_choice", "auto");
        chat(harmless).then().statusCode(200);

        Map<String, @Nullable Object> ourOwnAnswer = new HashMap<>(Map.of("role", "assistant", "content", "Hello"));
        ourOwnAnswer.put("refusal", null);
        ourOwnAnswer.put("annotations", List.of());
        chat(Map.of("messages", List.of(HI, ourOwnAnswer, HI))).then().statusCode(200);
    }

    @Test
    void whatWouldChangeTheAnswerIsRefused() {
        Stream.of(
                        Map.of("response_format", Map.of("type", "json_object")),
                        Map.of("response_format", Map.of("type", "json_schema", "json_schema", Map.of())),
                        Map.of("response_format", "text"),
                        Map.of("frequency_penalty", 2),
                        Map.of("presence_penalty", -0.5),
                        Map.of("logit_bias", Map.of("5", -100)),
                        Map.of("top_logprobs", 2),
                        Map.of("logprobs", true),
                        Map.of("n", 2),
                        Map.of("store", true),
                        Map.of("tools", List.of(Map.of("type", "function"))),
                        Map.of("modalities", List.of("audio")),
                        Map.of("reasoning_effort", "high"),
                        Map.of("messages", List.of(Map.of("role", "user", "content", "Hi", "name", "Ann"))))
                .forEach(parameters -> refused(parameters, "unsupported_parameter"));
        refused(Map.of("top_k", 3), "unknown_parameter");
        refused(
                Map.of("messages", List.of(Map.of("role", "user", "content", "Hi", "mood", "good"))),
                "unknown_parameter");
    }

    @Test
    void nullInsideAListIsTheCallersMistake() {
        List<@Nullable Object> nothing = new ArrayList<>();
        nothing.add(null);
        refused(Map.of("stop", nothing), "bad_request");
        refused(Map.of("messages", nothing), "bad_request");
        refused(Map.of("messages", List.of(Map.of("role", "user", "content", nothing))), "invalid_value");
        refused(Map.of("messages", List.of()), "invalid_value");
    }

    @Test
    void eachModelOfTheListCanBeAskedFor() {
        List<Map<String, Object>> models = models("engineer").path("data");
        assertThat(models).isNotEmpty();
        for (Map<String, Object> model : models) {
            Map<String, Object> found = as("engineer")
                    .get("/v1/models/" + model.get("id"))
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("");
            assertThat(found).isEqualTo(model);
        }
        as("engineer").get("/v1/models/nobody").then().statusCode(404).body("error.code", equalTo("model_not_found"));
    }

    @Test
    void whoRatesReachesWhatWasPromotedOnly() {
        models("annotator")
                .then()
                .body("data.id", hasItem("production"))
                .body("data.id", not(hasItem(TestModels.BASE)));
        as("annotator").get("/v1/models/" + TestModels.BASE).then().statusCode(404);
        Map<String, Object> question = Map.of("messages", List.of(HI), "max_tokens", 1);
        post("annotator", with(question, Map.of("model", TestModels.BASE)))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"));
        post("annotator", with(question, Map.of("model", "production"))).then().statusCode(200);
    }

    /** More requests than an account may have, all abandoned: none of them holds a place or the model afterwards. */
    @Test
    void requestsThatNobodyWaitsForGiveUpTheirPlaces() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        Thread holder = Thread.startVirtualThread(() -> holdTheModel(holding, hold));
        try {
            assertThat(holding.await(60, TimeUnit.SECONDS)).isTrue();
            List<Socket> connections = new ArrayList<>();
            for (int i = 0; i < 33; i++) {
                connections.add(ask());
            }
            Eventually.holds(
                    SOON, "one of them is refused", () -> connections.stream().anyMatch(OpenAiFormIT::hasAnswer));
            assertThat(chatOnce()).isEqualTo(429);
            for (Socket connection : connections) {
                connection.close();
            }
        } finally {
            hold.countDown();
        }
        holder.join();
        Eventually.holds(SOON, "there is room again", () -> chatOnce() == 200);
    }

    /** As many as may be in memory are in use: one more is refused, and not loaded. */
    @Test
    void memoryHoldsSoManyCheckpointsAndNoMore() throws Exception {
        TestBus bus = new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        Path artifacts = Path.of(ConfigProvider.getConfig().getValue("attune.models.artifacts", String.class));
        List<CheckpointPublished> adapters = IntStream.range(50, 60)
                .mapToObj(alpha -> TestModels.furtherAdapter(artifacts, alpha))
                .toList();
        bus.send(adapters.toArray(CheckpointPublished[]::new));
        List<String> many =
                adapters.stream().map(CheckpointPublished::checkpointId).toList();
        Eventually.holds(
                SOON,
                "the last is known",
                () -> as("engineer").get("/v1/models/" + many.getLast()).statusCode() == 200);
        List<ModelLease> leases = new ArrayList<>();
        try {
            for (String id : many) {
                leases.add(serving.acquire(id, Reach.CHECKPOINTS));
            }
        } catch (AttuneException e) {
            assertThat(e.code()).isEqualTo(Faults.MODELS_BUSY);
        }
        try {
            assertThat(leases).hasSizeBetween(3, 5);
            chat(Map.of("model", many.getLast()))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", equalTo("2"))
                    .body("error.code", equalTo("models_busy"));
        } finally {
            leases.forEach(ModelLease::close);
        }
        chat(Map.of("model", many.getLast())).then().statusCode(200);
    }

    private static boolean hasAnswer(Socket connection) {
        try {
            return connection.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int chatOnce() {
        Response answer = chat(Map.of("max_tokens", 1));
        if (answer.statusCode() == 429) {
            answer.then().header("Retry-After", equalTo("2")).body("error.type", equalTo("rate_limit_error"));
        }
        return answer.statusCode();
    }

    private static Socket ask() throws Exception {
        byte[] body = body(Map.of("max_tokens", 400, "stream", false)).getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + TestTokens.token("engineer") + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return socket;
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

    /** Text is text, a NUL in it too; whatever else is odd is refused, and no fault of ours. */
    @Test
    void oddValuesAreAnsweredOrRefused() {
        for (String text : List.of("a\u0000b", "\u0001\u007f\u200b", "\ufdd0\ufdd1", "")) {
            chat(Map.of("messages", List.of(Map.of("role", "user", "content", text)), "seed", -1))
                    .then()
                    .statusCode(200);
        }
        refused(Map.of("n", 1_000_000), "unsupported_parameter");
        refused(Map.of("logit_bias", Map.of("-1", 5)), "unsupported_parameter");
        refused(Map.of("stop", Collections.nCopies(10_000, "x")), "invalid_value");
        refused(Map.of("max_tokens", -1), "invalid_value");
        String hi = "\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"max_tokens\": 2";
        assertThat(odd(hi).statusCode()).isEqualTo(200);
        assertThat(odd(hi + ", \"seed\": -9223372036854775808").statusCode()).isEqualTo(200);
        for (String odd : List.of(
                hi.replace("2", "1099511627776"),
                hi.replace("2", "2.5"),
                hi.replace("2", "\"2\""),
                hi + ", \"temperature\": 1e999",
                hi + ", \"temperature\": NaN",
                hi + ", \"temperature\": \"NaN\"",
                hi + ", \"top_p\": -1e999",
                hi + ", \"seed\": 1e40",
                hi + ", \"seed\": 9223372036854775808",
                hi + ", \"metadata\": " + "[".repeat(1500) + "]".repeat(1500),
                hi.replace("\"Hi\"", "[]"),
                hi.replace("\"Hi\"", "[\"Hi\"]"),
                hi.replace("\"Hi\"", "[{}]"),
                hi.replace("\"Hi\"", "[{\"type\": \"image_url\"}]"),
                hi.replace("\"Hi\"", "[{\"type\": \"odd\", \"text\": \"Hi\"}]"),
                hi.replace("\"Hi\"", "{\"a\": 1}"),
                hi.replace("\"Hi\"", "null"),
                hi.replace("\"user\"", "\"nobody\""),
                hi.replace("\"user\"", "null"))) {
            assertThat(odd(odd).statusCode()).as(odd).isEqualTo(400);
            String says = odd(odd).jsonPath().getString("error.message");
            assertThat(says).as(odd).isNotBlank().hasSizeLessThan(300).doesNotContain("\n");
        }
        assertThat(odd(hi.replace("Hi", "a\\ud800b")).statusCode()).isIn(200, 400);
        assertThat(odd(hi.replace("Hi", "a\\u0000\\u001bb")).statusCode()).isEqualTo(200);
    }

    /** Asks with JSON that no mapper would write. */
    private static Response odd(String json) {
        return post("engineer", "{\"model\": \"" + TestModels.BASE + "\", " + json + "}");
    }

    private static void refused(Map<String, ?> parameters, String code) {
        chat(parameters)
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo(code));
    }

    private static Response models(String role) {
        return as(role).get("/v1/models");
    }

    private static Response chat(Map<String, ?> parameters) {
        return post("engineer", body(parameters));
    }

    private static String body(Map<String, ?> parameters) {
        return with(Map.of("model", TestModels.BASE, "messages", List.of(HI), "max_tokens", 2), parameters);
    }

    private static String with(Map<String, ?> one, Map<String, ?> other) {
        Map<String, Object> all = new HashMap<>(one);
        all.putAll(other);
        try {
            return Json.MAPPER.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Response post(String role, String body) {
        return as(role).contentType("application/json").body(body).post("/v1/chat/completions");
    }

    private static io.restassured.specification.RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.token(role));
    }
}
