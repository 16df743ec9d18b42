package dev.attune.registry.gate;

import java.time.Instant;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.JobEvent.ArenaRequested;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.testing.Eventually;
import dev.attune.service.testing.PlatformResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** Checkpoints at the gates of each test's own project. */
@QuarkusTest
@TestProfile(GuardedChannel.class)
@QuarkusTestResource(PlatformResource.class)
class GatesIT {

    private static final String FORMAT =
            "\"format\": {\"prompts\": 50, \"maxNewTokens\": 32, \"shortest\": 0.7, \"longest\": 1.4, \"risesBy\": 0.15}";
    private static final String ARENA =
            "\"arena\": {\"prompts\": 20, \"ratingsEach\": 2, \"leastRaters\": 5, \"atLeast\": 0.5, \"maxHours\": 72}";
    private static final String OUTSIDE =
            "\"winRate\": {\"judge\": \"outside\", \"prompts\": 50, \"maxNewTokens\": 32, \"atLeast\": 0.5}";

    @Test
    void whatPassesEachGateIsPromotedOnceAndNotBefore() {
        GateWorld world = new GateWorld().gates("{" + FORMAT + ", " + ARENA + "}");
        CheckpointPublished candidate = world.candidate();

        GatesRequested asked = world.job(GatesRequested.class, 1);
        ArenaRequested arena = world.job(ArenaRequested.class, 1);
        assertThat(asked.checkpointId()).isEqualTo(candidate.checkpointId());
        assertThat(asked.opponentCheckpointId()).isEqualTo(world.base.checkpointId());
        assertThat(asked.gates().ofTheTrainer()).containsExactly(GateKind.FORMAT);
        assertThat(arena.arena().leastRaters()).isEqualTo(5);

        // The win rate alone does not do it.
        world.say(winRate(candidate, world.base));
        Eventually.holds(
                GateWorld.SOON,
                "the win rate was decided on",
                () -> "GATES_DECIDE"
                        .equals(GateWorld.as("engineer", "engineer")
                                .get("/api/evaluations?checkpointId=" + candidate.checkpointId())
                                .jsonPath()
                                .getString("[0].decision")));
        var format = world.measured(
                asked.runId(), candidate, world.base.checkpointId(), GateKind.FORMAT, GateOutcome.PASSED);
        world.say(format, format);
        Eventually.holds(
                GateWorld.SOON,
                "one result is kept",
                () -> world.attempts()
                                .extract()
                                .jsonPath()
                                .getList("[0].attempt.results")
                                .size()
                        == 1);
        world.attempts().body("[0].sentence", equalTo("Waits for arena."));
        assertThat(world.served()).isEqualTo(world.base.checkpointId());
        world.promote(candidate.checkpointId())
                .statusCode(409)
                .body("code", equalTo("gates-not-passed"))
                .body("detail", containsString("Waits for arena."));

        var people =
                world.measured(arena.runId(), candidate, world.base.checkpointId(), GateKind.ARENA, GateOutcome.PASSED);
        world.say(people, people);

        world.awaitServed(candidate);
        world.attempts().body("[0].attempt.state", equalTo("PASSED"));
        Eventually.holds(
                GateWorld.SOON, "told", () -> !world.promotionsOf(candidate).isEmpty());
        assertThat(world.promotionsOf(candidate)).singleElement().satisfies(promoted -> {
            assertThat(promoted.by()).isEqualTo("policy:gates");
            assertThat(promoted.reason()).contains("It passed 2 gates").contains("arena says so.");
        });
    }

