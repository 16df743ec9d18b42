package dev.attune.registry;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.ExchangeEvent.Arm;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.ExchangeEvent.Finish;
import dev.attune.contracts.event.FeedbackEvent.Reaction;
import dev.attune.contracts.event.PromotionEvent.CanaryEnded;
import dev.attune.contracts.event.PromotionEvent.CanaryOutcome;
import dev.attune.contracts.event.PromotionEvent.CanaryServed;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.testing.Eventually;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** Canaries from their start to what people make of them. */
@QuarkusTest
@QuarkusTestResource(ArtifactsResource.class)
class CanaryIT {

    private static final Map<String, Object> DEFAULTS = Map.of();

    @Test
    void oneThatPeopleLikeBetterIsPromotedAndTheBusIsTold() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        String canary = world.start(0.5, DEFAULTS);
        world.get(world.canaryPath())
                .body("settings.alpha", equalTo(0.05f))
                .body("settings.guardrails.longer", equalTo(1.5f))
                .body("figures.blocks", equalTo(0))
                .body("by", equalTo("p-1"));

        world.people(canary, 12, Reaction.DOWN, Reaction.UP);

        world.await(world.canaryPath(), "end?.outcome", "promoted");
        world.await(world.channelPath(), "checkpointId", world.candidate);
        world.get(world.canaryPath())
                .body("end.by", equalTo("policy:canary"))
                .body("end.reason", containsString("People like it better than " + world.production + ": +1.000"))
                .body("figures.difference", equalTo(1.0f))
                .body("figures.liked.production", equalTo(0.0f));
        world.get(world.channelPath())
                .body("previousCheckpointId", equalTo(world.production))
                .body("canaryId", equalTo(null));
        Eventually.holds(
                CanaryFixture.SOON,
                "both promotions on the bus",
                () -> world.said(world.channel, Promoted.class).size() == 2);
        CanaryServed served =
                world.said(world.channel + ".canary", CanaryServed.class).getFirst();
        assertThat(served.share()).isEqualTo(0.5);
        assertThat(served.productionId()).isEqualTo(world.production);
        CanaryEnded ended =
                world.said(world.channel + ".canary", CanaryEnded.class).getFirst();
        assertThat(ended.outcome()).isEqualTo(CanaryOutcome.PROMOTED);
        Promoted promoted = world.said(world.channel, Promoted.class).getLast();
        assertThat(promoted.by()).isEqualTo("policy:canary");
        assertThat(promoted.reason()).startsWith("Canary: People like it better");
    }

    @Test
    void oneThatPeopleLikeLessIsRolledBack() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        String canary = world.start(0.5, DEFAULTS);

        world.people(canary, 12, Reaction.UP, Reaction.REGENERATED);

        world.await(world.canaryPath(), "end?.outcome", "rolled-back");
        world.get(world.canaryPath()).body("end.reason", containsString("People like it less than"));
        world.get(world.channelPath()).body("checkpointId", equalTo(world.production));
        assertThat(world.said(world.channel, Promoted.class)).hasSize(1);
    }

    @Test
    void equalOnesRunToTheirEndAndTheChannelKeepsWhatItServes() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        String canary = world.start(0.5, Map.of("maxPeople", 20));

        world.people(canary, 10, Reaction.EDITED, Reaction.EDITED);

        world.await(world.canaryPath(), "end?.outcome", "kept");
        world.get(world.canaryPath())
                .body("end.reason", containsString("20 people have voted"))
                .body("end.reason", containsString("keeps " + world.production))
                .body("figures.voted.canary", equalTo(10));
        world.get(world.channelPath()).body("checkpointId", equalTo(world.production));
        world.get(world.canaryPath() + "/all").body("$", hasSize(1));
    }

    @Test
    void failuresInARowEndItAtOnce() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        String canary = world.start(0.5, Map.of("guardrails", Map.of("failuresInARow", 3)));

        world.exchange(canary, Arm.CANARY, 0.5, "one", Finish.FAILED, 0);
        world.exchange(canary, Arm.CANARY, 0.5, "one", Finish.FAILED, 0);
        world.exchange(canary, Arm.CANARY, 0.5, "one", Finish.STOP, 20);
        for (int i = 0; i < 3; i++) {
            world.exchange(canary, Arm.CANARY, 0.5, "one", Finish.FAILED, 0);
        }

        world.await(world.canaryPath(), "end?.outcome", "rolled-back");
        world.get(world.canaryPath()).body("end.reason", equalTo("3 of its answers failed one after the other."));
    }

    @Test
    void answersOfAThirdOfTheLengthAreHarmWhateverPeopleSay() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        String canary = world.start(0.5, Map.of("guardrails", Map.of("fullTokens", 100)));

        for (int i = 0; i < 150; i++) {
            world.exchange(canary, Arm.PRODUCTION, 0.5, "a" + i, Finish.STOP, 90);
            world.exchange(canary, Arm.CANARY, 0.5, "b" + i, Finish.STOP, 10);
        }

        world.await(world.canaryPath(), "end?.outcome", "rolled-back");
        world.get(world.canaryPath())
                .body("end.reason", containsString("answers are shorter"))
                .body("figures.harmed", equalTo(List.of("shorter")));
    }

    @Test
    void peopleWhoAreNotSharedOutAsSetEndItWithoutAConclusion() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        String canary = world.start(0.1, DEFAULTS);

        for (int i = 0; i < 40; i++) {
            world.exchange(canary, Arm.CANARY, 0.1, "a" + i, Finish.STOP, 20);
        }

        world.await(world.canaryPath(), "end?.outcome", "discarded");
        world.get(world.canaryPath()).body("end.reason", containsString("nothing can be concluded"));
    }

    /** Events that come twice, people who vote often, people who saw both arms, a last word. */
    @Test
    void aPersonCountsOnceAndInOneArm() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        String canary = world.start(0.5, Map.of("votesEach", 2));
        ExchangeEnded twice = world.exchange("chatcmpl-a1", canary, Arm.CANARY, 0.5, "ann", Finish.STOP, 20);
        world.bus.sendWithId(twice, canary + "-a1");
        world.bus.sendWithId(twice, canary + "-a1");
        world.bus.send(
                world.vote("chatcmpl-a1", canary, Arm.CANARY, "ann", Reaction.DOWN),
                world.vote("chatcmpl-a1", canary, Arm.CANARY, "ann", Reaction.UP),
                world.vote("chatcmpl-a2", canary, Arm.CANARY, "ann", Reaction.EDITED),
                world.vote("chatcmpl-a3", canary, Arm.CANARY, "ann", Reaction.DOWN),
                world.vote("chatcmpl-a4", canary, Arm.PRODUCTION, "ann", Reaction.DOWN),
                world.vote("chatcmpl-b1", canary, Arm.PRODUCTION, "ben", Reaction.DOWN),
                world.vote("chatcmpl-b2", canary, Arm.PRODUCTION, "ben", Reaction.UP));

        world.await(world.canaryPath(), "figures.blocks", 1);
        world.get(world.canaryPath())
                .body("figures.met.canary", equalTo(1))
                .body("figures.met.production", equalTo(1))
                .body("figures.liked.canary", equalTo(0.75f))
                .body("figures.liked.production", equalTo(0.5f))
                .body("figures.difference.doubleValue()", closeTo(0.25, 1e-9));
    }

    @Test
    void theShareGrowsAndAPersonEndsIt() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        world.start(0.05, DEFAULTS);
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(Map.of("share", 0.4, "version", world.version(), "reason", "so far so good"))
                .put(world.canaryPath() + "/share")
                .then()
                .statusCode(200)
                .body("share", equalTo(0.4f));
        world.post(world.canaryPath() + "/end", Map.of("version", world.version(), "reason", "enough seen"))
                .statusCode(200)
                .body("end.outcome", equalTo("ended"));

        Eventually.holds(
                CanaryFixture.SOON,
                "the end on the bus",
                () -> !world.said(world.channel + ".canary", CanaryEnded.class).isEmpty());
        List<CanaryServed> served = world.said(world.channel + ".canary", CanaryServed.class);
        assertThat(served).extracting(CanaryServed::share).containsExactly(0.05, 0.4);
        assertThat(served)
                .extracting(CanaryServed::salt)
                .containsOnly(served.getFirst().salt());
        world.post(world.canaryPath() + "/end", Map.of("version", world.version(), "reason", "again"))
                .statusCode(409)
                .body("code", equalTo("canary-over"));
    }

    @Test
    void aPromotionByHandEndsItsCanary() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        world.start(0.5, DEFAULTS);

        world.promote(world.candidate).statusCode(201);

        world.await(world.canaryPath(), "end?.outcome", "superseded");
        world.get(world.canaryPath()).body("end.reason", containsString("no longer serves " + world.production));
    }

    @Test
    void whatMakesNoSenseIsRefusedAndNothingChanges() throws IOException {
        CanaryFixture world = CanaryFixture.serving();
        long version = world.version();
        for (double share : new double[] {0, -0.5, 1.01}) {
            world.want(world.candidate, share, version, DEFAULTS)
                    .statusCode(422)
                    .body("code", equalTo("canary-invalid"))
                    .body("detail", equalTo("The share of a canary must be above 0 and at most 1."));
        }
        world.want(world.candidate, 0.5, version, Map.of("alpha", 2))
                .statusCode(422)
                .body("detail", equalTo("alpha must lie between 0.001 and 0.5."));
        world.want("base-0000000000000000", 0.5, version, DEFAULTS)
                .statusCode(404)
                .body("code", equalTo("checkpoint-unknown"));
        world.want(world.production, 0.5, version, DEFAULTS).statusCode(409).body("code", equalTo("already-served"));
        world.want(world.candidate, 0.5, version - 1, DEFAULTS)
                .statusCode(409)
                .body("code", equalTo("channel-changed"));
        var gone = Samples.base(Samples.id("base"));
        world.bus.send(gone);
        world.await("/api/checkpoints/" + gone.checkpointId(), "checkpointId", gone.checkpointId());
        world.want(gone.checkpointId(), 0.5, version, DEFAULTS)
                .statusCode(422)
                .body("code", equalTo("checkpoint-erased"));
        world.post(
                        "/api/channels/task-mood/canary",
                        Map.of("checkpointId", world.candidate, "share", 0.5, "version", 1, "reason", "why not"))
                .statusCode(422)
                .body("detail", containsString("versions of a task"));
        world.post(
                        "/api/channels/nowhere/canary",
                        Map.of("checkpointId", world.candidate, "share", 0.5, "version", 1, "reason", "why not"))
                .statusCode(404)
                .body("code", equalTo("channel-unknown"));
        assertThat(world.version()).isEqualTo(version);

        world.start(0.5, DEFAULTS);
        world.want(world.candidate, 0.5, world.version(), DEFAULTS)
                .statusCode(409)
                .body("code", equalTo("canary-running"));
        world.get(world.canaryPath() + "/all").body("$", hasSize(1));
    }
}
