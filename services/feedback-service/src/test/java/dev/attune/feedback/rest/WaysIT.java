package dev.attune.feedback.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.FeedbackEvent.Ranking;
import dev.attune.contracts.event.FeedbackEvent.RankingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.Rating;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.Verdict;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Every way to rate, from the request to what the ring hears of it. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class WaysIT extends ServiceFixture {

    private static final Map<String, Object> RANK = Map.of("task", "RANK", "answers", 4, "correction", true);
    private static final Map<String, Object> COMPARE = Map.of(
            "axes", List.of(Map.of("name", "helpful", "highest", 7, "high", "very")),
            "flags", List.of("untrue", "harmful"),
            "highlights", List.of("wrong"),
            "correction", true);

    @Inject
    Candidates candidates;

    private Api engineer;
    private Api annotator;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        annotator = someone("annotator");
    }

    private String project(int ratingsPerItem, Map<String, Object> form) {
        Answer made = engineer.post(
                "/api/projects",
                Map.of("name", "ways " + UUID.randomUUID(), "ratingsPerItem", ratingsPerItem, "form", form));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("id");
    }

    private String item(String project, String... answers) {
        String text = "question " + UUID.randomUUID();
        String prompt = prompt(engineer, project, text);
        candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, answers));
        return prompt;
    }

    private static Answer next(Api who, String project) {
        return who.post("/api/projects/" + project + "/next", null);
    }

    private static Answer rate(Api who, Answer assignment, Map<String, Object> said) {
        return who.postOnce("/api/leases/" + assignment.text("leaseId") + "/rating", said);
    }

    private static void refused(Api who, Answer assignment, Map<String, Object> said, String code, String sentence) {
        Answer refusal = rate(who, assignment, said);
        assertThat(refusal.status()).as(refusal.toString()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.text("detail")).contains(sentence);
    }

    private static List<String> answers(Answer assignment) {
        List<String> answers = new ArrayList<>();
        assignment.body().path("answers").forEach(answer -> answers.add(answer.asText()));
        return answers;
    }

    private <T extends Event> List<T> told(String topic, Class<T> type, String itemOrPrompt, int atLeast) {
        return Eventually.get(
                () -> topics().events(topic).stream()
                        .map(ReceivedEvent::event)
                        .filter(type::isInstance)
                        .map(type::cast)
                        .filter(event -> event.toString().contains(itemOrPrompt))
                        .toList(),
                events -> events.size() >= atLeast);
    }

    @Test
    void aRankingIsToldAsItStoodAndSettlesEachPair() {
        String project = project(1, RANK);
        String prompt = item(project, "a", "b", "c", "d");
        Answer assignment = next(annotator, project);
        String item = assignment.text("itemId");
        List<String> shown = answers(assignment);

        assertThat(assignment.text("task")).isEqualTo("RANK");
        assertThat(shown).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(assignment.body().path("left").isNull()).isTrue();
        assertThat(assignment.body().path("form").path("answers").asInt()).isEqualTo(4);
        assertThat(assignment.body().path("guidelinesVersion").asInt()).isEqualTo(1);
        assertThat(next(annotator, project).body()).isEqualTo(assignment.body());
        Answer rating = rate(annotator, assignment, Map.of("ranking", List.of(List.of(2), List.of(3, 0), List.of(1))));
        assertThat(rating.status()).as(rating.toString()).isEqualTo(201);

        Ranking ranking =
                told(Topics.FEEDBACK, RankingGiven.class, item, 1).getFirst().ranking();
        assertThat(ranking.answers()).extracting(Candidate::text).containsExactlyElementsOf(shown);
        assertThat(ranking.groups()).containsExactly(List.of(2), List.of(0, 3), List.of(1));
        assertThat(ranking.guidelinesVersion()).isEqualTo(1);
        assertThat(ranking.leaseId()).isEqualTo(assignment.text("leaseId"));
        assertThat(ranking.promptId()).isEqualTo(prompt);
        Map<String, String> better = settled(item, 6).stream()
                .collect(Collectors.toMap(
                        PreferenceSettled::itemId,
                        one -> one.chosen().text()
                                + one.outcome()
                                + one.rejected().text()));
        String best = shown.get(2);
        String last = shown.get(1);
        assertThat(better).hasSize(6);
        assertThat(better.values().stream().filter(said -> said.startsWith(best + "DECISIVE")))
                .hasSize(3);
        assertThat(better.values().stream().filter(said -> said.endsWith("DECISIVE" + last)))
                .hasSize(3);
        assertThat(better.values().stream().filter(said -> said.contains("TIE")))
                .hasSize(1);
        assertThat(settled(item, 6).stream()
                        .mapToDouble(PreferenceSettled::weight)
                        .sum())
                .isCloseTo(1, within(1e-9));
        assertThat(progress(annotator, project)
                        .body()
                        .path("byVerdict")
                        .path("RANKED")
                        .asInt())
                .isEqualTo(1);
    }

    private List<PreferenceSettled> settled(String item, int atLeast) {
        return told(Topics.PREFERENCES, PreferenceSettled.class, item, atLeast);
    }

    @Test
    void aRankingIsTakenBackWithAllThatItSettledAndComesAsItStood() {
        String project = project(1, RANK);
        item(project, "a", "b", "c", "d");
        Answer assignment = next(annotator, project);
        String item = assignment.text("itemId");
        Answer rating = rate(
                annotator,
                assignment,
                Map.of("ranking", List.of(List.of(0, 1, 2, 3)), "correction", Map.of("position", 3, "text", "e")));
        assertThat(settled(item, 10)).hasSize(10);

        assertThat(annotator.delete("/api/ratings/" + rating.text("ratingId")).status())
                .isEqualTo(204);

        List<PreferenceRetracted> gone = told(Topics.PREFERENCES, PreferenceRetracted.class, item, 10);
        assertThat(gone)
                .extracting(PreferenceRetracted::itemId)
                .containsExactlyInAnyOrderElementsOf(settled(item, 10).stream()
                        .map(PreferenceSettled::itemId)
                        .toList());
        assertThat(told(Topics.FEEDBACK, RatingWithdrawn.class, item, 1)).hasSize(1);
        assertThat(told(Topics.DEMONSTRATIONS, DemonstrationRetracted.class, rating.text("ratingId"), 1))
                .hasSize(1);
        assertThat(answers(next(annotator, project))).isEqualTo(answers(assignment));
        assertThat(queryOne(
                        "SELECT coalesce(correction, 'forgotten') FROM feedback.rating WHERE id = CAST(? AS uuid)",
                        rating.text("ratingId")))
                .isEqualTo("forgotten");
    }

    @Test
    void aRankingThatDoesNotFitIsRefusedAndLosesNothing() {
        String project = project(1, Map.of("task", "RANK", "answers", 4, "top", 2, "comment", false));
        item(project, "a", "b", "c", "d");
        Answer assignment = next(annotator, project);

        refused(annotator, assignment, Map.of("verdict", "LEFT"), "invalid-request", "send ranking");
        refused(annotator, assignment, Map.of("ranking", List.of()), "invalid-request", "send ranking");
        refused(annotator, assignment, Map.of("ranking", List.of(List.of(0))), "invalid-request", "rank the best 2");
        refused(annotator, assignment, ranking(List.of(0), List.of(4)), "invalid-request", "the positions 0 to 3");
        refused(annotator, assignment, ranking(List.of(0), List.of(0)), "invalid-request", "position 0 twice");
        refused(
                annotator,
                assignment,
                ranking(List.of(0), List.of()),
                "invalid-request",
                "group of the ranking is empty");
        refused(annotator, assignment, Map.of("demonstration", "x"), "invalid-request", "send ranking");
        refused(
                annotator,
                assignment,
                Map.of("ranking", List.of(List.of(0), List.of(1)), "comment", "x"),
                "not-asked",
                "asks for no comment");
        refused(
                annotator,
                assignment,
                Map.of("ranking", List.of(List.of(0), List.of(1)), "correction", Map.of("position", 0, "text", "x")),
                "not-asked",
                "asks for no correction");
        assertThat(rate(annotator, assignment, ranking(List.of(0), List.of(1))).status())
                .isEqualTo(201);
        assertThat(settled(assignment.text("itemId"), 5)).hasSize(5);
    }

    @SafeVarargs
    private static Map<String, Object> ranking(List<Integer>... groups) {
        return Map.of("ranking", List.of(groups));
    }

    @Test
    void severalPeopleSettleARankingTogether() {
        String project = project(3, Map.of("task", "RANK", "answers", 3));
        item(project, "a", "b", "c");
        for (String order : List.of("abc", "acb", "cab")) {
            Api person = someone("annotator");
            Answer assignment = next(person, project);
            List<String> shown = answers(assignment);
            List<List<Integer>> groups = order.chars()
                    .mapToObj(answer -> List.of(shown.indexOf(String.valueOf((char) answer))))
                    .toList();
            assertThat(rate(person, assignment, Map.of("ranking", groups)).status())
                    .isEqualTo(201);
        }
        Api last = someone("annotator");
        assertThat(next(last, project).status()).isEqualTo(204);

        Map<String, Double> said = told(Topics.PREFERENCES, PreferenceSettled.class, project, 3).stream()
                .collect(Collectors.toMap(
                        one -> one.chosen().text() + ">" + one.rejected().text(), PreferenceSettled::probability));
        assertThat(said).isEqualTo(Map.of("a>b", 1.0, "a>c", 2.0 / 3, "c>b", 2.0 / 3));
    }

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
        Rating.Correction correction = given.correction();
        assertThat(correction).isNotNull();
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

    private static Map<String, Object> remarks(Map<String, Object> said) {
        return Map.of("verdict", "TIE", "answers", List.of(said, said));
    }

    private static Map<String, Object> mark(int start, int end, String reason) {
        return remarks(Map.of("highlights", List.of(Map.of("start", start, "end", end, "reason", reason))));
    }

    private static Map<String, Object> correction(int position, String text) {
        return Map.of("verdict", "TIE", "correction", Map.of("position", position, "text", text));
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

    @Test
    void aRankingIsGivenOnceHoweverOftenItIsSent() {
        String project = project(1, Map.of("task", "RANK", "answers", 3));
        item(project, "a", "b", "c");
        Answer assignment = next(annotator, project);
        String path = "/api/leases/" + assignment.text("leaseId") + "/rating";
        String key = UUID.randomUUID().toString();

        Answer first = annotator.post(path, ranking(List.of(0), List.of(1), List.of(2)), "Idempotency-Key", key);
        Answer again = annotator.post(path, ranking(List.of(0), List.of(1), List.of(2)), "Idempotency-Key", key);
        Answer other = annotator.post(path, ranking(List.of(1), List.of(0), List.of(2)), "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(told(Topics.FEEDBACK, RankingGiven.class, assignment.text("itemId"), 1))
                .hasSize(1);
        assertThat(queryOne("SELECT verdict FROM feedback.rating WHERE id = CAST(? AS uuid)", first.text("ratingId")))
                .isEqualTo(Verdict.RANKED.name());
    }
}
