package dev.attune.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.ApprovalEvent.Approved;
import dev.attune.contracts.event.ApprovalEvent.Proposed;
import dev.attune.contracts.event.ApprovalEvent.Rejected;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

/** Tasks from a proposal to a promotion, and what is refused on the way. */
@QuarkusTest
@QuarkusTestResource(ArtifactsResource.class)
class ProposalsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PROPOSER = "p-eng";
    private static final String REVIEWER = "p-rev";

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @Test
    void aTaskIsProposedApprovedPublishedPromotedAndRolledBack() throws IOException {
        String base = publishedBase();
        String name = Samples.id("mood").substring(0, 14);
        String proposal = propose(TaskFolders.task(name, base, 8))
                .statusCode(201)
                .extract()
                .path("proposalId");
        given().auth()
                .oauth2(token(REVIEWER, "reviewer"))
                .get("/api/proposals?state=PROPOSED&name=" + name)
                .then()
                .statusCode(200)
                .body("proposalId", equalTo(List.of(proposal)))
                .body("[0].task.evaluation.metrics.accuracy.low", equalTo(0.74f))
                .body("[0].proposedBy", equalTo(PROPOSER));
        assertThat(events(Topics.APPROVALS, proposal)).hasOnlyElementsOfType(Proposed.class);

        decide(proposal, "approval", PROPOSER, "engineer", "reviewer")
                .statusCode(403)
                .body("code", equalTo("own-proposal"))
                .body("detail", containsString("may not approve it"));
        String first = decide(proposal, "approval", REVIEWER, "reviewer")
                .statusCode(201)
                .body("state", equalTo("APPROVED"))
                .body("decision.version", equalTo(1))
                .body("decision.by", equalTo(REVIEWER))
                .extract()
                .path("decision.checkpointId");
        decide(proposal, "approval", REVIEWER, "reviewer").statusCode(200);
        decide(proposal, "rejection", REVIEWER, "reviewer").statusCode(422).body("code", equalTo("already-decided"));

        CheckpointPublished published = (CheckpointPublished) only(Topics.CHECKPOINTS, first);
        assertThat(published.kind()).isEqualTo(Kind.TASK);
        assertThat(published.task()).isEqualTo(new TaskVersion(name, 1));
        assertThat(published.lineage().parents()).containsExactly(base);
        assertThat(published.namedByContent()).isTrue();
        Approved approved = (Approved) events(Topics.APPROVALS, proposal).getLast();
        assertThat(approved.judged().sha256()).isEqualTo(published.artifact().sha256());
        assertThat(approved.judged().evidence().examples()).isEqualTo(200);

        String second = approvedTask(name, base);
        promote("production", first).statusCode(422).body("detail", containsString("channel task-" + name));
        promote("task-" + name, base).statusCode(422).body("code", equalTo("not-servable"));
        promote("task-" + name, first).statusCode(201);
        promote("task-" + name, second).statusCode(201).body("previousCheckpointId", equalTo(first));
        promote("task-" + name, first).statusCode(201).body("previousCheckpointId", equalTo(second));
        get("/api/promotions/task-" + name)
                .body("checkpointId", equalTo(List.of(first, second, first)))
                .body("[0].previousCheckpointId", equalTo(second));
        get("/api/promotions/task-nobody").body("$", equalTo(List.of()));
        get("/api/checkpoints/" + second).body("task.number", equalTo(2)).body("kind", equalTo("TASK"));
        get("/api/checkpoints?kind=TASK").body("checkpointId", hasItem(second));
    }

    @Test
    void whatIsRejectedStaysRejected() throws IOException {
        String base = publishedBase();
        String sha = TaskFolders.task("turned-down", base, 8);
        String proposal = propose(sha).statusCode(201).extract().path("proposalId");
        propose(sha).statusCode(200).body("proposalId", equalTo(proposal));
        decide(proposal, "rejection", REVIEWER, "reviewer")
                .statusCode(201)
                .body("state", equalTo("REJECTED"))
                .body("decision.reason", equalTo("looked at it"))
                .body("decision.checkpointId", equalTo(null));
        propose(sha).statusCode(422).body("code", equalTo("already-rejected"));
        assertThat(events(Topics.APPROVALS, proposal)).hasSize(2).last().isInstanceOf(Rejected.class);
        get("/api/checkpoints?kind=TASK").body("name", not(hasItem("turned-down-1")));
    }

    @Test
    void refusesBeforeAnythingIsKept() throws IOException {
        String base = publishedBase();
        CheckpointPublished other = Samples.adapter(Samples.id("adapter"), Samples.id("base"));
        bus.send(other);
        await(other.checkpointId());
        propose("ab".repeat(32)).statusCode(404).body("code", equalTo("artifact-unknown"));
        propose(TaskFolders.task("long", base, 64))
                .statusCode(422)
                .body("code", equalTo("prompt-too-long"))
                .body("detail", containsString("64 virtual tokens, and the base tiny takes 64"));
        propose(TaskFolders.taskWith("foreign", base, other.checkpointId()))
                .statusCode(422)
                .body("code", equalTo("wrong-base"));
        propose(TaskFolders.task("nowhere", Samples.id("base"), 8))
                .statusCode(404)
                .body("code", equalTo("checkpoint-unknown"));
        get("/api/proposals").body("name", not(hasItem("long"))).body("name", not(hasItem("foreign")));
    }

    @Test
    void whatNobodyApprovedIsNotPromoted() throws IOException {
        String base = publishedBase();
        CheckpointPublished like = Samples.adapter(Samples.id("task"), base);
        CheckpointPublished smuggled = new CheckpointPublished(
                like.checkpointId(),
                "smuggled-1",
                Kind.TASK,
                base,
                like.artifact(),
                like.tokenizerSha256(),
                like.lineage(),
                Map.of(),
                like.createdAt(),
                new TaskVersion("smuggled", 1));
        bus.send(smuggled);
        await(smuggled.checkpointId());
        promote("task-smuggled", smuggled.checkpointId()).statusCode(422).body("code", equalTo("not-approved"));
    }

    @Test
    void takesNotesOfWhatTheBusSaysOfProposals() throws IOException {
        String base = publishedBase();
        Proposed proposed = new Proposed(
                Samples.id("proposal"),
                TaskFolders.document("heard-of", base, List.of()),
                Samples.base(base).artifact(),
                "",
                PROPOSER,
                Samples.NOON);
        bus.send(proposed);
        Eventually.holds(
                SOON,
                "the proposal",
                () -> given().auth()
                                .oauth2(TestTokens.token("reviewer"))
                                .get("/api/proposals/" + proposed.proposalId())
                                .statusCode()
                        == 200);
    }

    private String approvedTask(String name, String base) throws IOException {
        String proposal = propose(TaskFolders.task(name, base, 8))
                .statusCode(201)
                .extract()
                .path("proposalId");
        return decide(proposal, "approval", REVIEWER, "reviewer")
                .statusCode(201)
                .body("decision.version", equalTo(2))
                .extract()
                .path("decision.checkpointId");
    }

    private String publishedBase() throws IOException {
        CheckpointPublished base = TaskFolders.base();
        bus.send(base);
        await(base.checkpointId());
        return base.checkpointId();
    }

    private static void await(String checkpointId) {
        Eventually.holds(
                SOON,
                checkpointId,
                () -> given().auth()
                                .oauth2(TestTokens.token("reviewer"))
                                .get("/api/checkpoints/" + checkpointId)
                                .statusCode()
                        == 200);
    }

    private List<Event> events(String topic, String key) {
        Eventually.holds(
                SOON, "an event of " + key, () -> !bus.events(topic, key).isEmpty());
        return bus.events(topic, key).stream().map(ReceivedEvent::event).toList();
    }

    private Event only(String topic, String key) {
        List<Event> events = events(topic, key);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private static ValidatableResponse propose(String sha256) {
        return given().auth()
                .oauth2(token(PROPOSER, "engineer"))
                .contentType("application/json")
                .body(Map.of("artifactSha256", sha256, "reason", "better"))
                .post("/api/proposals")
                .then();
    }

    private static ValidatableResponse decide(String proposal, String decision, String by, String... roles) {
        return given().auth()
                .oauth2(token(by, roles))
                .contentType("application/json")
                .body(Map.of("reason", "looked at it"))
                .post("/api/proposals/" + proposal + "/" + decision)
                .then();
    }

    private static ValidatableResponse promote(String channel, String checkpointId) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(Map.of("channel", channel, "checkpointId", checkpointId, "reason", "a test wants it"))
                .post("/api/promotions")
                .then();
    }

    private static ValidatableResponse get(String path) {
        return given().auth()
                .oauth2(TestTokens.token("reviewer"))
                .get(path)
                .then()
                .statusCode(200);
    }

    private static String token(String subject, String... roles) {
        return TestTokens.tokenOf(subject, Map.of(), roles);
    }
}
