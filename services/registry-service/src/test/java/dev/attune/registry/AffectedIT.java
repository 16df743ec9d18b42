package dev.attune.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Which checkpoints may have learnt from preferences that were taken back. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class AffectedIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DATA = "ef".repeat(32);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    private static CheckpointPublished made(
            Kind kind, @Nullable String base, List<String> parents, long until, Map<String, Object> configuration) {
        String sha = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        Artifact artifact = new Artifact("attune:sha256/" + sha, sha, 42);
        String recipe = kind == Kind.REWARD_MODEL ? "reward" : configuration.containsKey("dataSha256") ? "dpo" : "ppo";
        List<Lineage.OffsetRange> inputs = kind == Kind.REWARD_MODEL
                ? List.of(new Lineage.OffsetRange("attune.preferences", 0, 0, until))
                : List.of();
        Lineage lineage =
                new Lineage("run-" + sha.substring(0, 8), recipe, parents, inputs, 7, configuration, "test", "any");
        String id = CheckpointPublished.idOf(kind, artifact);
        return new CheckpointPublished(
                id, id, kind, base, artifact, "cd".repeat(32), lineage, Map.of(), Samples.NOON.plusSeconds(until));
    }

    /** A record on the topic; returns the offset after it. */
    private long preference(Instant time) {
        String item = "item-" + UUID.randomUUID();
        bus.sendAt(new PreferenceRetracted(item, "test"), time);
        return bus.records(Topics.PREFERENCES, item).getLast().offset() + 1;
    }

    private void awaitCheckpoint(String id) {
        Eventually.holds(
                SOON,
                "the checkpoint " + id,
                () -> given().auth()
                                .oauth2(TestTokens.token("engineer"))
                                .get("/api/checkpoints/" + id)
                                .statusCode()
                        == 200);
    }

    private static boolean promoted(String channel) {
        return !given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/promotions/" + channel)
                .jsonPath()
                .getList("$")
                .isEmpty();
    }

    private static JsonPath affected(String query) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/checkpoints/affected?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void namesWhatFrozeAfterTheFirstRecordAndBeforeTheLastWasTakenBackWithAllThatCameOfIt() {
        CheckpointPublished start = made(Kind.BASE, null, List.of(), 0, Map.of());
        String base = start.checkpointId();
        Instant since = Instant.now().plusSeconds(20);
        long before = preference(since.minusMillis(1));
        long during = preference(since.plusMillis(1));

        CheckpointPublished early = made(Kind.REWARD_MODEL, base, List.of(base), before, Map.of("epochs", 1));
        CheckpointPublished late = made(Kind.REWARD_MODEL, base, List.of(base), during, Map.of("epochs", 2));
        CheckpointPublished policy =
                made(Kind.ADAPTER, base, List.of(base, late.checkpointId(), base), 1, Map.of("steps", 3));
        CheckpointPublished next = made(
                Kind.ADAPTER, base, List.of(base, late.checkpointId(), policy.checkpointId()), 2, Map.of("steps", 4));
        CheckpointPublished clean = made(Kind.ADAPTER, base, List.of(base, early.checkpointId(), base), 3, Map.of());
        CheckpointPublished ofData =
                made(Kind.ADAPTER, base, List.of(base), 4, Map.of("dataSha256", DATA, "beta", 0.1));
        bus.send(start, early, late, policy, next, clean, ofData);
        bus.send(new Promoted("affected-test", next.checkpointId(), null, "by hand", "somebody", Samples.NOON));
        for (CheckpointPublished one : List.of(early, late, policy, next, clean, ofData)) {
            awaitCheckpoint(one.checkpointId());
        }
        Eventually.holds(SOON, "the promotion", () -> promoted("affected-test"));

        JsonPath found = affected("since=" + since + "&data=" + DATA);
        List<String> ids = found.getList("checkpointId");
        assertThat(ids)
                .contains(late.checkpointId(), policy.checkpointId(), next.checkpointId(), ofData.checkpointId())
                .doesNotContain(early.checkpointId(), clean.checkpointId(), base);
        String reward = "find {it.checkpointId == '" + late.checkpointId() + "'}";
        assertThat(found.getBoolean(reward + ".direct")).isTrue();
        assertThat(found.getString(reward + ".again.recipe")).isEqualTo("reward");
        assertThat(found.getString(reward + ".again.policyCheckpointId")).isEqualTo(base);
        assertThat(found.getInt(reward + ".again.configuration.epochs")).isEqualTo(2);
        String child = "find {it.checkpointId == '" + next.checkpointId() + "'}";
        assertThat(found.getBoolean(child + ".direct")).isFalse();
        assertThat(found.<String>getList(child + ".through"))
                .containsExactlyInAnyOrder(late.checkpointId(), policy.checkpointId());
        assertThat(found.<String>getList(child + ".channels")).containsExactly("affected-test");
        assertThat(found.getString(child + ".again.policyCheckpointId"))
                .as("not the one that is affected itself")
                .isEqualTo(base);
        assertThat(found.getString(child + ".again.needs")).isEqualTo("reward-model");
        String direct = "find {it.checkpointId == '" + ofData.checkpointId() + "'}";
        assertThat(found.getString(direct + ".again.needs")).isEqualTo("data");
        assertThat(found.getMap(direct + ".again.configuration")).doesNotContainKey("dataSha256");

        assertThat(affected("since=" + since.plusSeconds(60)).<String>getList("checkpointId"))
                .doesNotContain(late.checkpointId());
    }

    @Test
    void whatFrozeAfterAllWasTakenBackIsClean() {
        CheckpointPublished start = made(Kind.BASE, null, List.of(), 0, Map.of());
        String base = start.checkpointId();
        Instant since = Instant.now().minusSeconds(600);
        long end = preference(Instant.now());
        CheckpointPublished later = made(Kind.REWARD_MODEL, base, List.of(base), end, Map.of());
        bus.send(start, later);
        awaitCheckpoint(later.checkpointId());

        assertThat(affected("since=" + since).<String>getList("checkpointId")).contains(later.checkpointId());
        assertThat(affected("since=" + since + "&until=" + since.plusSeconds(1)).<String>getList("checkpointId"))
                .doesNotContain(later.checkpointId());
    }

    @Test
    void refusesWhatIsNoTime() {
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/checkpoints/affected?since=yesterday")
                .then()
                .statusCode(422);
    }
}
