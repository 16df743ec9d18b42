package dev.attune.registry.gate;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.ApprovalEvent.PromotionApproved;
import dev.attune.contracts.event.ApprovalEvent.PromotionAsked;
import dev.attune.contracts.event.ApprovalEvent.PromotionLapsed;
import dev.attune.contracts.event.ApprovalEvent.PromotionRejected;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.testing.Eventually;
import dev.attune.service.testing.PlatformResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** Promotions that people must stand behind, of each test's own project. */
@QuarkusTest
@TestProfile(GuardedChannel.class)
@QuarkusTestResource(PlatformResource.class)
class ApprovalsIT {

    private static final String GATES =
            "{\"format\": {\"prompts\": 50, \"maxNewTokens\": 32, \"shortest\": 0.7, \"longest\": 1.4, \"risesBy\": 0.15},"
                    + " \"approval\": {\"people\": 2}}";

    @Test
    void theLoopAsksAndTwoPeopleOnTheSameEvidencePromoteOnce() {
        GateWorld world = new GateWorld().gates(GATES);
        CheckpointPublished candidate = world.candidate();
        String proposal = passed(world, candidate);
        ValidatableResponse open = find(proposal)
                .body("proposal.state", equalTo("OPEN"))
                .body("proposal.by", equalTo("policy:gates"))
                .body("wanted", equalTo(2))
                .body("evidence.checkpoint.checkpointId", equalTo(candidate.checkpointId()))
                .body("evidence.gates[0].sentence", equalTo("format says so."));
        String seen = open.extract().path("evidenceSha256");

        world.promote(candidate.checkpointId()).statusCode(409).body("code", equalTo("approval-needed"));
        approve("anna", proposal, "0".repeat(64)).statusCode(412).body("code", equalTo("evidence-changed"));
        approve("anna", proposal, seen).statusCode(202).body("proposal.state", equalTo("OPEN"));
        approve("anna", proposal, seen).statusCode(422).body("code", equalTo("already-decided"));
        assertThat(world.served()).isEqualTo(world.base.checkpointId());

        approve("ben", proposal, seen)
                .statusCode(202)
                .body("proposal.state", equalTo("PROMOTED"))
                .body("evidence", nullValue());

        assertThat(world.served()).isEqualTo(candidate.checkpointId());
        approve("cleo", proposal, seen).statusCode(422).body("detail", containsString("was promoted"));
        Eventually.holds(GateWorld.SOON, "told", () -> said(proposal).size() == 3);
        assertThat(said(proposal))
                .hasOnlyElementsOfTypes(PromotionAsked.class, PromotionApproved.class)
                .filteredOn(PromotionApproved.class::isInstance)
                .map(PromotionApproved.class::cast)
                .allSatisfy(approved -> assertThat(approved.evidence().sha256()).isEqualTo(seen))
                .extracting(PromotionApproved::by)
                .containsExactly("anna", "ben");
        assertThat(world.promotionsOf(candidate))
                .singleElement()
                .satisfies(promoted -> assertThat(promoted.by()).isEqualTo("ben"));
        String document = GateWorld.as("reviewer", "reviewer")
                .get("/api/approvals/" + proposal + "/evidence/" + seen)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(Sha256.of(document)).isEqualTo(seen);
        assertThat(document).contains("format says so.");
    }

    @Test
    void whoAsksCannotApproveAndOneOtherPersonIsEnoughThen() {
        GateWorld world = new GateWorld().gates("{\"approval\": {\"people\": 2}}");
        CheckpointPublished candidate = world.candidate();
        String proposal =
                ask("dora", candidate.checkpointId()).statusCode(202).extract().path("proposal.proposalId");
        String seen = find(proposal).extract().path("evidenceSha256");

        approve("dora", proposal, seen).statusCode(403).body("code", equalTo("own-proposal"));
        ask("dora", candidate.checkpointId()).statusCode(202).body("proposal.proposalId", equalTo(proposal));
        approve("emil", proposal, seen).statusCode(202).body("proposal.state", equalTo("PROMOTED"));

        assertThat(world.served()).isEqualTo(candidate.checkpointId());
    }

    @Test
    void anAnswerThatWasLostIsGivenAgainAndPromotesOnce() {
        GateWorld world = new GateWorld().gates("{\"approval\": {\"people\": 2}}");
        CheckpointPublished candidate = world.candidate();
        String proposal = ask("dora", candidate.checkpointId()).extract().path("proposal.proposalId");
        String seen = find(proposal).extract().path("evidenceSha256");
        String key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            GateWorld.as("emil", "reviewer")
                    .contentType("application/json")
                    .header("Idempotency-Key", key)
                    .body(decision(seen))
                    .post("/api/approvals/" + proposal + "/approval")
                    .then()
                    .statusCode(202)
                    .body("proposal.state", equalTo("PROMOTED"));
        }

