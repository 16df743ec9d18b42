package dev.attune.feedback.rest.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Rating.Draw;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Items come in the order that managers set, and how each was chosen is told. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ChoiceIT extends ServiceFixture {

    @Inject
    Candidates candidates;

    private Api engineer;
    private Api annotator;
    private String project;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        annotator = someone("annotator");
        project = project(engineer, 3);
    }

    /** The text by which an item is known here. */
    private String item(String... checkpoints) {
        String text = "question " + UUID.randomUUID();
        String prompt = prompt(engineer, project, text);
        List<Candidate> made = new ArrayList<>();
        for (String checkpoint : checkpoints) {
            made.add(new Candidate(
                    UUID.randomUUID().toString(),
                    "answer " + made.size(),
                    checkpoint,
                    new Sampling(0.8, 1, 0, 32, 7),
                    "stop"));
        }
        candidates.enter(
                UUID.randomUUID().toString(),
                new CandidatesGenerated(prompt, project, List.of(Message.user(text)), made));
        return text;
    }

    private void choose(String strategy, double even) {
        assertThat(set(Map.of("strategy", strategy, "even", even)).status()).isEqualTo(200);
        placed();
    }

    private Answer set(Map<String, Object> choice, String... headers) {
        return engineer.send("PUT", "/api/projects/" + project + "/choice", choice, headers);
    }

    private void placed() {
        Eventually.get(
                () -> engineer.get("/api/projects/" + project + "/choice").body(),
                state -> state.path("placed").asInt() == state.path("waiting").asInt());
    }

    private Answer next(Api who) {
        return who.post("/api/projects/" + project + "/next", null);
    }

    private static String question(Answer assignment) {
        return assignment.body().path("prompt").path(0).path("content").asText();
    }

    private static void rate(Api who, Answer assignment, String verdict) {
        Map<String, Object> said = new LinkedHashMap<>(Map.of("verdict", verdict));
        Answer rated = who.postOnce("/api/leases/" + assignment.text("leaseId") + "/rating", said);
        assertThat(rated.status()).as(rated.toString()).isEqualTo(201);
    }

    /** All that is left for them, in its order. */
    private List<String> all(Api who) {
        List<String> asked = new ArrayList<>();
        Answer assignment = next(who);
        while (assignment.status() == 200) {
            asked.add(question(assignment));
            rate(who, assignment, "TIE");
            assignment = next(who);
        }
        assertThat(assignment.status()).isEqualTo(204);
        return asked;
    }

    @Test
    void itemsComeAsTheyCameWhereNobodySaidOtherwise() {
        List<String> asked = List.of(item("a", "b"), item("a", "b"), item("a", "b"));

        Answer state = engineer.get("/api/projects/" + project + "/choice");

        assertThat(state.text("strategy")).isEqualTo("OLDEST");
        assertThat(state.body().path("even").asDouble()).isZero();
        assertThat(state.headers().firstValue("ETag")).hasValue("\"0\"");
        assertThat(all(annotator)).isEqualTo(asked);
        assertThat(told(3)).extracting(RatingGiven::rating).allMatch(rating -> rating.draw() == null);
    }

    @Test
    void theNewestCheckpointComesFirstAndAgainstTheOneBefore() {
        String old = item("a", "a");
        String first = item("a", "b");
        String alone = item("c", "c");
        String far = item("a", "c");
        String near = item("b", "c");

        choose("NEWEST", 0);

        assertThat(all(annotator)).containsExactly(near, far, alone, first, old);
    }

    @Test
    void thoseWithTheFewestRatingsComeFirst() {
        String one = item("a", "b");
        String other = item("a", "b");
        choose("LEAST_COVERED", 0);

        assertThat(question(next(annotator))).isEqualTo(one);
        rate(annotator, next(annotator), "TIE");

        assertThat(all(someone("annotator"))).containsExactly(other, one);
        String fresh = item("a", "b");
        placed();
        assertThat(all(someone("annotator"))).containsExactly(fresh, other, one);
    }

    @Test
    void whatIsAllButSettledComesAfterWhatIsContested() {
        String agreed = item("a", "b");
        String contested = item("a", "b");
        Api one = someone("annotator");
        Api other = someone("annotator");
        rate(one, next(one), left(next(one), "answer 0"));
        rate(one, next(one), left(next(one), "answer 0"));
        rate(other, next(other), left(next(other), "answer 0"));
        rate(other, next(other), left(next(other), "answer 1"));
        String fresh = item("a", "b");

        choose("INFORMATION", 0);

        assertThat(all(annotator)).containsExactly(fresh, contested, agreed);
    }

    /** The verdict by which that answer is better. */
    private static String left(Answer assignment, String answer) {
        return assignment.text("left").equals(answer) ? "LEFT" : "RIGHT";
    }

    @Test
    void aRandomOrderIsNoneOfTime() {
        List<String> came = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            came.add(item("a", "b"));
        }
        choose("RANDOM", 0);

        List<String> asked = all(annotator);

        assertThat(asked).containsExactlyInAnyOrderElementsOf(came).isNotEqualTo(came);
        assertThat(told(12)).extracting(given -> given.rating().draw()).allMatch(draw -> draw.even());
    }

    @Test
    void theEvenShareIsToldWithItsProbability() {
        for (int i = 0; i < 4; i++) {
            item("a", "b");
        }
        choose("NEWEST", 1);

        assertThat(all(annotator)).hasSize(4);

        assertThat(told(4)).extracting(given -> given.rating().draw()).containsOnly(new Draw("NEWEST", true, 0.25));
    }

    private List<RatingGiven> told(int atLeast) {
        return Eventually.get(
                () -> topics().events(Topics.FEEDBACK).stream()
                        .map(ReceivedEvent::event)
                        .filter(RatingGiven.class::isInstance)
                        .map(RatingGiven.class::cast)
                        .filter(given -> given.rating().projectId().equals(project))
                        .toList(),
                events -> events.size() >= atLeast);
    }

    @Test
    void aChoiceIsChangedUnderTheVersionThatWasSeenAndIsNoted() {
        assertThat(set(Map.of("strategy", "RANDOM"), "If-Match", "\"0\"").text("even"))
                .isEqualTo("0.1");
        assertThat(set(Map.of("strategy", "NEWEST"), "If-Match", "\"0\"").code())
                .isEqualTo("project-changed");
        assertThat(set(Map.of("strategy", "NEWEST", "even", 1.5)).text("detail"))
                .isEqualTo("even is a share from 0 to 1 but is 1.5.");
        assertThat(set(Map.of("strategy", "CLEVEREST")).status()).isEqualTo(400);
        assertThat(set(Map.of("even", 0.1)).code()).isEqualTo("missing-field");
        assertThat(queryOne(
                        "SELECT detail FROM feedback.audit_entry WHERE action = 'PROJECT_CHANGED' AND detail LIKE ? ORDER BY 1 LIMIT 1",
                        "choice%0.1}"))
                .isEqualTo("choice {\"strategy\":\"RANDOM\",\"even\":0.1}");
    }

    @Test
    void whoHasRatedThousandsThatStillWaitIsHandedTheRestAndThenNothing() {
        String prompt = prompt(engineer, project, "many");
        UUID me = UUID.fromString(queryOne(
                "SELECT id FROM feedback.account WHERE name = ?",
                annotator.get("/api/session").text("name")));
        sql("""
                INSERT INTO feedback.item (id, project_id, prompt_id, first_candidate_id, second_candidate_id, first_candidate,
                                           second_candidate, ratings_per_item, accepted, created_at)
                SELECT gen_random_uuid(), CAST(? AS uuid), CAST(? AS uuid), 'a' || n, 'b' || n, ?, ?, 3,
                       CASE WHEN n <= 6400 THEN 1 ELSE 0 END, now()
                FROM generate_series(1, 6450) n
                """, project, prompt, candidate("a"), candidate("b"));
        sql("""
                INSERT INTO feedback.rating (id, item_id, project_id, account_id, verdict, strength, left_first, dwell_millis, source,
                                             rated_at)
                SELECT gen_random_uuid(), id, project_id, ?, 'TIE', 0, true, 1, 'page', now() FROM feedback.item
                WHERE project_id = CAST(? AS uuid) AND accepted = 1
                """, me, project);

        assertThat(all(annotator)).hasSize(50);
        assertThat(all(annotator)).isEmpty();
        item("a", "b");
        assertThat(Eventually.get(() -> next(annotator).status(), status -> status == 200))
                .isEqualTo(200);
    }

    private static String candidate(String answer) {
        return """
                {"candidateId": "%s", "text": "%s", "checkpointId": "c", "finishReason": "stop",
                 "sampling": {"temperature": 1, "topP": 1, "topK": 0, "maxNewTokens": 8, "seed": 1}}
                """.formatted(answer, answer);
    }
}