    @ParameterizedTest
    @CsvSource({"FAILED", "INCONCLUSIVE", "ERROR"})
    void whatDoesNotPassIsNotServedByAnyWayIn(GateOutcome outcome) {
        GateWorld world = new GateWorld().gates("{" + FORMAT + "}");
        CheckpointPublished candidate = world.candidate();
        GatesRequested asked = world.job(GatesRequested.class, 1);

        world.say(world.measured(asked.runId(), candidate, world.base.checkpointId(), GateKind.FORMAT, outcome));
        world.await(AttemptState.BLOCKED);

        world.promote(candidate.checkpointId()).statusCode(409).body("detail", containsString("format says so."));
        long version = GateWorld.as("engineer", "engineer")
                .get("/api/channels/" + GateWorld.CHANNEL)
                .jsonPath()
                .getLong("version");
        int canary = GateWorld.as("engineer", "engineer")
                .contentType("application/json")
                .body(Map.of(
                        "checkpointId", candidate.checkpointId(), "share", 0.5, "version", version, "reason", "try"))
                .post("/api/channels/" + GateWorld.CHANNEL + "/canary")
                .statusCode();
        assertThat(canary).isGreaterThanOrEqualTo(400);
        assertThat(world.served()).isEqualTo(world.base.checkpointId());

        // What was measured is not measured until it passes; what could not be computed is.
        var again = GateWorld.as("engineer", "engineer")
                .contentType("application/json")
                .body(Map.of("checkpointId", candidate.checkpointId()))
                .post("/api/gates/" + world.project + "/attempts")
                .then();
        if (outcome == GateOutcome.ERROR) {
            again.statusCode(202).body("attempt.number", equalTo(2));
        } else {
            again.statusCode(409).body("code", equalTo("gates-measured"));
            world.gates("{" + FORMAT.replace("0.15", "0.3") + "}");
            GateWorld.as("engineer", "engineer")
                    .contentType("application/json")
                    .body(Map.of("checkpointId", candidate.checkpointId()))
                    .post("/api/gates/" + world.project + "/attempts")
                    .then()
                    .statusCode(202)
                    .body("attempt.policyVersion", equalTo(2));
        }
        assertThat(world.job(GatesRequested.class, 2).runId()).isNotEqualTo(asked.runId());
    }

    @Test
    void whatFailedIsNoSecondTimeMeasuredBecauseAnotherGateBrokeDown() {
        GateWorld world = new GateWorld().gates("{" + FORMAT + ", " + OUTSIDE + "}");
        CheckpointPublished candidate = world.candidate();
        GatesRequested asked = world.job(GatesRequested.class, 1);
        String opponent = world.base.checkpointId();

        world.say(
                world.measured(asked.runId(), candidate, opponent, GateKind.FORMAT, GateOutcome.FAILED),
                world.measured(asked.runId(), candidate, opponent, GateKind.WIN_RATE, GateOutcome.ERROR));
        Eventually.holds(
                GateWorld.SOON,
                "both results are shown",
                () -> world.attempts()
                                .extract()
                                .jsonPath()
                                .getList("[0].attempt.results")
                                .size()
                        == 2);

        GateWorld.as("engineer", "engineer")
                .contentType("application/json")
                .body(Map.of("checkpointId", candidate.checkpointId()))
                .post("/api/gates/" + world.project + "/attempts")
                .then()
                .statusCode(409)
                .body("code", equalTo("gates-measured"));
    }

    @Test
    void aMeasurementThatBreaksDownBlocks() {
        GateWorld world = new GateWorld().gates("{" + FORMAT + ", " + OUTSIDE + "}");
        CheckpointPublished candidate = world.candidate();
        GatesRequested asked = world.job(GatesRequested.class, 1);

        world.say(new RunFailed(
                asked.runId(), "gates", "out-of-memory", "there is no room for two models", Instant.now()));

        world.await(AttemptState.BLOCKED);
        world.attempts()
                .body("[0].attempt.results", hasSize(2))
                .body("[0].attempt.results[0].outcome", equalTo("error"))
                .body("[0].sentence", containsString("It could not be computed: there is no room for two models"));
        assertThat(world.promotionsOf(candidate)).isEmpty();
    }

    @Test
    void dryRunsAreShownAndLetTheWinRateDecide() {
        GateWorld world = new GateWorld().gates("{" + FORMAT + ", \"dryRun\": [\"format\"]}");
        CheckpointPublished candidate = world.candidate();
        GatesRequested asked = world.job(GatesRequested.class, 1);

        world.say(world.measured(
                asked.runId(), candidate, world.base.checkpointId(), GateKind.FORMAT, GateOutcome.FAILED));
        Eventually.holds(
                GateWorld.SOON,
                "the result is shown",
                () -> world.attempts()
                                .extract()
                                .jsonPath()
                                .getList("[0].attempt.results")
                                .size()
                        == 1);
        assertThat(world.served()).isEqualTo(world.base.checkpointId());

        world.say(winRate(candidate, world.base));
        world.awaitServed(candidate);
    }

