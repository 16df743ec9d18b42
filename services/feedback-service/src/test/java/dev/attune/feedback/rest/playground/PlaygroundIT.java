package dev.attune.feedback.rest.playground;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Rating;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Two models side by side; the models' side of the conversation is a server here that speaks as inference-service does. */
@QuarkusTest
@TestProfile(PlaygroundIT.WithModels.class)
@SuppressWarnings("NullAway.Init")
class PlaygroundIT extends ServiceFixture {

    private static final List<JsonNode> ASKED = new CopyOnWriteArrayList<>();
    private static final HttpServer MODELS = start();

    private Api engineer;
    private String project;

    /** Says where the models are. */
    public static final class WithModels implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "attune.feedback.inference",
                    "http://127.0.0.1:" + MODELS.getAddress().getPort());
        }
    }

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        project = project(engineer, 1);
    }

    @AfterAll
    static void stop() {
        MODELS.stop(0);
    }

    @Test
    void aBlindVerdictBecomesARatingWithAllThatMadeTheAnswers() {
        Answer begun = begin(engineer, "one", "two", true);
        assertThat(begun.status()).isEqualTo(201);
        String id = begun.text("id");
        assertThat(begun.body().path("left").hasNonNull("model")).isFalse();
        assertThat(answer(engineer, id, "left").status()).isEqualTo(200);
        assertThat(rate(engineer, id, Map.of("verdict", "LEFT")).code()).isEqualTo("comparison-unanswered");
        answer(engineer, id, "right");
        Answer blind = engineer.get("/api/comparisons/" + id);
        assertThat(blind.body().path("left").path("answer").asText()).startsWith("I am ");
        assertThat(blind.body().path("left").hasNonNull("checkpointId")).isFalse();

        Answer rated = rate(engineer, id, Map.of("verdict", "LEFT", "strength", 3, "comment", "warmer"));

        assertThat(rated.status()).isEqualTo(201);
        String left = rated.body().path("left").path("checkpointId").asText();
        assertThat(List.of("checkpoint-one", "checkpoint-two")).contains(left);
        Rating rating = rating(rated.text("ratingId"));
        assertThat(rating.left().checkpointId()).isEqualTo(left);
        assertThat(rating.right().checkpointId()).isNotEqualTo(left);
        assertThat(rating.left().text()).isEqualTo("I am " + left.substring("checkpoint-".length()) + ".");
        assertThat(rating.left().sampling()).isEqualTo(sampling(rated, "left"));
        assertThat(rating.verdict()).isEqualTo(Verdict.LEFT);
        assertThat(rating.comment()).isEqualTo("warmer");
        assertThat(rating.source()).isEqualTo("playground");
        assertThat(asked(rated, "left").path("seed").asLong())
                .isEqualTo(rating.left().sampling().seed());
        PreferenceSettled settled = settled(rating.itemId());
        assertThat(settled.chosen()).isEqualTo(rating.left());
        assertThat(settled.margin()).isEqualTo(3);
        assertThat(rate(engineer, id, Map.of("verdict", "RIGHT")).code()).isEqualTo("comparison-rated");
        assertThat(progress(engineer, project).body().path("ratings").asInt()).isEqualTo(1);
        JsonNode pace = engineer.get("/api/training-data").body();
        assertThat(pace.path("decisive").asInt()).isPositive();
        assertThat(pace.path("course").path(0).path("ratings").asInt()).isZero();
        assertThat(pace.path("course")
                        .path(pace.path("course").size() - 1)
                        .path("ratings")
                        .asInt())
                .isEqualTo(pace.path("ratings").asInt());
    }

    @Test
    void bothBadAndATieCountAsTheyDoElsewhere() {
        for (String verdict : List.of("BOTH_BAD", "TIE")) {
            String id = answered("one", "two");
            Answer rated = rate(engineer, id, Map.of("verdict", verdict));
            assertThat(rated.status()).isEqualTo(201);
            assertThat(settled(rating(rated.text("ratingId")).itemId()).outcome())
                    .isEqualTo(Outcome.valueOf(verdict));
        }
    }

    @Test
    void aVerdictIsTakenBackWithItsRatingAndAnotherMayBeGiven() {
        String id = answered("one", "two");
        Answer rated = rate(engineer, id, Map.of("verdict", "LEFT", "strength", 2));
        assertThat(rated.text("verdict")).isEqualTo("LEFT");
        assertThat(Instant.parse(rated.text("undoUntil"))).isAfter(Instant.now());
        String item = rating(rated.text("ratingId")).itemId();
        settled(item);

        Answer back = engineer.delete("/api/comparisons/" + id + "/rating");

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.body().hasNonNull("ratingId")).isFalse();
        assertThat(back.body().path("left").hasNonNull("model"))
                .as("they are known")
                .isTrue();
        assertThat(engineer.delete("/api/comparisons/" + id + "/rating").status())
                .isEqualTo(200);
        assertThat(withdrawals(rated.text("ratingId"))).isEqualTo(1);
        Eventually.get(
                () -> topics().events(Topics.PREFERENCES, item),
                events -> events.stream().anyMatch(each -> each.event() instanceof PreferenceRetracted));
        assertThat(progress(engineer, project).body().path("ratings").asInt()).isZero();
        Api annotator = someone("annotator");
        assertThat(annotator.post("/api/projects/" + project + "/next", null).status())
                .as("nobody else is asked")
                .isEqualTo(204);
        Answer again = rate(engineer, id, Map.of("verdict", "RIGHT"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(rating(again.text("ratingId")).verdict()).isEqualTo(Verdict.RIGHT);
        Answer own = engineer.get("/api/comparisons");
        assertThat(own.body().path(0).path("id").asText()).isEqualTo(id);
        assertThat(own.body().path(0).path("verdict").asText()).isEqualTo("RIGHT");
        assertThat(someone("engineer").get("/api/comparisons").body().size()).isZero();
        assertThat(someone("engineer")
                        .delete("/api/comparisons/" + id + "/rating")
                        .code())
                .isEqualTo("comparison-unknown");
    }

    private long withdrawals(String rating) {
        return Eventually.get(
                        () -> topics().events(Topics.FEEDBACK).stream()
                                .map(ReceivedEvent::event)
                                .filter(RatingWithdrawn.class::isInstance)
                                .map(RatingWithdrawn.class::cast)
                                .filter(withdrawn -> withdrawn.ratingId().equals(rating))
                                .toList(),
                        found -> !found.isEmpty())
                .size();
    }

    @Test
    void thePageCannotSayWhatAModelSaid() {
        Answer forged = engineer.postOnce(
                "/api/projects/" + project + "/comparisons",
                Map.of(
                        "messages",
                        List.of(Message.user("hello")),
                        "models",
                        List.of("one", "two"),
                        "left",
                        Map.of("answer", "mine")));
        assertThat(forged.status()).isEqualTo(400);
        String id = answered("one", "two");
        String before = engineer.get("/api/comparisons/" + id).body().toString();
        answer(engineer, id, "left");
        assertThat(engineer.get("/api/comparisons/" + id).body().toString()).isEqualTo(before);
        assertThat(someone("engineer").get("/api/comparisons/" + id).code()).isEqualTo("comparison-unknown");
    }

    @Test
    void whatCannotBeAskedOrComparedIsSaid() {
        assertThat(begin(engineer, "one", " ", true).code()).isEqualTo("invalid-request");
        assertThat(begin(someone("annotator"), "one", "two", true).status()).isEqualTo(403);
        assertThat(begin(someone("engineer"), "one", "two", true).code()).isEqualTo("project-unknown");
        String unknown = begin(engineer, "nobody", "two", false).text("id");
        Answer refused = answer(engineer, unknown, side("nobody", unknown));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("model-refused");
        String same = answered("one", "one");
        assertThat(rate(engineer, same, Map.of("verdict", "TIE")).code()).isEqualTo("identical-answers");
        String broken = begin(engineer, "broken", "two", false).text("id");
        answer(engineer, broken, side("broken", broken));
        assertThat(engineer.get("/api/comparisons/" + broken)
                        .body()
                        .path(side("broken", broken))
                        .hasNonNull("answer"))
                .isFalse();
    }

    private String side(String model, String id) {
        JsonNode both = engineer.get("/api/comparisons/" + id).body();
        return both.path("left").path("model").asText().equals(model) ? "left" : "right";
    }

    private String answered(String one, String other) {
        String id = begin(engineer, one, other, true).text("id");
        answer(engineer, id, "left");
        answer(engineer, id, "right");
        return id;
    }

    private Answer begin(Api who, String one, String other, boolean blind) {
        Map<String, Object> wish = new HashMap<>();
        wish.put("messages", List.of(Message.user("Who are you, " + UUID.randomUUID() + "?")));
        wish.put("models", List.of(one, other));
        wish.put("blind", blind);
        wish.put("temperature", 0.5);
        wish.put("maxNewTokens", 32);
        return who.postOnce("/api/projects/" + project + "/comparisons", wish);
    }

    private static Answer answer(Api who, String id, String side) {
        return who.post("/api/comparisons/" + id + "/answers/" + side, null);
    }

    private static Answer rate(Api who, String id, Map<String, Object> verdict) {
        return who.postOnce("/api/comparisons/" + id + "/rating", verdict);
    }

    private static Candidate.Sampling sampling(Answer told, String side) {
        return new Candidate.Sampling(
                0.5, 1, 0, 32, told.body().path(side).path("seed").asLong());
    }

    private static JsonNode asked(Answer told, String side) {
        long seed = told.body().path(side).path("seed").asLong();
        return ASKED.stream()
                .filter(question -> question.path("seed").asLong() == seed)
                .findFirst()
                .orElseThrow();
    }

    private Rating rating(String id) {
        return Eventually.get(
                        () -> topics().events(Topics.FEEDBACK).stream()
                                .map(ReceivedEvent::event)
                                .filter(RatingGiven.class::isInstance)
                                .map(RatingGiven.class::cast)
                                .filter(given -> given.rating().ratingId().equals(id))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst()
                .rating();
    }

    private PreferenceSettled settled(String item) {
        return (PreferenceSettled)
                Eventually.get(() -> topics().events(Topics.PREFERENCES, item), events -> !events.isEmpty())
                        .getFirst()
                        .event();
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
            server.createContext("/v1/chat/completions", PlaygroundIT::say);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode question = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            ASKED.add(question);
            String model = question.path("model").asText();
            if (model.equals("nobody")) {
                byte[] refusal = "{\"error\":{\"message\":\"There is no such model.\",\"code\":\"model_not_found\"}}"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(404, refusal.length);
                exchange.getResponseBody().write(refusal);
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            chunk(out, model, "I am ", null);
            if (model.equals("broken")) {
                return;
            }
            chunk(out, model, model + ".", null);
            chunk(out, model, null, "stop");
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void chunk(OutputStream out, String model, @Nullable String piece, @Nullable String finish)
            throws IOException {
        Map<String, Object> choice = new HashMap<>();
        choice.put("index", 0);
        choice.put("delta", piece == null ? Map.of() : Map.of("content", piece));
        choice.put("finish_reason", finish);
        out.write(("data: " + Json.text(Map.of("model", "checkpoint-" + model, "choices", List.of(choice))) + "\n\n")
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
