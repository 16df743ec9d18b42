package dev.attune.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Rating;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.Scratch;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** The card of a checkpoint, from the bus, the store of artifacts and people. */
@QuarkusTest
@QuarkusTestResource(ArtifactsResource.class)
class ModelCardIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PROJECT = "project-card";

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    private final DirectoryArtifactStore store = new DirectoryArtifactStore(
            Path.of(ConfigProvider.getConfig().getValue(ArtifactsResource.DIRECTORY, String.class)));

    private String run = "";
    private CheckpointPublished base;
    private CheckpointPublished reward;

    /** Three items: two that two people rated, one that one did, whose preference was taken back; and a rating of later. */
    @BeforeEach
    void aRewardModelOfThreeItems() throws IOException {
        run = "run-" + UUID.randomUUID();
        base = published(Kind.BASE, null, baseFiles(), List.of(), Map.of());
        List<Event> kept = new ArrayList<>();
        for (int item = 0; item < 3; item++) {
            kept.add(preference(item));
        }
        kept.add(new PreferenceRetracted(item(2), "test"));
        String data = snapshot(kept);
        reward = published(
                Kind.REWARD_MODEL,
                base.checkpointId(),
                weights(),
                List.of(base.checkpointId()),
                Map.of("epochs", 2, Lineage.DATA, data));
        bus.send(
                rating("a", 0, Verdict.LEFT, "p-rater-1"),
                rating("b", 0, Verdict.RIGHT, "p-rater-2"),
                rating("c", 1, Verdict.LEFT, "p-rater-1"),
                rating("d", 1, Verdict.LEFT, "p-rater-3"),
                rating("e", 1, Verdict.BOTH_BAD, "p-rater-4"),
                new RatingWithdrawn(
                        rating("e", 1, Verdict.BOTH_BAD, "p-rater-4").rating().ratingId(),
                        item(1),
                        "p-rater-4",
                        "a slip"));
        Instant begun = Instant.now();
        bus.sendAt(rating("late", 0, Verdict.TIE, "p-rater-9"), begun.plusSeconds(600));
        bus.send(
                base,
                new RunStarted(run, "reward", Map.of("epochs", 2), List.of(base.checkpointId()), begun),
                new RunFinished(run, "reward", reward.checkpointId(), Map.of(), 90, 700, begun.plusSeconds(90)),
                reward);
        Eventually.holds(
                SOON, "the reward model", () -> get(reward, "").extract().statusCode() == 200);
        Eventually.holds(
                SOON,
                "the run's end",
                () -> given().auth()
                        .oauth2(TestTokens.token("engineer"))
                        .get("/api/runs/" + run)
                        .body()
                        .asString()
                        .contains("FINISHED"));
    }

    @Test
    void countsDataAndRatersWithoutNamingThem() throws IOException {
        JsonPath card = get(reward, "/card").statusCode(200).extract().jsonPath();
        assertThat(card.getString("learntFrom[0].state")).isEqualTo("KEPT");
        String summary = "learntFrom[0].summary.";
        assertThat(card.getInt(summary + "records")).isEqualTo(4);
        assertThat(card.getInt(summary + "rows")).isEqualTo(2);
        assertThat(card.getInt(summary + "kinds.DECISIVE")).isEqualTo(2);
        assertThat(card.getInt(summary + "projects")).isEqualTo(1);
        assertThat(card.getInt(summary + "raters.ratings"))
                .as("without what was withdrawn, taken back or came later")
                .isEqualTo(4);
        assertThat(card.getInt(summary + "raters.raters")).isEqualTo(3);
        assertThat(card.getInt(summary + "raters.itemsOfSeveral")).isEqualTo(2);
        // Two items, of which one is agreed: coincidences o = {first/second 1+1, first/first 2}; n = (3, 1);
        // alpha = 1 - (4 - 1) * 2 / (2 * 3 * 1) = 0, worked out by hand.
        assertThat(card.getDouble(summary + "raters.alpha")).isCloseTo(0.0, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(card.getInt(summary + "raters.sources.page")).isEqualTo(4);
        assertThat(card.prettify()).doesNotContain("p-rater-1").doesNotContain("p-rater-2");

        assertThat(card.getDouble("deviceMinutes")).isEqualTo(1.5);
        assertThat(card.getString("base.licence")).isEqualTo("apache-2.0");
        assertThat(card.getString("files.architecture")).isEqualTo("LlamaForCausalLM");
        assertThat(card.getInt("files.parameters")).isEqualTo(6);
        assertThat(card.getInt("training.settings.epochs")).isEqualTo(2);
        assertThat(card.<String, Object>getMap("training.settings")).doesNotContainKey("dataSha256");
        assertThat(card.getString("figures[0].name")).isEqualTo("accuracy");
        assertThat(card.getFloat("figures[0].low")).isEqualTo(0.6f);
        assertThat(card.getInt("figures[0].n")).isEqualTo(40);
        assertThat(card.getString("figures[0].source")).isEqualTo(run);
        assertThat(card.<String, Object>getMap("statements")).isEmpty();

        String sha = reward.lineage().kept(Lineage.DATA).orElseThrow();
        store.erase(sha);
        JsonPath erased = get(reward, "/card").statusCode(200).extract().jsonPath();
        assertThat(erased.getString("learntFrom[0].state")).isEqualTo("ERASED");
        assertThat(erased.getInt(summary + "raters.raters"))
                .as("aggregates stay")
                .isEqualTo(3);
        assertThat(erased.<String>getList("limits"))
                .anySatisfy(limit -> assertThat(limit).contains("was erased: it cannot be made again"));
    }

    @Test
    void namesEvaluationsPromotionsAndParentsAndReadsAsMarkdown() {
        CheckpointPublished adapter = published(
                Kind.ADAPTER,
                base.checkpointId(),
                weights(),
                List.of(base.checkpointId(), reward.checkpointId()),
                Map.of());
        var evaluation = Samples.evaluation(adapter.checkpointId(), base.checkpointId(), 0.45);
        String channel = "card-" + UUID.randomUUID();
        bus.send(
                adapter,
                evaluation,
                new Promoted(channel, adapter.checkpointId(), null, "it is better", "p-eva", Samples.NOON));
        Eventually.holds(
                SOON,
                "the promotion",
                () -> get(adapter, "/card").extract().asString().contains(channel));
        get(adapter, "/card")
                .statusCode(200)
                .body("evaluations[0].evaluationId", equalTo(evaluation.evaluationId()))
                .body("promotions[0].by", equalTo("p-eva"))
                .body("learntFrom[0].checkpointId", equalTo(reward.checkpointId()))
                .body("limits", org.hamcrest.Matchers.hasItem(containsString("is not informative at this size")));
        String text = given().auth()
                .oauth2(TestTokens.token("annotator"))
                .accept("text/markdown")
                .get("/api/checkpoints/" + adapter.checkpointId() + "/card")
                .then()
                .statusCode(200)
                .contentType("text/markdown")
                .extract()
                .asString();
        assertThat(text)
                .startsWith("---\nbase_model: \"tiny\"\nbase_model_relation: ")
                .contains("model-index:")
                .contains(evaluation.evaluationId())
                .contains("```mermaid\ngraph LR")
                .contains("| Licence of the base | apache-2.0 |")
                .contains("| Intended tasks | not stated |");
    }

    @Test
    void takesWhatPeopleStateAndKeepsWhoDidSo() {
        state(reward, "engineer", Map.of("INTENDED_USES", " Short answers. ", "LICENCE", "mit"))
                .statusCode(200)
                .body("INTENDED_USES.text", equalTo("Short answers."));
        state(reward, "administrator", Map.of("LICENCE", "")).statusCode(200).body("LICENCE", equalTo(null));
        state(reward, "engineer", Map.of("INTENDED_USES", "Short answers.")).statusCode(200);
        get(reward, "/card").body("statements.INTENDED_USES.text", equalTo("Short answers."));
        assertThat(get(reward, "/card/statements").extract().jsonPath().<String>getList("field"))
                .as("newest first; the same words again are no statement")
                .containsExactly("LICENCE", "LICENCE", "INTENDED_USES");
    }

    @Test
    void refusesWhatIsNoStatement() {
        state(reward, "engineer", Map.of("CONFORMITY", "yes"))
                .statusCode(422)
                .body("code", equalTo("bad-statement"))
                .body("detail", containsString("Nothing called CONFORMITY can be stated"));
        state(reward, "engineer", Map.of("RISKS", "x".repeat(4001)))
                .statusCode(422)
                .body("code", equalTo("bad-statement"));
        state(reward, "engineer", Map.of()).statusCode(400);
        state(reward, "reviewer", Map.of("RISKS", "none")).statusCode(403);
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/checkpoints/nobody/card")
                .then()
                .statusCode(404)
                .body("code", equalTo("checkpoint-unknown"));
    }

    private ValidatableResponse get(CheckpointPublished checkpoint, String what) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/checkpoints/" + checkpoint.checkpointId() + what)
                .then();
    }

    private static ValidatableResponse state(CheckpointPublished checkpoint, String role, Map<String, String> texts) {
        return given().auth()
                .oauth2(TestTokens.token(role))
                .contentType(ContentType.JSON)
                .body(Map.of("statements", texts))
                .put("/api/checkpoints/" + checkpoint.checkpointId() + "/card/statements")
                .then();
    }

    private String item(int item) {
        return run + "-item-" + item;
    }

    private Candidate answer(int item, String side) {
        return new Candidate(
                item(item) + "/" + side,
                "An answer.",
                base.checkpointId(),
                new Candidate.Sampling(1, 1, 0, 16, 7),
                "stop");
    }

    private PreferenceSettled preference(int item) {
        return new PreferenceSettled(
                item(item),
                PROJECT,
                "prompt-" + item(item),
                List.of(Message.user("A question?")),
                answer(item, "0"),
                answer(item, "1"),
                Outcome.DECISIVE,
                1,
                1,
                1,
                2);
    }

    private RatingGiven rating(String id, int item, Verdict verdict, String annotator) {
        return new RatingGiven(new Rating(
                run + "-" + id,
                item(item),
                PROJECT,
                "prompt-" + item(item),
                List.of(Message.user("A question?")),
                answer(item, "0"),
                answer(item, "1"),
                verdict,
                verdict.decisive() ? 1 : 0,
                annotator,
                null,
                1000,
                "page",
                Samples.NOON,
                null));
    }

    private CheckpointPublished published(
            Kind kind,
            @Nullable String baseId,
            Artifact artifact,
            List<String> parents,
            Map<String, Object> configuration) {
        return new CheckpointPublished(
                CheckpointPublished.idOf(kind, artifact),
                kind == Kind.BASE ? "tiny" : kind.name().toLowerCase(java.util.Locale.ROOT),
                kind,
                baseId,
                artifact,
                "cd".repeat(32),
                new Lineage(
                        kind == Kind.REWARD_MODEL ? run : null,
                        kind == Kind.REWARD_MODEL ? "reward" : "test",
                        parents,
                        List.of(),
                        7,
                        configuration,
                        "test",
                        "any"),
                kind == Kind.REWARD_MODEL
                        ? Map.of("accuracy", 0.7, "accuracyLow", 0.6, "accuracyHigh", 0.8, "heldOutPairs", 40.0)
                        : Map.of(),
                Samples.NOON);
    }

    private Artifact baseFiles() throws IOException {
        Path folder = Scratch.folder("attune-card-base");
        Files.writeString(folder.resolve("config.json"), "{\"architectures\": [\"LlamaForCausalLM\"]}");
        Files.writeString(folder.resolve("README.md"), "---\nlicense: apache-2.0\n---\n# Tiny\n");
        Files.writeString(folder.resolve("unique"), run);
        return store.publish(folder);
    }

    /** A safetensors file of two tensors, of 2 x 2 and of 2. */
    private Artifact weights() {
        try {
            Path folder = Scratch.folder("attune-card-weights");
            byte[] header = ("{\"__metadata__\":{\"of\":\"" + UUID.randomUUID()
                            + "\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
                            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,24]}}")
                    .getBytes(StandardCharsets.UTF_8);
            ByteBuffer file = ByteBuffer.allocate(8 + header.length + 24).order(ByteOrder.LITTLE_ENDIAN);
            file.putLong(header.length).put(header);
            Files.write(folder.resolve("adapter_model.safetensors"), file.array());
            return store.publish(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As a worker keeps what it reads. */
    private String snapshot(List<Event> events) throws IOException {
        Path folder = Scratch.folder("attune-card-data");
        List<String> lines = new ArrayList<>();
        for (Event event : events) {
            lines.add(Json.text(Map.of(
                    "topic", "attune.preferences",
                    "partition", 0,
                    "offset", lines.size(),
                    "id", UUID.randomUUID().toString(),
                    "type", EventTypes.nameOf(event.getClass()),
                    "data", Json.MAPPER.valueToTree(event))));
        }
        Files.write(folder.resolve("events.jsonl"), lines);
        return store.publish(folder).sha256();
    }
}