    @Test
    void whatPassedBesideSomethingThatIsServedNoMoreIsMeasuredAgain() {
        GateWorld world = new GateWorld().gates("{" + FORMAT + "}");
        CheckpointPublished candidate = world.candidate();
        GatesRequested asked = world.job(GatesRequested.class, 1);
        GateWorld other = new GateWorld();

        world.say(world.measured(
                asked.runId(), candidate, world.base.checkpointId(), GateKind.FORMAT, GateOutcome.PASSED));

        GatesRequested second = world.job(GatesRequested.class, 2);
        assertThat(second.opponentCheckpointId()).isEqualTo(other.base.checkpointId());
        assertThat(world.promotionsOf(candidate)).isEmpty();
        world.say(world.measured(
                second.runId(), candidate, other.base.checkpointId(), GateKind.FORMAT, GateOutcome.PASSED));
        world.awaitServed(candidate);
    }

    @Test
    void aGoldJudgeIsMadeOfTheJudgingHalfFirstAndOnce() {
        GateWorld world = new GateWorld().gates("{" + OUTSIDE.replace("outside", "gold") + "}");
        world.candidate();

        RewardModelRequested asked = world.job(RewardModelRequested.class, 1);
        assertThat(asked.configuration().data().whose()).isEqualTo(Portion.JUDGING);
        assertThat(asked.projectId()).isEqualTo(world.project);
        world.await(AttemptState.AWAITING_JUDGE);
        assertThat(world.jobs(GatesRequested.class)).isEmpty();

        world.say(new RunFinished(asked.runId(), "reward", "reward-gold", Map.of(), 1, 1, Instant.now()));

        assertThat(world.job(GatesRequested.class, 1).judgeCheckpointId()).isEqualTo("reward-gold");
        world.await(AttemptState.MEASURING);
        // It is no reward model that anything is trained towards.
        GateWorld.as("engineer", "engineer")
                .get("/api/retraining/" + world.project)
                .then()
                .body("rewardModelId", nullValue());
    }

    @Test
    void aJudgeThatCannotBeMadeLeavesTheGateToTheTrainer() {
        GateWorld world = new GateWorld().gates("{" + OUTSIDE.replace("outside", "gold") + "}");
        world.candidate();
        RewardModelRequested asked = world.job(RewardModelRequested.class, 1);

        world.say(new RunFailed(asked.runId(), "reward", "too-few", "There are 3 preferences.", Instant.now()));

        assertThat(world.job(GatesRequested.class, 1).judgeCheckpointId()).isNull();
    }

    @Test
    void gatesThatMeanNothingAreRefusedAndAChangeNamesWhatWasSeen() {
        GateWorld world = new GateWorld().gates("{" + FORMAT + "}");

        GateWorld.as("engineer", "engineer")
                .contentType("application/json")
                .body("{\"policy\": {\"capability\": {\"lossMargin\": 0.1, \"accuracyMargin\": 0.1}}}")
                .put("/api/gates/" + world.project)
                .then()
                .statusCode(400)
                .body("detail", containsString("capability has neither texts nor choices"));
        GateWorld.as("engineer", "engineer")
                .contentType("application/json")
                .header("If-Match", "\"0\"")
                .body("{\"policy\": {}}")
                .put("/api/gates/" + world.project)
                .then()
                .statusCode(412)
                .body("code", equalTo("gates-changed"));
        GateWorld.as("reviewer", "reviewer")
                .get("/api/gates/" + world.project)
                .then()
                .header("ETag", "\"1\"")
                .body("policy.format.longest", equalTo(1.4f));
        CheckpointPublished foreign = new GateWorld().gates("{" + FORMAT + "}").candidate();
        GateWorld.as("engineer", "engineer")
                .contentType("application/json")
                .body(Map.of("checkpointId", foreign.checkpointId()))
                .post("/api/gates/" + world.project + "/attempts")
                .then()
                .statusCode(422)
                .body("code", equalTo("not-of-project"));
    }

    private static WinRateMeasured winRate(CheckpointPublished checkpoint, CheckpointPublished opponent) {
        return new WinRateMeasured(
                "evaluation-" + checkpoint.checkpointId(),
                checkpoint.checkpointId(),
                opponent.checkpointId(),
                "judge",
                200,
                new Interval(0.8, 0.7, 0.9),
                Map.of(),
                checkpoint.artifact(),
                Instant.now());
    }
}
