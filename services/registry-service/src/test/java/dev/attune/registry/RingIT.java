package dev.attune.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RingIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @Test
    void showsACheckpointWithItsLineageAndAncestors() {
        String base = Samples.id("base");
        String adapter = Samples.id("adapter");
        bus.send(Samples.base(base), Samples.adapter(adapter, base));
        awaitCheckpoint(adapter);

        get("/api/checkpoints/" + adapter)
                .body("kind", equalTo("ADAPTER"))
                .body("lineage.parents", equalTo(List.of(base)))
                .body("lineage.inputs[0].until", equalTo(200))
                .body("createdAt", equalTo("2026-11-22T12:01:00Z"));
        get("/api/checkpoints/" + adapter + "/lineage")
                .body("checkpointId", equalTo(List.of(adapter, base)))
                .body("distance", equalTo(List.of(0, 1)))
                .body("[1].checkpoint.kind", equalTo("BASE"));
        get("/api/checkpoints?kind=BASE").body("checkpointId", hasItem(base));
    }

    @Test
    void showsARunWithTheCourseOfItsMetrics() {
        String run = Samples.id("run");
        bus.send(
                new RunEvent.RunStarted(run, "ppo", Map.of("seed", 7), List.of(), Samples.NOON),
                new RunEvent.RunProgressed(run, "ppo", 1, 2, Map.of("kl", 0.5), Samples.NOON.plusSeconds(1)),
                new RunEvent.RunProgressed(run, "ppo", 2, 2, Map.of("kl", 0.75), Samples.NOON.plusSeconds(2)),
                new RunEvent.RunFinished(run, "ppo", "adapter-1", Map.of(), 2, 900, Samples.NOON.plusSeconds(3)));
        awaitBody("/api/runs/" + run, "run.state", "FINISHED");

        get("/api/runs/" + run)
                .body("series.kl.value", equalTo(List.of(0.5f, 0.75f)))
                .body("run.checkpointId", equalTo("adapter-1"))
                .body("run.step", equalTo(2));
    }

    @Test
    void keepsSomeOfTheAnswersThatAPolicyGaveAndWhyItsRunEndedEarly() {
        String run = Samples.id("run");
        bus.send(new RunEvent.RunStarted(run, "ppo", Map.of("maxKl", 2.0), List.of(), Samples.NOON));
        for (int step = 1; step <= 200; step++) {
            RunEvent.Sample sample = new RunEvent.Sample("Say hello", "hello " + step, 0.5, Map.of("kl", 0.25));
            bus.send(new RunEvent.AnswersSampled(run, "ppo", step, "ROLLOUT", List.of(sample), Samples.NOON));
        }
        bus.send(new RunEvent.RunFinished(
                run, "ppo", "adapter-1", Map.of(), 2, 900, Samples.NOON.plusSeconds(3), "kl: 3.1 is above 2.0"));
        awaitBody("/api/runs/" + run, "run.state", "FINISHED");

        get("/api/runs/" + run)
                .body("run.stopReason", equalTo("kl: 3.1 is above 2.0"))
                .body("run.startedAt", equalTo("2026-11-22T12:00:00Z"))
                .body("run.endedAt", equalTo("2026-11-22T12:00:03Z"));
        List<Integer> steps = given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/runs/" + run + "/samples")
                .then()
                .body("[0].answers[0].answer", equalTo("hello 1"))
                .extract()
                .path("step");
        assertThat(steps).startsWith(1).endsWith(200).isSorted().hasSizeBetween(32, 64);
    }

    @Test
    void promotesByItselfOnceAndTellsTheBus() {
        String base = promotedBase();
        String adapter = Samples.id("adapter");
        WinRateMeasured evaluation = Samples.evaluation(adapter, base, 0.62);
        // The evaluation overtakes its checkpoint: topics have no order among each other.
        bus.sendWithId(evaluation, adapter + "-evaluated");
        bus.sendWithId(evaluation, adapter + "-evaluated");
        bus.send(Samples.adapter(adapter, base));
        awaitServing("production", adapter);

        Promoted promoted = Eventually.get(
                SOON,
                "the promotion on the bus",
                () -> promotions("production").stream()
                        .filter(each -> each.checkpointId().equals(adapter))
                        .findFirst());
        assertThat(promoted.previousCheckpointId()).isEqualTo(base);
        assertThat(promoted.by()).isEqualTo("policy:win-rate");
        assertThat(promoted.reason()).contains("judged by judge", base + ", which production served", "independent");
        bus.send(evaluation);
        String last = Samples.id("base");
        bus.send(Samples.base(last));
        awaitCheckpoint(last);
        assertThat(promotions("production"))
                .filteredOn(each -> each.checkpointId().equals(adapter))
                .hasSize(1);
        get("/api/checkpoints/" + adapter)
                .body("evaluations", hasSize(1))
                .body("evaluations[0].decision", equalTo("PROMOTED"))
                .body("channels", equalTo(List.of("production")));
    }

    @Test
    void keepsWhatIsServedWhenTheLowerBoundIsTooLow() {
        String base = promotedBase();
        String adapter = Samples.id("adapter");
        WinRateMeasured evaluation = Samples.evaluation(adapter, base, 0.45);
        bus.send(Samples.adapter(adapter, base), evaluation);
        awaitBody("/api/evaluations?checkpointId=" + adapter, "[0].decision", "BELOW_THRESHOLD");
        awaitServing("production", base);
    }

    @Test
    void doesNotPromoteOnTheWordOfARewardModelThatTrainedAnAncestor() {
        String base = promotedBase();
        String reward = Samples.id("reward");
        CheckpointPublished first = Samples.checkpoint(Samples.id("adapter"), Kind.ADAPTER, reward, Samples.NOON);
        CheckpointPublished second =
                Samples.checkpoint(Samples.id("adapter"), Kind.ADAPTER, first.checkpointId(), Samples.NOON);
        bus.send(first, second, Samples.evaluation(second.checkpointId(), base, 0.9, "reward-model:" + reward));
        awaitBody("/api/evaluations?checkpointId=" + second.checkpointId(), "[0].decision", "JUDGE_NOT_INDEPENDENT");
        awaitServing("production", base);
    }

    @Test
    void aPromotionCountsAlsoWhenAClockWasAheadAtTheOneBefore() {
        String first = Samples.id("base");
        String second = Samples.id("base");
        String channel = "clock-" + System.nanoTime();
        Instant ahead = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
        bus.send(
                Samples.base(first),
                Samples.base(second),
                new Promoted(channel, first, null, "by a clock that is fast", "operator", ahead));
        awaitServing(channel, first);
        awaitCheckpoint(second);

        promote(channel, second).statusCode(201);

        awaitServing(channel, second);
        promote(channel, second).statusCode(200);
        promote(channel, first).statusCode(201);
        Eventually.holds(
                SOON,
                "three promotions, each later than the one before",
                () -> promotions(channel).stream()
                        .map(Promoted::at)
                        .toList()
                        .equals(List.of(ahead, ahead.plusNanos(1_000), ahead.plusNanos(2_000))));
    }

    @Test
    void refusesACheckpointThatIsNotNamedByItsContentOrReplacesAnother() {
        CheckpointPublished real = Samples.base(Samples.id("base"));
        String wrong = Samples.id("base");
        CheckpointPublished misnamed = renamed(real, wrong, real.tokenizerSha256());
        bus.send(real, misnamed, renamed(real, real.checkpointId(), "ef".repeat(32)));
        String last = Samples.id("base");
        bus.send(Samples.base(last));
        awaitCheckpoint(last);

        given().auth()
                .oauth2(TestTokens.token("reviewer"))
                .get("/api/checkpoints/" + wrong)
                .then()
                .statusCode(404);
        get("/api/checkpoints/" + real.checkpointId()).body("tokenizerSha256", equalTo(real.tokenizerSha256()));
        assertThat(bus.records(Topics.deadLetters(Topics.CHECKPOINTS), wrong)).hasSize(1);
        assertThat(bus.records(Topics.deadLetters(Topics.CHECKPOINTS), real.checkpointId()))
                .hasSize(1);
    }

    private static CheckpointPublished renamed(CheckpointPublished of, String id, String tokenizer) {
        return new CheckpointPublished(
                id,
                of.name(),
                of.kind(),
                of.baseCheckpointId(),
                of.artifact(),
                tokenizer,
                of.lineage(),
                of.metrics(),
                of.createdAt());
    }

    @Test
    void putsWhatItCannotReadAsideAndGoesOn() {
        String key = Samples.id("broken");
        bus.sendRaw(Topics.CHECKPOINTS, key, "{\"no\":\"event\"}");
        String base = Samples.id("base");
        bus.send(Samples.base(base));
        awaitCheckpoint(base);

        var letters = bus.records(Topics.deadLetters(Topics.CHECKPOINTS), key);
        assertThat(letters).hasSize(1);
        String reason = new String(
                letters.getFirst().headers().lastHeader(DeadLetters.REASON).value(), StandardCharsets.UTF_8);
        assertThat(reason).contains("is no CloudEvent");
    }

    @Test
    void takesNotesOfAPromotionThatSomeoneElsePublished() {
        String channel = Samples.id("channel");
        bus.send(new Promoted(channel, "base-1", null, "first start", "p-2", Samples.NOON));
        awaitServing(channel, "base-1");
    }

    @Test
    void anEngineersPromotionIsPublishedOnce() {
        String channel = Samples.id("channel");
        String base = Samples.id("base");
        bus.send(Samples.base(base));
        awaitCheckpoint(base);
        promote(channel, base).statusCode(201).body("by", equalTo("p-1"));
        promote(channel, base).statusCode(200);
        Eventually.holds(
                SOON, "the promotion on the bus", () -> !promotions(channel).isEmpty());
        assertThat(promotions(channel)).hasSize(1);
    }

    private String promotedBase() {
        CheckpointPublished base = Samples.base(Samples.id("base"));
        bus.send(base);
        awaitCheckpoint(base.checkpointId());
        promote("production", base.checkpointId()).statusCode(201);
        return base.checkpointId();
    }

    private static ValidatableResponse promote(String channel, String checkpointId) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(Map.of("channel", channel, "checkpointId", checkpointId, "reason", "a test wants it"))
                .post("/api/promotions")
                .then();
    }

    private List<Promoted> promotions(String channel) {
        return bus.records(Topics.PROMOTIONS, channel).stream()
                .map(record -> (Promoted) EventReader.read(record).event())
                .toList();
    }

    private static void awaitCheckpoint(String id) {
        Eventually.holds(
                SOON,
                "checkpoint " + id,
                () -> given().auth()
                                .oauth2(TestTokens.token("reviewer"))
                                .get("/api/checkpoints/" + id)
                                .statusCode()
                        == 200);
    }

    private static void awaitServing(String channel, String checkpointId) {
        awaitBody("/api/promotions", "find { it.channel == '" + channel + "' }?.checkpointId", checkpointId);
    }

    private static void awaitBody(String path, String field, String value) {
        Eventually.holds(SOON, path + " " + field + " = " + value, () -> {
            var response = given().auth().oauth2(TestTokens.token("reviewer")).get(path);
            return response.statusCode() == 200 && value.equals(response.path(field));
        });
    }

    private static ValidatableResponse get(String path) {
        return given().auth()
                .oauth2(TestTokens.token("reviewer"))
                .get(path)
                .then()
                .statusCode(200);
    }
}
