package dev.attune.feedback.rest;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.FeedbackEvent.Ranking;
import dev.attune.contracts.event.FeedbackEvent.RankingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Rankings, from the screen to the bus. */
@QuarkusTest
class RankingIT extends WaysFixture {

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
