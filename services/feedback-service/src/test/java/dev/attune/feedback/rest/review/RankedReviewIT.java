package dev.attune.feedback.rest.review;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.FeedbackEvent.RankingGiven;
import dev.attune.contracts.event.FeedbackEvent.RankingRevised;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

/** Items of three answers that are ranked. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class RankedReviewIT extends RatedItems {

    @Inject
    Candidates entered;

    private Api manager;
    private Api one;
    private Api other;
    private String project;

    @BeforeEach
    void aProjectThatRanks() {
        manager = someone("engineer");
        one = someone("annotator");
        other = someone("annotator");
        project = manager.post(
                        "/api/projects",
                        Map.of(
                                "name",
                                "ranking " + UUID.randomUUID(),
                                "ratingsPerItem",
                                2,
                                "form",
                                Map.of("task", "RANK", "answers", 3)))
                .text("id");
        String text = "question " + UUID.randomUUID();
        String prompt = prompt(manager, project, text);
        entered.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, "a", "b", "c"));
    }

    /** Ranks the item with its answers in the order of these texts. */
    private static String rank(Api who, String project, String... best) {
        Answer lease = next(who, project);
        Answer rated = rate(who, lease, Map.of("ranking", groups(lease.body().path("answers"), best)));
        assertThat(rated.status()).as(rated.body().toString()).isEqualTo(201);
        return lease.text("itemId");
    }

    private static List<List<Integer>> groups(JsonNode answers, String... best) {
        List<String> shown = List.of(
                answers.path(0).asText(),
                answers.path(1).asText(),
                answers.path(2).asText());
        return List.of(best).stream().map(text -> List.of(shown.indexOf(text))).toList();
    }

    @Test
    void aRankingIsRevisedByWhereAnswersStood() {
        String item = rank(one, project, "a", "b", "c");
        rank(other, project, "a", "b", "c");
        JsonNode mine = one.get("/api/ratings").body().path("ratings").path(0);
        assertThat(mine.path("verdict").asText()).isEqualTo("RANKED");
        assertThat(mine.path("ranking").toString())
                .isEqualTo(
                        groups(mine.path("answers"), "a", "b", "c").toString().replace(" ", ""));

        Answer revised = one.send(
                "PUT",
                "/api/ratings/" + mine.path("id").asText(),
                Map.of("ranking", groups(mine.path("answers"), "c", "b", "a")),
                "If-Match",
                "1");

        assertThat(revised.status()).isEqualTo(200);
        RankingRevised told = (RankingRevised) told(Topics.FEEDBACK, item, 3).get(2);
        assertThat(told.ranking()
                        .answers()
                        .get(told.ranking().groups().getFirst().getFirst())
                        .text())
                .isEqualTo("c");
        JsonNode review = manager.get("/api/items/" + item + "/review").body();
        assertThat(review.path("disagreement").asInt()).isEqualTo(6);
        PreferenceSettled tie =
                (PreferenceSettled) told(Topics.PREFERENCES, item + "/0-1", 2).get(1);
        assertThat(tie.probability()).isEqualTo(0.5);
    }

    @Test
    void aReviewersOrderSettlesEachPair() {
        String item = rank(one, project, "a", "b", "c");
        rank(other, project, "c", "b", "a");
        Api reviewer = someone("reviewer");
        JsonNode answers = reviewer.get("/api/items/" + item + "/review").body().path("answers");

        Answer settled = reviewer.send(
                "PUT",
                "/api/items/" + item + "/adjudication",
                Map.of("ranking", groups(answers, "b", "a", "c"), "comment", "b is complete"));

        assertThat(settled.status()).as(settled.body().toString()).isEqualTo(204);
        RankingGiven given = (RankingGiven) told(Topics.FEEDBACK, item, 3).get(2);
        assertThat(given.ranking().source()).isEqualTo("adjudication");
        PreferenceSettled best =
                (PreferenceSettled) told(Topics.PREFERENCES, item + "/0-1", 2).get(1);
        assertThat(best.chosen().text()).isEqualTo("b");
        assertThat(best.ratings()).isEqualTo(1);
        JsonNode mine = one.get("/api/ratings").body().path("ratings").path(0);
        assertThat(mine.path("decided").path("ranking").toString())
                .isEqualTo(
                        groups(mine.path("answers"), "b", "a", "c").toString().replace(" ", ""));
        assertThat(reviewer.send(
                                "PUT", "/api/items/" + item + "/adjudication", Map.of("verdict", "LEFT", "strength", 1))
                        .code())
                .isEqualTo("invalid-request");
    }
}