        Eventually.holds(
                GateWorld.SOON, "told", () -> !world.promotionsOf(candidate).isEmpty());
        assertThat(world.promotionsOf(candidate)).hasSize(1);
    }

    @Test
    void twoLastApprovalsAtTheSameMomentPromoteOnce() throws Exception {
        GateWorld world = new GateWorld().gates("{\"approval\": {\"people\": 2}}");
        CheckpointPublished candidate = world.candidate();
        String proposal = ask("dora", candidate.checkpointId()).extract().path("proposal.proposalId");
        String seen = find(proposal).extract().path("evidenceSha256");

        List<Callable<Integer>> people = List.of(
                () -> approve("emil", proposal, seen).extract().statusCode(),
                () -> approve("fay", proposal, seen).extract().statusCode());
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Integer> codes =
                    both.invokeAll(people).stream().map(Future::resultNow).toList();
            assertThat(codes).containsExactlyInAnyOrder(202, 422);
        }

        Eventually.holds(
                GateWorld.SOON, "told", () -> !world.promotionsOf(candidate).isEmpty());
        assertThat(world.promotionsOf(candidate)).hasSize(1);
    }

    @Test
    void oneNoIsEnoughAndStays() {
        GateWorld world = new GateWorld().gates(GATES);
        CheckpointPublished candidate = world.candidate();
        String proposal = passed(world, candidate);
        String seen = find(proposal).extract().path("evidenceSha256");

        decide("anna", proposal, "rejection", seen).statusCode(202).body("proposal.state", equalTo("REJECTED"));

        approve("ben", proposal, seen).statusCode(422).body("detail", containsString("was rejected"));
        Eventually.holds(
                GateWorld.SOON, "told", () -> said(proposal).stream().anyMatch(PromotionRejected.class::isInstance));
        assertThat(world.served()).isEqualTo(world.base.checkpointId());
    }

    @Test
    void whatRestsOnAnotherServedCheckpointLapses() {
        GateWorld world = new GateWorld().gates(GATES);
        CheckpointPublished candidate = world.candidate();
        String proposal = passed(world, candidate);
        String seen = find(proposal).extract().path("evidenceSha256");

        GateWorld other = new GateWorld();

        find(proposal)
                .body("proposal.state", equalTo("LAPSED"))
                .body("proposal.overBecause", containsString("serves " + other.base.checkpointId() + " now"));
        approve("anna", proposal, seen).statusCode(422).body("detail", containsString("has lapsed"));
        Eventually.holds(
                GateWorld.SOON, "told", () -> said(proposal).stream().anyMatch(PromotionLapsed.class::isInstance));
    }

    @Test
    void whoHasNotPassedOrNeedsNobodyIsToldSo() {
        GateWorld world = new GateWorld().gates(GATES);
        CheckpointPublished candidate = world.candidate();
        world.job(GatesRequested.class, 1);
        ask("dora", candidate.checkpointId()).statusCode(409).body("code", equalTo("gates-not-passed"));
        ask("dora", world.base.checkpointId()).statusCode(422).body("code", equalTo("approval-not-needed"));
        GateWorld free = new GateWorld();
        CheckpointPublished unguarded = free.candidate();
        ask("dora", unguarded.checkpointId()).statusCode(422).body("code", equalTo("approval-not-needed"));
        free.promote(unguarded.checkpointId()).statusCode(201);
        find("promotion-0000000000000000").statusCode(404).body("code", equalTo("approval-unknown"));
        GateWorld.as("reviewer", "reviewer")
                .get("/api/approvals?state=OPEN&limit=500")
                .then()
                .statusCode(200)
                .body("findAll { it.projectId == '" + world.project + "' }", hasSize(0));
    }

    /** The id of the proposal that the loop made when the checkpoint got through the gates. */
    private static String passed(GateWorld world, CheckpointPublished candidate) {
        GatesRequested asked = world.job(GatesRequested.class, 1);
        world.say(world.measured(
                asked.runId(), candidate, world.base.checkpointId(), GateKind.FORMAT, GateOutcome.PASSED));
        world.await(AttemptState.PASSED);
        return GateWorld.as("reviewer", "reviewer")
                .get("/api/approvals?state=OPEN&limit=500")
                .then()
                .extract()
                .jsonPath()
                .getString("find { it.checkpointId == '" + candidate.checkpointId() + "' }.proposalId");
    }

    private static ValidatableResponse find(String proposal) {
        return GateWorld.as("reviewer", "reviewer")
                .get("/api/approvals/" + proposal)
                .then();
    }

    private static ValidatableResponse ask(String person, String checkpointId) {
        return GateWorld.as(person, "engineer")
                .contentType("application/json")
                .body(Map.of("channel", GateWorld.CHANNEL, "checkpointId", checkpointId, "reason", "it is better"))
                .post("/api/approvals")
                .then();
    }

    private static ValidatableResponse approve(String person, String proposal, String seen) {
        return decide(person, proposal, "approval", seen);
    }

    private static ValidatableResponse decide(String person, String proposal, String way, String seen) {
        return GateWorld.as(person, "reviewer")
                .contentType("application/json")
                .body(decision(seen))
                .post("/api/approvals/" + proposal + "/" + way)
                .then();
    }

    private static Map<String, String> decision(String seen) {
        return Map.of("evidenceSha256", seen, "reason", "read forty of its answers");
    }

    private static List<Event> said(String proposal) {
        return GateWorld.said(Topics.APPROVALS, proposal);
    }
}
