package dev.attune.registry.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A project with gates, a base that the guarded channel serves, and checkpoints of the project. */
final class GateWorld {

    static final Duration SOON = Duration.ofSeconds(60);
    static final String CHANNEL = GuardedChannel.CHANNEL;

    final TestBus bus = new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    final String project = "project-" + UUID.randomUUID().toString().substring(0, 8);
    final CheckpointPublished base = checkpoint(Kind.BASE, null);

    /** Serves the base. */
    GateWorld() {
        publish(base);
        promote(base.checkpointId()).statusCode(201);
    }

    GateWorld gates(String policy) {
        as("engineer", "engineer")
                .contentType("application/json")
                .body("{\"policy\": " + policy + ", \"reason\": \"a test\"}")
                .put("/api/gates/" + project)
                .then()
                .statusCode(200);
        return this;
    }

    void publish(CheckpointPublished checkpoint) {
        bus.send(checkpoint);
        Eventually.holds(
                SOON,
                checkpoint.checkpointId() + " is known",
                () -> as("engineer", "engineer")
                                .get("/api/checkpoints/" + checkpoint.checkpointId())
                                .statusCode()
                        == 200);
    }

    /** A checkpoint of the project, published. */
    CheckpointPublished candidate() {
        CheckpointPublished candidate = checkpoint(Kind.ADAPTER, base.checkpointId());
        publish(candidate);
        return candidate;
    }

    CheckpointPublished checkpoint(Kind kind, @Nullable String of) {
        String sha = UUID.randomUUID().toString().replace("-", "").repeat(2);
        Artifact artifact = new Artifact("attune:sha256/" + sha, sha, 42);
        Lineage lineage = new Lineage(
                "run-1",
                "ppo",
                of == null ? List.of() : List.of(of),
                List.of(),
                7,
                kind == Kind.BASE ? Map.of() : Map.of(Lineage.PROJECT, project),
                "test",
                "x86-64, 2 cores, cpu, float32");
        String id = CheckpointPublished.idOf(kind, artifact);
        return new CheckpointPublished(
                id, id, kind, of, artifact, "cd".repeat(32), lineage, Map.of(), Instant.parse("2026-11-29T12:00:00Z"));
    }

    /** The job that asked for a checkpoint's measurement; waits for it. */
    <J extends JobEvent> J job(Class<J> type, int count) {
        Eventually.holds(
                SOON, count + " " + type.getSimpleName(), () -> jobs(type).size() >= count);
        assertThat(jobs(type)).hasSize(count);
        return jobs(type).getLast();
    }

    <J extends JobEvent> List<J> jobs(Class<J> type) {
        return bus.events(Topics.JOBS).stream()
                .map(received -> received.event())
                .filter(type::isInstance)
                .map(type::cast)
                .filter(job -> job.toString().contains(project))
                .toList();
    }

    GateMeasured measured(String runId, CheckpointPublished of, String opponent, GateKind kind, GateOutcome outcome) {
        return new GateMeasured(
                GateMeasured.idOf(runId, kind),
                runId,
                project,
                of.checkpointId(),
                opponent,
                kind,
                outcome,
                new Interval(0.6, 0.55, 0.65),
                0.5,
                200,
                Map.of(),
                kind.text() + " says so.",
                null,
                Instant.now());
    }

    void say(Event... events) {
        bus.send(events);
    }

    /** The newest attempt of the project is of this state. */
    void await(AttemptState state) {
        Eventually.holds(
                SOON,
                "the attempt is " + state,
                () -> state.name().equals(attempts().extract().jsonPath().getString("[0].attempt.state")));
    }

    ValidatableResponse attempts() {
        return as("reviewer", "reviewer")
                .get("/api/gates/" + project + "/attempts")
                .then();
    }

    ValidatableResponse promote(String checkpointId) {
        return as("engineer", "engineer")
                .contentType("application/json")
                .body(Map.of("channel", CHANNEL, "checkpointId", checkpointId, "reason", "a test wants it"))
                .post("/api/promotions")
                .then();
    }

    /** What the channel serves. */
    String served() {
        return as("engineer", "engineer")
                .get("/api/channels/" + CHANNEL)
                .then()
                .statusCode(200)
                .extract()
                .path("checkpointId");
    }

    void awaitServed(CheckpointPublished checkpoint) {
        Eventually.holds(
                SOON, checkpoint.checkpointId() + " is served", () -> served().equals(checkpoint.checkpointId()));
    }

    /** Promotions of a checkpoint to the channel, on the bus. */
    List<Promoted> promotionsOf(CheckpointPublished checkpoint) {
        return bus.events(Topics.PROMOTIONS).stream()
                .map(received -> received.event())
                .filter(Promoted.class::isInstance)
                .map(Promoted.class::cast)
                .filter(promoted -> promoted.channel().equals(CHANNEL)
                        && promoted.checkpointId().equals(checkpoint.checkpointId()))
                .toList();
    }

    /** What was said on a topic under a key. */
    static List<Event> said(String topic, String key) {
        return new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class))
                .events(topic, key).stream().map(received -> received.event()).toList();
    }

    static RequestSpecification as(String person, String role) {
        return given().auth().oauth2(TestTokens.tokenOf(person, Map.of(), role));
    }
}
