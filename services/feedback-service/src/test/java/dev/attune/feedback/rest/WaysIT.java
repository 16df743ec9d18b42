package dev.attune.feedback.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.Rating;
import dev.attune.contracts.event.Topics;
import dev.attune.feedback.testing.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Every way to rate, from the request to what the ring hears of it. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class WaysIT extends WaysFixture {

    @Test
    void whatIsSaidOfAnswersGoesWithTheRating() {
        String project = project(1, COMPARE);
        item(project, "yes 😀 sir", "no");
        Answer assignment = next(annotator, project);
        List<String> shown = answers(assignment);
        int yes = shown.indexOf("yes 😀 sir");
        Map<String, Object> ofYes = Map.of(
                "scores",
                Map.of("helpful", 6),
                "flags",
                List.of("untrue"),
                "highlights",
                List.of(Map.of("start", 4, "end", 5, "reason", "wrong", "comment", " why? ")));
        List<Map<String, Object>> remarks = yes == 0 ? List.of(ofYes, Map.of()) : List.of(Map.of(), ofYes);

        Answer rating = rate(
                annotator,
                assignment,
                Map.of(
                        "verdict",
                        yes == 0 ? "RIGHT" : "LEFT",
                        "answers",
                        remarks,
                        "correction",
                        Map.of("position", yes, "text", "Yes, sir.\n")));

        assertThat(rating.status()).as(rating.toString()).isEqualTo(201);
        String item = assignment.text("itemId");
        Rating given =
                told(Topics.FEEDBACK, RatingGiven.class, item, 1).getFirst().rating();
        Rating.Remarks said = given.answers().get(yes);
        assertThat(said.scores()).isEqualTo(Map.of("helpful", 6));
        assertThat(said.flags()).containsExactly("untrue");
        assertThat(said.highlights()).containsExactly(new Rating.Highlight(4, 5, "wrong", "why?"));
        assertThat(given.answers().get(1 - yes)).isEqualTo(Rating.Remarks.NONE);
        Rating.Correction correction = Objects.requireNonNull(given.correction());
        assertThat(correction.position()).isEqualTo(yes);
        assertThat(correction.answer().edit())
                .isEqualTo(
                        new Candidate.Edit(given.annotator(), (yes == 0 ? given.left() : given.right()).candidateId()));
        List<PreferenceSettled> settled = settled(item, 3);
        assertThat(settled)
                .extracting(one -> one.chosen().text() + ">" + one.rejected().text())
                .containsExactlyInAnyOrder("no>yes 😀 sir", "Yes, sir.\n>yes 😀 sir", "Yes, sir.\n>no");
        DemonstrationGiven demonstration =
                told(Topics.DEMONSTRATIONS, DemonstrationGiven.class, item, 1).getFirst();
        assertThat(demonstration.demonstrationId()).isEqualTo(rating.text("ratingId"));
        assertThat(demonstration.answer()).isEqualTo(correction.answer());
        assertThat(queryOne(
                        "SELECT count(*) FROM feedback.rating WHERE flagged AND id = CAST(? AS uuid)",
                        rating.text("ratingId")))
                .isEqualTo("1");
    }

    @Test
    void whatIsNotAskedOrNotThereIsRefused() {
        String project = project(1, COMPARE);
        item(project, "yes 😀 sir", "no");
        Answer assignment = next(annotator, project);

        refused(annotator, assignment, remarks(Map.of("scores", Map.of("kind", 1))), "not-asked", "are helpful");
        refused(annotator, assignment, remarks(Map.of("scores", Map.of("helpful", 8))), "invalid-request", "1 and 7");
        refused(annotator, assignment, remarks(Map.of("flags", List.of("rude"))), "not-asked", "are untrue, harmful");
        refused(annotator, assignment, mark(0, 1, "odd"), "not-asked", "are wrong");
        refused(annotator, assignment, mark(0, 11, "wrong"), "invalid-request", "ends at 11");
        refused(annotator, assignment, mark(2, 2, "wrong"), "invalid-json", "0 <= start < end");
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("helpful", null);
        refused(
                annotator,
                assignment,
                remarks(Map.of("scores", nothing)),
                "invalid-json",
                "helpful must not hold null");
        refused(
                annotator,
                assignment,
                Map.of("verdict", "TIE", "answers", List.of(Map.of("flags", List.of("untrue")))),
                "invalid-request",
                "each of the 2 answers");
        refused(annotator, assignment, ranking(List.of(0), List.of(1)), "invalid-request", "LEFT, RIGHT");
        refused(annotator, assignment, correction(0, " "), "empty-answer", "no text");
        refused(annotator, assignment, correction(2, "x"), "invalid-request", "the positions 0 to 1");
        refused(annotator, assignment, correction(1, "no "), "identical-answers", "change it");
        refused(annotator, assignment, correction(1, "x".repeat(65537)), "prompt-too-long", "65537");
        assertThat(rate(annotator, assignment, Map.of("verdict", "SKIP")).status())
                .isEqualTo(201);
    }

    @Test
    void anAnswerIsWrittenAndTakenBack() {
        String project = project(1, Map.of("task", "DEMONSTRATE"));
        String prompt = prompt(engineer, project, "Say hello.");
        assertThat(told(Topics.PROMPTS, PromptAdded.class, prompt, 1).getFirst().answers())
                .isZero();
        candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, "Say hello.", "a", "b"));
        Answer assignment = next(annotator, project);
        String item = assignment.text("itemId");
        assertThat(assignment.text("task")).isEqualTo("DEMONSTRATE");
        assertThat(answers(assignment)).isEmpty();

        refused(annotator, assignment, Map.of("verdict", "TIE"), "invalid-request", "send demonstration");
        refused(annotator, assignment, Map.of(), "missing-field", "verdict");
        refused(annotator, assignment, Map.of("demonstration", " \n"), "empty-answer", "no text");
        Answer rating = rate(annotator, assignment, Map.of("demonstration", "Hello!", "comment", "short"));
        assertThat(rating.status()).as(rating.toString()).isEqualTo(201);

        DemonstrationGiven given =
                told(Topics.DEMONSTRATIONS, DemonstrationGiven.class, item, 1).getFirst();
        assertThat(given.prompt().getFirst().content()).isEqualTo("Say hello.");
        assertThat(given.answer().text()).isEqualTo("Hello!");
        assertThat(given.answer().edit()).isEqualTo(new Candidate.Edit(given.annotator(), null));
        assertThat(given.comment()).isEqualTo("short");
        assertThat(next(someone("annotator"), project).status()).isEqualTo(204);
        annotator.delete("/api/ratings/" + rating.text("ratingId"));
        assertThat(told(Topics.DEMONSTRATIONS, DemonstrationRetracted.class, rating.text("ratingId"), 1))
                .hasSize(1);
        assertThat(next(annotator, project).text("itemId")).isEqualTo(item);
        assertThat(progress(engineer, project).body().path("items").asInt()).isEqualTo(1);
    }

    @Test
    void aFormHoldsForItemsThatComeFromNowOn() {
        String project = project(1, Map.of());
        item(project, "a", "b", "c");
        Answer changed = engineer.send("PATCH", "/api/projects/" + project, Map.of("form", Map.of("task", "RANK")));
        assertThat(changed.body().path("form").path("answers").asInt()).isEqualTo(4);
        String prompt = item(project, "d", "e", "f", "f", "g", "h");

        assertThat(told(Topics.PROMPTS, PromptAdded.class, prompt, 1).getFirst().answers())
                .isEqualTo(4);
        JsonNode counts = progress(engineer, project).body();
        assertThat(counts.path("items").asInt()).isEqualTo(3 + 1);
        assertThat(counts.path("identicalAnswers").asInt()).isEqualTo(1);
        Answer first = next(annotator, project);
        assertThat(first.text("task")).isEqualTo("COMPARE");
        assertThat(List.of(first.text("left"), first.text("right"))).isEqualTo(answers(first));
        for (int i = 0; i < 3; i++) {
            rate(annotator, next(annotator, project), Map.of("verdict", "TIE"));
        }
        assertThat(answers(next(annotator, project))).containsExactlyInAnyOrder("d", "e", "f", "g");
        Answer refused = engineer.send("PATCH", "/api/projects/" + project, Map.of("form", Map.of("answers", 7)));
        assertThat(refused.code()).isEqualTo("invalid-request");
        assertThat(engineer.get("/api/projects/" + project).body().path("form"))
                .isEqualTo(changed.body().path("form"));
        // Another change leaves the form as it is.
        assertThat(engineer.send("PATCH", "/api/projects/" + project, Map.of("ratingsPerItem", 2))
                        .body()
                        .path("form"))
                .isEqualTo(changed.body().path("form"));
    }

    @Test
    void answersThatComeWithAPromptAreRatedAtOnce() {
        String project = project(1, Map.of("task", "RANK", "answers", 3));
        Map<String, Object> line = Map.of(
                "messages",
                List.of(Map.of("role", "user", "content", "Which?")),
                "answers",
                List.of("one", "two", "three"));
        Map<String, Object> bad = Map.of(
                "messages", List.of(Map.of("role", "user", "content", "Why?")), "answers", List.of("one", "one "));
        Answer added = engineer.post("/api/projects/" + project + "/prompts", Map.of("prompts", List.of(line, bad)));

        assertThat(added.body().path("added").asInt()).isEqualTo(1);
        assertThat(added.body().path("rejected").path(0).path("code").asText()).isEqualTo("identical-answers");
        assertThat(answers(next(annotator, project))).containsExactlyInAnyOrder("one", "two", "three");
        String prompt = added.body().path("ids").path(0).asText();
        assertThat(told(Topics.PROMPTS, PromptAdded.class, prompt, 1).getFirst().answers())
                .isZero();
    }
}
