package dev.attune.registry;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.PromotionEvent.ChannelResumed;
import dev.attune.contracts.event.PromotionEvent.ChannelStopped;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.testing.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Back to what a channel served, and no answers at all. */
@QuarkusTest
@QuarkusTestResource(ArtifactsResource.class)
class ChannelIT {

    @Test
    void aRollbackLeadsToWhatWasServedBeforeAndASecondOneBack() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        rollBack(world, null, world.version()).statusCode(422).body("code", equalTo("rollback-nowhere"));
        world.promote(world.candidate).statusCode(201);

        rollBack(world, null, world.version())
                .statusCode(201)
                .body("checkpointId", equalTo(world.production))
                .body("reason", equalTo("Rolled back: it is rude"))
                .body("by", equalTo("p-1"));
        world.get(world.channelPath()).body("checkpointId", equalTo(world.production));
        rollBack(world, null, world.version()).statusCode(201).body("checkpointId", equalTo(world.candidate));
        rollBack(world, world.production, world.version()).statusCode(201);

        Eventually.holds(
                CanaryFixture.SOON,
                "all on the bus",
                () -> world.said(world.channel, Promoted.class).size() == 5);
        assertThat(world.said(world.channel, Promoted.class))
                .extracting(Promoted::checkpointId)
                .containsExactly(
                        world.production, world.candidate, world.production, world.candidate, world.production);
    }

    /** Somebody promoted meanwhile: whoever has not seen that decides again. */
    @Test
    void aRollbackThatRacesWithAPromotionIsRefused() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        long seen = world.version();
        world.promote(world.candidate).statusCode(201);

        rollBack(world, null, seen)
                .statusCode(409)
                .body("code", equalTo("channel-changed"))
                .body("detail", containsString("at version " + world.version()));

        world.get(world.channelPath()).body("checkpointId", equalTo(world.candidate));
    }

    @Test
    void aRollbackToWhatIsNotThereIsRefused() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        long version = world.version();
        rollBack(world, "base-0000000000000000", version).statusCode(404).body("code", equalTo("checkpoint-unknown"));
        rollBack(world, world.production, version).statusCode(409).body("code", equalTo("already-served"));
        rollBack(world, world.candidate, version)
                .statusCode(422)
                .body("detail", containsString("has never served " + world.candidate));
        var gone = Samples.base(Samples.id("base"));
        world.bus.send(gone);
        world.await("/api/checkpoints/" + gone.checkpointId(), "checkpointId", gone.checkpointId());
        world.promote(gone.checkpointId()).statusCode(201);
        world.promote(world.production).statusCode(201);
        rollBack(world, null, world.version())
                .statusCode(422)
                .body("code", equalTo("checkpoint-erased"))
                .body("detail", containsString("no longer in the store"));
        world.get(world.channelPath()).body("checkpointId", equalTo(world.production));
    }

    @Test
    void aStoppedChannelStaysSoUntilItIsResumedAndItsCanaryIsOver() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        world.start(0.5, Map.of());

        world.post(world.channelPath() + "/stop", Map.of("reason", "it insults people"))
                .statusCode(200)
                .body("stopped.reason", equalTo("it insults people"))
                .body("canaryId", equalTo(null));
        world.post(world.channelPath() + "/stop", Map.of("reason", "again"))
                .statusCode(200)
                .body("stopped.reason", equalTo("it insults people"));
        world.get(world.canaryPath())
                .body("end.outcome", equalTo("superseded"))
                .body("end.reason", equalTo("The channel was stopped: it insults people"));
        world.want(world.candidate, 0.5, world.version(), Map.of())
                .statusCode(409)
                .body("code", equalTo("channel-stopped"));
        world.post(world.channelPath() + "/resumption", Map.of("reason", "rolled back"))
                .statusCode(200)
                .body("stopped", equalTo(null));
        world.post("/api/channels/nowhere/stop", Map.of("reason", "why not"))
                .statusCode(404)
                .body("code", equalTo("channel-unknown"));

        Eventually.holds(
                CanaryFixture.SOON,
                "the resumption on the bus",
                () -> !world.said(world.channel + ".stop", ChannelResumed.class).isEmpty());
        assertThat(world.said(world.channel + ".stop", ChannelStopped.class))
                .extracting(ChannelStopped::reason)
                .isEqualTo(List.of("it insults people"));
    }

    private static ValidatableResponse rollBack(CanaryFixture world, @Nullable String to, long version) {
        Map<String, Object> body = new HashMap<>(Map.of("version", version, "reason", "it is rude"));
        if (to != null) {
            body.put("checkpointId", to);
        }
        return world.post(world.channelPath() + "/rollback", body);
    }
}
