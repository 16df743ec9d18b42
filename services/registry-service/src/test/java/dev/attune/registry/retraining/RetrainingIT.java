package dev.attune.registry.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.JudgedPreference;
import dev.attune.contracts.event.EvaluationEvent.PreferencesJudged;
import dev.attune.contracts.event.EvaluationEvent.RewardModelsCompared;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.RetrainingEvent;
import dev.attune.contracts.event.RetrainingEvent.Reason;
import dev.attune.contracts.event.RetrainingEvent.RetrainingDecided;
import dev.attune.contracts.event.RetrainingEvent.RetrainingPolicyChanged;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

/** Preferences come in, and jobs go out, as the policy of each test's own project says. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RetrainingIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Candidate.Sampling SAMPLING = new Candidate.Sampling(1, 1, 0, 16, 1);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    private final String one = rewardModel();
    private final String two = rewardModel();
    private final String project = "project-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theWholeLoopFromPreferencesToAPolicyAndFromADriftToTheNext() {
        change("""
                {"policy": {"enabled": true, "coolDownMinutes": 0, "rewardModel": {"afterPreferences": 5, "onDrift": true,
                 "configuration": {"epochs": 3}}, "policy": {"recipe": "ppo", "after": "better",
                 "configuration": {"updates": 4}}}, "reason": "a test"}""").statusCode(200).body("version", equalTo(1));
        prefer(0, 4);
        awaitFresh("4 new preferences", 4);
        bus.send(new PreferenceRetracted(item(3), "withdrawn"), settled(3, Outcome.TIE));
        prefer(4, 6);

        RewardModelRequested reward = (RewardModelRequested) job(RewardModelRequested.class, 1);
        assertThat(reward.projectId()).isEqualTo(project);
        assertThat(reward.previousCheckpointId()).isNull();
        assertThat(reward.configuration().batches().epochs()).isEqualTo(3);
        assertThat(reward.configuration().data().minimumPreferences()).isEqualTo(5);
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/runs/" + reward.runId())
                .then()
                .body("run.projectId", equalTo(project))
                .body("run.requestedBy", equalTo("policy:retraining"));

        // Its run ends: the first reward model leads to a policy at once.
        finish(reward.runId(), "reward", one, 0.9);
        PolicyRequested policy = (PolicyRequested) job(PolicyRequested.class, 1);
        assertThat(policy.rewardModelCheckpointId()).isEqualTo(one);
        assertThat(policy.configuration().rounds().updates()).isEqualTo(4);
        finish(policy.runId(), "ppo", "adapter-" + project, 0);

        // People begin to prefer something else: noticed, and the next reward model is compared with the first.
        judge(one, 60);
        RewardModelRequested next = (RewardModelRequested) job(RewardModelRequested.class, 2);
        assertThat(next.previousCheckpointId()).isEqualTo(one);
        assertThat(decisions()).extracting(RetrainingDecided::reason).contains(Reason.DRIFT);

        bus.send(compared(two, one, 0.1));
        finish(next.runId(), "reward", two, 0.9);
        PolicyRequested second = (PolicyRequested) job(PolicyRequested.class, 2);
        assertThat(second.rewardModelCheckpointId()).isEqualTo(two);
        get().body("rewardModelId", equalTo(two)).body("watch.ratings", equalTo(0));

        List<Reason> reasons =
                decisions().stream().map(RetrainingDecided::reason).toList();
        assertThat(reasons)
                .containsSubsequence(
                        Reason.PREFERENCES, Reason.FIRST_REWARD_MODEL, Reason.DRIFT, Reason.BETTER_REWARD_MODEL);
        assertThat(jobs()).hasSize(4);
        engineer()
                .get("/api/retraining/" + project + "/decisions?limit=1000")
                .then()
                .body("reason", hasItem("DRIFT"))
                .body("find { it.reason == 'PREFERENCES' }.runId", equalTo(reward.runId()));
    }

    @Test
    void aRewardModelThatIsNoBetterIsPassedOverAndTheOneBeforeStaysTheMeasure() {
        change(policy(3)).statusCode(200);
        prefer(0, 3);
        RewardModelRequested first = (RewardModelRequested) job(RewardModelRequested.class, 1);
        finish(first.runId(), "reward", one, 0.8);
        finish(job(PolicyRequested.class, 1).runId(), "ppo", "adapter-" + project, 0);
        prefer(3, 6);
        RewardModelRequested second = (RewardModelRequested) job(RewardModelRequested.class, 2);
        finish(second.runId(), "reward", two, 0.8);
        awaitReason(Reason.AWAITING_COMPARISON);
        bus.send(compared(two, one, -0.02));
        awaitReason(Reason.NOT_BETTER);
        prefer(6, 9);

        RewardModelRequested third = (RewardModelRequested) job(RewardModelRequested.class, 3);
        assertThat(third.previousCheckpointId()).isEqualTo(one);
        assertThat(jobs()).filteredOn(PolicyRequested.class::isInstance).hasSize(1);
    }

    @Test
    void whatIsNotStartedIsSaidOnceWithTheFirstConditionThatFails() {
        change(policy(2)).statusCode(200);
        prefer(0, 2);
        JobEvent first = job(RewardModelRequested.class, 1);
        bus.send(new RunStarted(first.runId(), "reward", Map.of(), List.of(), Instant.now()));
        prefer(2, 5);
        awaitReason(Reason.RUN_UNDER_WAY);
        get().body("now.starts", equalTo(false))
                .body("now.reason", equalTo("RUN_UNDER_WAY"))
                .body("now.sentence", startsWith("Not now: run " + first.runId() + " of the project is not over."));

        change(policy(2).replace("\"enabled\": true", "\"enabled\": false")).body("version", equalTo(2));
        awaitReason(Reason.DISABLED);
        long disabled = decisions().stream()
                .filter(decision -> decision.reason() == Reason.DISABLED)
                .count();
        prefer(5, 8);
        Eventually.holds(
                SOON,
                "another look",
                () -> engineer()
                                .get("/api/retraining/" + project + "/decisions")
                                .jsonPath()
                                .getLong("[0].looks")
                        > 1);
        assertThat(decisions())
                .filteredOn(decision -> decision.reason() == Reason.DISABLED)
                .hasSize((int) disabled);
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void theSameRecordsReadAgainCountOnce() {
        change(policy(4)).statusCode(200);
        prefer(0, 3);
        prefer(0, 3);
        awaitFresh("3 new preferences", 3);
        assertThat(jobs()).isEmpty();
        bus.send(settled(0, Outcome.TIE));
        awaitFresh("2 new preferences", 2);
    }

    @Test
    void aProjectWithoutAPolicyHasTheUsualOne() {
        get().body("usual", equalTo(true))
                .body("version", equalTo(0))
                .body("policy.rewardModel.afterPreferences", equalTo(200))
                .body("policy.policy.recipe", equalTo("ppo"));
        change(policy(7)).statusCode(200).header("ETag", equalTo("\"1\""));
        get().body("usual", equalTo(false)).body("policy.rewardModel.afterPreferences", equalTo(7));
        change(policy(7)).body("version", equalTo(1));
        engineer().delete("/api/retraining/" + project).then().statusCode(200).body("usual", equalTo(true));
        List<RetrainingEvent> said = said();
        assertThat(said)
                .filteredOn(RetrainingPolicyChanged.class::isInstance)
                .extracting(event -> ((RetrainingPolicyChanged) event).version())
                .containsExactly(1, 2);
    }

    @Test
    void aPolicyThatCannotBeIsRefusedWithASentenceAndNothingChanges() {
        refuse("{\"policy\": {\"enabled\": true, \"coolDownMinutes\": 0, \"rewardModel\": {\"onDrift\": false}}}", 400)
                .body("detail", containsString("rewardModel never fires: set afterPreferences, afterHours or onDrift"));
        refuse(policy(5).replace("\"coolDownMinutes\": 0", "\"coolDownMinutes\": 0, \"runsPerDay\": 0"), 400)
                .body("detail", containsString("runsPerDay is 0, so the policy never starts a run"));
        refuse(policy(5).replace("\"onDrift\": true", "\"onDrift\": true, \"configuration\": {\"epoch\": 1}"), 422)
                .body("code", equalTo("unknown-setting"));
        refuse(
                        policy(5)
                                .replace(
                                        "\"onDrift\": true",
                                        "\"onDrift\": true, \"configuration\": {\"minimumPreferences\": 50}"),
                        422)
                .body("detail", startsWith("The rule may start a run with 5 new preferences"));
        refuse(policy(5).replace("\"recipe\": \"ppo\"", "\"recipe\": \"sft\""), 404)
                .body("code", equalTo("recipe-unknown"));
        refuse(policy(5).replace("\"onDrift\": true", "\"onDrift\": true, \"baseCheckpointId\": \"base-nobody\""), 404)
                .body("code", equalTo("checkpoint-unknown"));
        get().body("version", equalTo(0));
        change(policy(5)).statusCode(200);
        engineer()
                .header("If-Match", "\"0\"")
                .contentType("application/json")
                .body(policy(6))
                .put("/api/retraining/" + project)
                .then()
                .statusCode(412)
                .body("code", equalTo("policy-changed"));
        get().body("policy.rewardModel.afterPreferences", equalTo(5));
        engineer().get("/api/retraining/Not_A_Name").then().statusCode(404).body("code", equalTo("project-unknown"));
    }

    private static String policy(int preferences) {
        return "{\"policy\": {\"enabled\": true, \"coolDownMinutes\": 0, \"rewardModel\": {\"afterPreferences\": "
                + preferences
                + ", \"onDrift\": true}, \"policy\": {\"recipe\": \"ppo\", \"after\": \"better\"}}}";
    }

    private ValidatableResponse change(String body) {
        return engineer()
                .contentType("application/json")
                .body(body)
                .put("/api/retraining/" + project)
                .then();
    }

    private ValidatableResponse refuse(String body, int status) {
        return change(body).statusCode(status);
    }

    private ValidatableResponse get() {
        return engineer().get("/api/retraining/" + project).then().statusCode(200);
    }

    private static RequestSpecification engineer() {
        return given().auth().oauth2(TestTokens.token("engineer"));
    }

    private void prefer(int from, int until) {
        bus.send(IntStream.range(from, until)
                .mapToObj(number -> settled(number, Outcome.DECISIVE))
                .toArray(Event[]::new));
    }

    private String item(int number) {
        return project + "/" + number;
    }

    private PreferenceSettled settled(int number, Outcome outcome) {
        boolean decisive = outcome == Outcome.DECISIVE;
        return new PreferenceSettled(
                item(number),
                project,
                "prompt-" + number,
                List.of(Message.user("Which?")),
                new Candidate("a" + number, "this", "base-1", SAMPLING, "stop"),
                new Candidate("b" + number, "that", "base-1", SAMPLING, "stop"),
                outcome,
                decisive ? 1 : 0.5,
                decisive ? 1 : 0,
                1,
                1);
    }

    private void finish(String runId, String recipe, String checkpointId, double accuracy) {
        boolean reward = recipe.equals("reward");
        if (reward) {
            bus.send(checkpoint(checkpointId));
        }
        Map<String, Double> metrics =
                reward ? Map.of("accuracy", accuracy, "heldOutPairs", 200.0, "comparedPairs", 80.0) : Map.of();
        bus.send(new RunFinished(runId, recipe, checkpointId, metrics, 1, 100, Instant.now()));
    }

    private static String rewardModel() {
        return "reward-" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    private CheckpointPublished checkpoint(String id) {
        String sha = id.substring("reward-".length()) + "ab".repeat(24);
        Lineage lineage =
                new Lineage("run-1", "reward", List.of(), List.of(), 7, Map.of("projectId", project), "test", "test");
        return new CheckpointPublished(
                id,
                id,
                Kind.REWARD_MODEL,
                "base-1",
                new Artifact("attune:sha256/" + sha, sha, 42),
                "cd".repeat(32),
                lineage,
                Map.of(),
                Instant.now());
    }

    private void judge(String checkpointId, int wrong) {
        List<JudgedPreference> judged = new ArrayList<>();
        for (int i = 0; i < wrong; i++) {
            judged.add(new JudgedPreference("later-" + i, false));
        }
        bus.send(new PreferencesJudged("judged-" + project, project, checkpointId, judged, Instant.now()));
    }

    private RewardModelsCompared compared(String newer, String older, double difference) {
        return new RewardModelsCompared(
                "compare-" + newer,
                project,
                newer,
                older,
                80,
                60,
                new Interval(0.8, 0.7, 0.9),
                new Interval(0.8 - difference, 0.5, 0.9),
                new Interval(difference, difference - 0.05, difference + 0.05),
                10,
                2,
                Instant.now());
    }

    private void awaitFresh(String what, long count) {
        Eventually.holds(
                SOON,
                what,
                () -> engineer()
                        .get("/api/retraining/" + project)
                        .jsonPath()
                        .getString("now.sentence")
                        .startsWith("Not now: " + count + " new preference"));
    }

    private void awaitReason(Reason reason) {
        Eventually.holds(
                SOON,
                "the decision " + reason,
                () -> decisions().stream().anyMatch(decision -> decision.reason() == reason));
    }

    private JobEvent job(Class<? extends JobEvent> type, int number) {
        return Eventually.get(
                SOON,
                "job " + number + " of " + type.getSimpleName(),
                () -> jobs().stream().filter(type::isInstance).skip(number - 1L).findFirst());
    }

    /** Those of the test's project. */
    private List<JobEvent> jobs() {
        return bus.records(Topics.JOBS).stream()
                .map(EventReader::read)
                .map(received -> (JobEvent) received.event())
                .filter(job -> switch (job) {
                    case RewardModelRequested reward -> project.equals(reward.projectId());
                    case PolicyRequested policy -> project.equals(policy.projectId());
                    default -> false;
                })
                .toList();
    }

    private List<RetrainingEvent> said() {
        return bus.records(Topics.RETRAINING).stream()
                .map(EventReader::read)
                .map(received -> (RetrainingEvent) received.event())
                .filter(event -> event.projectId().equals(project))
                .toList();
    }

    private List<RetrainingDecided> decisions() {
        return said().stream()
                .filter(RetrainingDecided.class::isInstance)
                .map(RetrainingDecided.class::cast)
                .toList();
    }
}
