package dev.attune.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.Scratch;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** What learnt from a person who was erased: found, named, and made again without. */
@QuarkusTest
@QuarkusTestResource(ArtifactsResource.class)
class ErasureIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    private final DirectoryArtifactStore store = new DirectoryArtifactStore(
            Path.of(ConfigProvider.getConfig().getValue(ArtifactsResource.DIRECTORY, String.class)));
    private final String administrator = TestTokens.token("administrator");

    private final String erasure = UUID.randomUUID().toString();
    private final String theirs = "item-" + UUID.randomUUID();
    private final String others = "item-" + UUID.randomUUID();
    private final String rating = UUID.randomUUID().toString();
    private CheckpointPublished base;
    private CheckpointPublished reward;
    private CheckpointPublished clean;
    private CheckpointPublished policy;
    private CheckpointPublished ofFile;

    @BeforeEach
    void checkpointsThatLearntAndOneThatDidNot() throws IOException {
        base = published(Kind.BASE, "base", List.of(), Map.of());
        String tainted = snapshot(theirs, theirs + "/0-2", others, others + "/edit/" + rating + "/1");
        Map<String, Object> settings = new HashMap<>(Configurations.asMap(RewardModelConfig.defaults()));
        settings.put("epochs", 3);
        settings.put(Lineage.DATA, tainted);
        reward = published(Kind.REWARD_MODEL, "reward", List.of(base.checkpointId()), settings);
        clean = published(
                Kind.REWARD_MODEL, "reward", List.of(base.checkpointId()), Map.of(Lineage.DATA, snapshot(others)));
        policy = published(
                Kind.ADAPTER,
                "ppo",
                List.of(base.checkpointId(), reward.checkpointId()),
                Configurations.asMap(PpoConfig.defaults()));
        Path file = Scratch.folder("attune-erased-file");
        Files.writeString(file.resolve("data.jsonl"), "{\"prompt\": \"" + erasure + "\"}");
        ofFile = published(
                Kind.ADAPTER,
                "dpo",
                List.of(base.checkpointId()),
                Map.of("beta", 0.1, Lineage.DATA, store.publish(file).sha256()));
        bus.send(base, reward, clean, policy, ofFile);
        for (CheckpointPublished one : List.of(reward, clean, policy, ofFile)) {
            Eventually.holds(SOON, "the checkpoint", () -> get("/api/checkpoints/" + one.checkpointId()) == 200);
        }
    }

    @Test
    void namesWhatLearntFromThePersonAndErasesWhatWasKept() throws IOException {
        JsonPath report = apply().statusCode(200).extract().jsonPath();
        assertThat(report.getInt("records"))
                .as("two of their item, one that they wrote")
                .isEqualTo(3);
        assertThat(report.getList("found.checkpointId"))
                .containsExactlyInAnyOrder(reward.checkpointId(), ofFile.checkpointId());
        assertThat(report.getList("affected.checkpointId"))
                .containsExactlyInAnyOrder(reward.checkpointId(), policy.checkpointId(), ofFile.checkpointId());
        assertThat(report.getBoolean("affected.find {it.checkpointId == '" + policy.checkpointId() + "'}.direct"))
                .isFalse();
        assertThat(store.hasErased(data(reward))).isTrue();
        assertThat(store.hasErased(data(ofFile))).isTrue();
        assertThat(store.holds(data(clean))).isTrue();
        String exclusion = report.getString("exclusionSha256");
        assertThat(Files.readAllLines(store.fetch(new Artifact("attune:sha256/x", exclusion, 0))
                        .resolve("exclusions.txt")))
                .containsExactlyInAnyOrder(
                        "id-" + theirs, "id-" + theirs + "/0-2", "id-" + others + "/edit/" + rating + "/1");
        JsonPath again = apply().statusCode(200).extract().jsonPath();
        assertThat(again.getString("exclusionSha256")).as("once").isEqualTo(exclusion);
        given().auth()
                .oauth2(administrator)
                .get("/api/checkpoints/" + reward.checkpointId() + "/card")
                .then()
                .body("learntFrom[0].state", equalTo("ERASED"));
    }

    @Test
    void makesAPolicyAgainAfterItsRewardModelWithoutTheirRecords() throws IOException {
        String exclusion = apply().extract().path("exclusionSha256");
        JsonPath asked = train(policy, null).statusCode(200).extract().jsonPath();
        assertThat(asked.getList("trainings.checkpointId"))
                .containsExactly(reward.checkpointId(), policy.checkpointId());
        String first = asked.getString("trainings[0].runId");
        assertThat(asked.getString("trainings[1].runId")).as("it waits").isNull();
        RewardModelRequested job = (RewardModelRequested) job(first);
        assertThat(job.exclusionSha256()).isEqualTo(exclusion);
        assertThat(job.baseCheckpointId()).isEqualTo(base.checkpointId());
        assertThat(Configurations.asMap(job.configuration()))
                .isEqualTo(reward.lineage().settings());
        train(policy, null).statusCode(200).body("trainings[0].runId", equalTo(first));

        CheckpointPublished made = published(
                Kind.REWARD_MODEL,
                "reward",
                List.of(base.checkpointId()),
                Map.of(Lineage.DATA, snapshot(others), Lineage.EXCLUSIONS, exclusion));
        bus.send(
                made,
                new RunStarted(first, "reward", Map.of(), List.of(), Instant.now()),
                new RunFinished(first, "reward", made.checkpointId(), Map.of(), 2, 9, Instant.now()));
        String second = Eventually.get(
                SOON,
                "the policy's run",
                () -> java.util.Optional.ofNullable(report().getString("trainings[1].runId")));
        PolicyRequested next = (PolicyRequested) job(second);
        assertThat(next.rewardModelCheckpointId()).isEqualTo(made.checkpointId());
        assertThat(next.policyCheckpointId()).isEqualTo(base.checkpointId());
        assertThat(Configurations.asMap(next.configuration()))
                .isEqualTo(policy.lineage().settings());
        JsonPath report = report();
        assertThat(report.getString("trainings[0].newCheckpointId")).isEqualTo(made.checkpointId());
        assertThat(report.getInt("trainings[0].proof.records")).isEqualTo(1);
        assertThat(report.getInt("trainings[0].proof.inBoth")).isZero();
        assertThat(jobs(first)).hasSize(1);
        assertThat(jobs(second)).hasSize(1);
    }

    @Test
    void refusesWhatNeedsNothingOrCannotBe() {
        apply().statusCode(200);
        train(clean, null).statusCode(422).body("code", equalTo("not-affected"));
        train(ofFile, null).statusCode(422).body("code", equalTo("data-missing"));
        train(ofFile, "0".repeat(64)).statusCode(404).body("code", equalTo("artifact-unknown"));
        assertThat(get("/api/erasures/" + UUID.randomUUID())).isEqualTo(404);
        given().auth()
                .oauth2(administrator)
                .contentType(ContentType.JSON)
                .body(Map.of("erasure", erasure))
                .post("/api/erasures")
                .then()
                .statusCode(400);
    }

    private static String data(CheckpointPublished one) {
        return one.lineage().kept(Lineage.DATA).orElseThrow();
    }

    private ValidatableResponse apply() {
        return given().auth()
                .oauth2(administrator)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "erasure",
                        erasure,
                        "pseudonym",
                        "p-gone",
                        "items",
                        List.of(theirs),
                        "ratings",
                        List.of(rating),
                        "snapshots",
                        List.of(data(ofFile))))
                .post("/api/erasures")
                .then();
    }

    private ValidatableResponse train(CheckpointPublished one, @Nullable String data) {
        Map<String, Object> body = new HashMap<>(Map.of("checkpointId", one.checkpointId()));
        if (data != null) {
            body.put("dataSha256", data);
        }
        return given().auth()
                .oauth2(administrator)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/erasures/" + erasure + "/training")
                .then();
    }

    private JsonPath report() {
        return given().auth()
                .oauth2(administrator)
                .get("/api/erasures/" + erasure)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private int get(String path) {
        return given().auth().oauth2(administrator).get(path).statusCode();
    }

    private List<ReceivedEvent> jobs(String run) {
        return bus.events(Topics.JOBS, run);
    }

    private JobEvent job(String run) {
        return (JobEvent)
                Eventually.get(SOON, "the job", () -> jobs(run).stream().findFirst())
                        .event();
    }

    private CheckpointPublished published(
            Kind kind, String recipe, List<String> parents, Map<String, Object> configuration) throws IOException {
        Path folder = Scratch.folder("attune-erased-checkpoint");
        Files.writeString(folder.resolve("unique"), UUID.randomUUID().toString());
        Artifact artifact = store.publish(folder);
        String id = CheckpointPublished.idOf(kind, artifact);
        return new CheckpointPublished(
                id,
                id,
                kind,
                parents.isEmpty() ? null : parents.getFirst(),
                artifact,
                "cd".repeat(32),
                new Lineage("run-" + id, recipe, parents, List.of(), 7, configuration, "test", "any"),
                Map.of(),
                Samples.NOON);
    }

    /** As a worker keeps preferences of these keys. */
    private String snapshot(String... keys) throws IOException {
        Path folder = Scratch.folder("attune-erased-data");
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            lines.add(Json.text(Map.of(
                    "topic",
                    Topics.PREFERENCES,
                    "partition",
                    0,
                    "offset",
                    lines.size(),
                    "id",
                    "id-" + key,
                    "type",
                    "dev.attune.preferences.preference-settled.v1",
                    "data",
                    Map.of("itemId", key))));
        }
        Files.write(folder.resolve("events.jsonl"), lines);
        return store.publish(folder).sha256();
    }
}
