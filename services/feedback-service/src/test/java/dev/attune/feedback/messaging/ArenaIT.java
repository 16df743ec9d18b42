package dev.attune.feedback.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.JobEvent.ArenaRequested;
import dev.attune.contracts.event.PromptEvent.FreshCandidatesWanted;
import dev.attune.contracts.event.PromptEvent.Purpose;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.settings.gate.ArenaGate;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Two checkpoints that people compare blindly on held-out prompts. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ArenaIT extends RatedItems {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NEW = "adapter-aaaaaaaaaaaaaaaa";
    private static final String SERVED = "adapter-bbbbbbbbbbbbbbbb";
    private static final String GOOD = "the good answer";
    private static final String WORSE = "the worse answer";

    @Inject
    Candidates entering;

    private Api manager;
    private String project;
    private String run;

    @BeforeEach
    void people() {
        manager = someone("engineer");
        project = project(manager, 1);
        run = "arena-" + UUID.randomUUID();
    }

    @Test
    void peopleJudgeBlindlyBeforeAllElseAndNobodyLearnsFromIt() {
        item(manager, project);
        List<String> prompts = heldOut(4);
        request(new ArenaGate(10, 4, 3, 0.5, 72));
        wanted(prompts, 4).forEach(this::answer);

        List<String> items = new ArrayList<>();
        for (int person = 0; person < 4; person++) {
            Api rater = someone("annotator");
            for (int i = 0; i < 4; i++) {
                Answer lease = next(rater, project);
                assertThat(lease.body().toString()).doesNotContain(NEW, SERVED, "HELD_OUT");
                items.add(lease.text("itemId"));
                Object said = person == 3 && i == 3
                        ? Map.of("verdict", "TIE")
                        : Map.of("verdict", side(lease, GOOD), "strength", 2);
                assertThat(rate(rater, lease, said).status()).isEqualTo(201);
            }
            if (person == 0) {
                assertThat(next(rater, project).body().toString()).contains("\"yes\"");
            }
        }

        GateMeasured measured = measured();
        // ArenaVerdictTest has the interval by hand.
        assertThat(measured.outcome()).isEqualTo(GateOutcome.PASSED);
        Interval rate = Objects.requireNonNull(measured.measured());
        assertThat(rate.mean()).isEqualTo(0.96875, within(1e-12));
        assertThat(rate.low()).isEqualTo(0.733405, within(1e-6));
        assertThat(measured.evaluationId()).isEqualTo(GateMeasured.idOf(run, GateKind.ARENA));
        assertThat(measured.required()).isEqualTo(0.5);
        assertThat(measured.samples()).isEqualTo(4);
        assertThat(measured.figures()).containsEntry("wins", 15.0).containsEntry("ties", 1.0);
        assertThat(items.stream().distinct()).hasSize(4).allSatisfy(item -> {
            assertThat(told(Topics.FEEDBACK, item, 4)).hasSize(4).allMatch(RatingGiven.class::isInstance);
            assertThat(topics().events(Topics.PREFERENCES, item)).isEmpty();
        });
    }

    @Test
    void itIsToldOnceHoweverOftenItIsAskedForAndWhatIsLeftIsClosed() {
        List<String> prompts = heldOut(2);
        ArenaRequested request = request(new ArenaGate(10, 5, 3, 0.5, 72));
        topics().send(request, request);
        List<FreshCandidatesWanted> wanted = wanted(prompts, 2);
        answer(wanted.getFirst());
        Api rater = someone("annotator");
        assertThat(rate(rater, next(rater, project), Map.of("verdict", "TIE")).status())
                .isEqualTo(201);
        sql("UPDATE feedback.arena SET ends_at = now() - interval '1 second' WHERE run_id = ?", run);

        GateMeasured measured = measured();
        assertThat(measured.outcome()).isEqualTo(GateOutcome.INCONCLUSIVE);
        assertThat(measured.measured()).isNull();
        assertThat(measured.sentence())
                .isEqualTo("Only 1 person rated, and at least 3 had to; nothing can be concluded.");
        answer(wanted.getLast());
        topics().send(request);
        Eventually.holds(
                SOON,
                "nothing is left",
                () -> progress(manager, project).body().path("open").asInt() == 0);
        assertThat(told()).hasSize(1);
        assertThat(topics().events(Topics.PROMPTS, prompts.getFirst())).hasSize(2);
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        request(new ArenaGate(10, 1, 1, 0.5, 72));
        assertThat(measured().outcome()).isEqualTo(GateOutcome.ERROR);
        assertThat(measured().sentence())
                .isEqualTo("The project has no held-out prompt of text alone, so there is nothing to ask.");

        run = "arena-" + UUID.randomUUID();
        String own = project;
        project = UUID.randomUUID().toString();
        request(new ArenaGate(10, 1, 1, 0.5, 72));
        assertThat(measured().sentence()).isEqualTo("There is no project " + project + ".");

        run = "arena-" + UUID.randomUUID();
        project = own;
        List<String> prompts = heldOut(1);
        request(new ArenaGate(10, 1, 1, 0.5, 72));
        wanted(prompts, 1);
        manager.send("PUT", "/api/projects/" + project + "/archive", null);
        assertThat(measured().sentence()).isEqualTo("The project was archived before people had rated enough.");

        run = "arena-" + UUID.randomUUID();
        request(new ArenaGate(10, 1, 1, 0.5, 72));
        assertThat(measured().sentence()).isEqualTo("The project is archived: nobody rates in it.");
        assertThat(manager.delete("/api/projects/" + project).status()).isEqualTo(204);
    }

    @Test
    void anArenaThatNobodyAnsweredIsAnErrorAndSameAnswersAreTies() {
        heldOut(2);
        request(new ArenaGate(10, 1, 1, 0.5, 72));
        Eventually.holds(
                SOON, "asked", () -> "1".equals(queryOne("SELECT count(*) FROM feedback.arena WHERE run_id = ?", run)));
        sql("UPDATE feedback.arena SET ends_at = now() - interval '1 second' WHERE run_id = ?", run);
        assertThat(measured().sentence()).isEqualTo("Neither checkpoint answered any of 2 prompts within 72 hours.");

        run = "arena-" + UUID.randomUUID();
        request(new ArenaGate(10, 1, 1, 0.5, 72));
        Eventually.holds(
                SOON, "asked", () -> "1".equals(queryOne("SELECT count(*) FROM feedback.arena WHERE run_id = ?", run)));
        sql("UPDATE feedback.arena SET requested_at = now() - interval '2 minutes' WHERE run_id = ?", run);
        assertThat(measured().sentence()).isEqualTo("Checkpoint " + NEW + " is not on the bus, so it answers nothing.");

        run = "arena-" + UUID.randomUUID();
        List<String> prompts = heldOut(1);
        request(new ArenaGate(1, 1, 1, 0.5, 72));
        Eventually.holds(
                SOON,
                "asked",
                () -> "1".equals(queryOne("SELECT count(*) FROM feedback.fresh_request WHERE arena = ?", run)));
        String prompt = queryOne("SELECT prompt_id FROM feedback.fresh_request WHERE arena = ?", run);
        FreshCandidatesWanted wanted = wanted(List.of(prompt), 1).getLast();
        entering.enter(UUID.randomUUID().toString(), generated(wanted, GOOD, GOOD));
        assertThat(measured().outcome()).isEqualTo(GateOutcome.INCONCLUSIVE);
        assertThat(measured().figures()).containsEntry("sameAnswers", 1.0);
        assertThat(prompts).hasSize(1);
    }

    private List<String> heldOut(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> manager.post(
                                "/api/projects/" + project + "/prompts",
                                Map.of(
                                        "prompts",
                                        List.of(Map.of(
                                                "messages",
                                                List.of(Map.of("role", "user", "content", "exam " + UUID.randomUUID())),
                                                "split",
                                                "HELD_OUT"))))
                        .body()
                        .path("ids")
                        .path(0)
                        .asText())
                .toList();
    }

    private ArenaRequested request(ArenaGate gate) {
        ArenaRequested request = new ArenaRequested(run, project, NEW, SERVED, gate, 7);
        topics().send(request);
        return request;
    }

    private List<FreshCandidatesWanted> wanted(List<String> prompts, int count) {
        List<FreshCandidatesWanted> wanted = Eventually.get(
                () -> prompts.stream()
                        .flatMap(prompt -> topics().events(Topics.PROMPTS, prompt).stream())
                        .map(ReceivedEvent::event)
                        .filter(FreshCandidatesWanted.class::isInstance)
                        .map(FreshCandidatesWanted.class::cast)
                        .toList(),
                found -> found.size() >= count);
        assertThat(wanted).allSatisfy(one -> {
            assertThat(one.purpose()).isEqualTo(Purpose.ARENA);
            assertThat(one.split()).isEqualTo(Split.HELD_OUT);
            assertThat(one.checkpointIds()).containsExactly(NEW, SERVED);
        });
        return wanted;
    }

    private void answer(FreshCandidatesWanted wanted) {
        entering.enter(UUID.randomUUID().toString(), generated(wanted, GOOD, WORSE));
    }

    private static CandidatesGenerated generated(FreshCandidatesWanted wanted, String fresh, String served) {
        String id = wanted.promptId() + "/" + wanted.requestId();
        return new CandidatesGenerated(
                wanted.promptId(),
                wanted.projectId(),
                wanted.prompt(),
                List.of(candidate(id + "/0", fresh, NEW), candidate(id + "/1", served, SERVED)),
                wanted.requestId());
    }

    private static Candidate candidate(String id, String text, String checkpoint) {
        return new Candidate(id, text, checkpoint, new Sampling(1, 1, 0, 16, 7), "stop");
    }

    private List<GateMeasured> told() {
        return topics().events(Topics.EVALUATIONS, NEW).stream()
                .map(ReceivedEvent::event)
                .map(GateMeasured.class::cast)
                .filter(measured -> measured.runId().equals(run))
                .toList();
    }

    private GateMeasured measured() {
        return Eventually.get(this::told, told -> !told.isEmpty()).getFirst();
    }
}
