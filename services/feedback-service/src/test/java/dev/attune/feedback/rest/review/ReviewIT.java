package dev.attune.feedback.rest.review;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ReviewIT extends RatedItems {

    private Api manager;
    private Api reviewer;
    private Api one;
    private Api other;
    private String project;

    @BeforeEach
    void signIn() {
        manager = someone("engineer");
        reviewer = someone("reviewer");
        one = someone("annotator");
        other = someone("annotator");
        project = project(manager, 2);
    }

    private JsonNode list(Api who, String query) {
        return who.get("/api/projects/" + project + "/review?" + query).body();
    }

    private static List<String> ids(JsonNode list) {
        return list.path("items").findValuesAsText("id");
    }

    private static JsonNode review(Api who, String item) {
        return who.get("/api/items/" + item + "/review").body();
    }

    private static Answer flag(Api who, String item, Object flag) {
        return who.send("PUT", "/api/items/" + item + "/flag", flag);
    }

    private static Answer decide(Api who, String item, String decision) {
        return who.send(
                "PUT", "/api/items/" + item + "/decision", Map.of("decision", decision, "reason", "looked at it"));
    }

    private static Answer adjudicate(Api who, String item, String verdict, int strength) {
        return who.send(
                "PUT", "/api/items/" + item + "/adjudication", Map.of("verdict", verdict, "strength", strength));
    }

    @Test
    void whatThreePeopleSkipIsForAReviewer() {
        item(manager, project);
        String item = say(one, project, "SKIP");
        say(other, project, "SKIP");
        assertThat(ids(list(reviewer, "kind=SKIPPED"))).isEmpty();

        say(someone("annotator"), project, "SKIP");

        JsonNode list = list(reviewer, "kind=SKIPPED");
        assertThat(ids(list)).containsExactly(item);
        assertThat(list.path("counts").path("skipped").asInt()).isEqualTo(1);
        assertThat(decide(reviewer, item, "CLOSE").status()).isEqualTo(204);
        assertThat(ids(list(reviewer, "kind=SKIPPED"))).isEmpty();
    }

    @Test
    void nobodyIsAskedAboutAFlaggedItemBeforeAReviewerDecides() {
        item(manager, project);
        String item = next(one, project).text("itemId");

        Answer flagged = flag(one, item, Map.of("reason", "HARMFUL", "words", "an address"));

        assertThat(flagged.status()).isEqualTo(204);
        assertThat(next(one, project).status()).isEqualTo(204);
        assertThat(next(other, project).status()).isEqualTo(204);
        assertThat(progress(other, project).body().path("left").asInt()).isZero();
        JsonNode list = list(reviewer, "kind=FLAGGED");
        assertThat(ids(list)).containsExactly(item);
        assertThat(list.path("items").path(0).path("reasons").path(0).asText()).isEqualTo("HARMFUL");
        assertThat(list.path("counts").path("flagged").asInt()).isEqualTo(1);
        JsonNode flag = review(reviewer, item).path("flags").path(0);
        assertThat(flag.path("words").asText()).isEqualTo("an address");
        assertThat(flag.path("by").path("pseudonym").asText()).startsWith("rater-");
        assertThat(flag.path("by").path("name").isNull()).isTrue();
        assertThat(review(manager, item)
                        .path("flags")
                        .path(0)
                        .path("by")
                        .path("name")
                        .asText())
                .startsWith("someone-");

        assertThat(decide(reviewer, item, "REOPEN").status()).isEqualTo(204);
        assertThat(next(other, project).text("itemId")).isEqualTo(item);
        assertThat(list(reviewer, "kind=FLAGGED").path("items")).isEmpty();
    }

    @Test
    void onlyWhoHoldsOrRatedAnItemFlagsItAndMayTakeItBack() {
        item(manager, project);
        String item = next(one, project).text("itemId");

        assertThat(flag(other, item, Map.of("reason", "HARMFUL")).code()).isEqualTo("item-unknown");
        assertThat(flag(one, item, Map.of("reason", "OTHER")).code()).isEqualTo("missing-field");
        flag(one, item, Map.of("reason", "HARMFUL"));
        assertThat(one.delete("/api/items/" + item + "/flag").status()).isEqualTo(204);
        assertThat(next(one, project).text("itemId")).isEqualTo(item);
    }

    @Test
    void aClosedItemSettlesNothingUntilItIsOpenedAgain() {
        item(manager, project);
        String item = prefer(one, project, FIRST, 1);
        prefer(other, project, FIRST, 1);

        assertThat(decide(reviewer, item, "CLOSE").status()).isEqualTo(204);

        PreferenceRetracted retracted =
                (PreferenceRetracted) told(Topics.PREFERENCES, item, 2).get(1);
        assertThat(retracted.reason()).isEqualTo("looked at it");
        assertThat(ids(list(reviewer, "kind=CLOSED"))).containsExactly(item);
        JsonNode progress = progress(manager, project).body();
        assertThat(progress.path("settled").asInt()).isZero();
        assertThat(progress.path("open").asInt()).isZero();
        assertThat(flag(one, item, Map.of("reason", "HARMFUL")).code()).isEqualTo("item-closed");

        decide(reviewer, item, "REOPEN");
        assertThat(told(Topics.PREFERENCES, item, 3).get(2)).isInstanceOf(PreferenceSettled.class);
        assertThat(newestAudit()).contains("ITEM_CLOSED", "Item " + item + ": looked at it");
    }

    @Test
    void aRatingUnderALeaseOnAnItemThatWasClosedIsRefused() {
        item(manager, project);
        Answer lease = next(one, project);
        decide(manager, lease.text("itemId"), "CLOSE");

        Answer refused = rate(one, lease, Map.of("verdict", "TIE"));

        assertThat(refused.code()).isEqualTo("item-complete");
        assertThat(next(one, project).status()).isIn(200, 204);
    }

    @Test
    void listsStrongestDisagreementFirst() {
        for (int i = 0; i < 4; i++) {
            item(manager, project);
        }
        String slight = prefer(one, project, FIRST, 1);
        String strong = prefer(one, project, FIRST, 3);
        String none = prefer(one, project, FIRST, 3);
        String middle = prefer(one, project, FIRST, 3);
        say(other, project, "TIE");
        prefer(other, project, SECOND, 3);
        prefer(other, project, FIRST, 1);
        say(other, project, "BOTH_BAD");

        JsonNode list = list(reviewer, "kind=DISAGREEING");
        assertThat(ids(list)).containsExactly(strong, middle, slight).doesNotContain(none);
        assertThat(list.path("items").path(0).path("disagreement").asInt()).isEqualTo(6);
        assertThat(list.path("items").path(0).path("verdicts").toString()).isEqualTo("[\"LEFT\",\"RIGHT\"]");
        assertThat(ids(list(reviewer, "kind=DISAGREEING&least=4"))).containsExactly(strong, middle);
        JsonNode page = list(reviewer, "kind=DISAGREEING&limit=2");
        assertThat(ids(list(
                        reviewer,
                        "kind=DISAGREEING&limit=2&after=" + page.path("next").asText())))
                .containsExactly(slight);
        String pseudonym = review(reviewer, strong)
                .path("ratings")
                .path(0)
                .path("by")
                .path("pseudonym")
                .asText();
        assertThat(ids(list(reviewer, "kind=DISAGREEING&rater=" + pseudonym))).hasSize(3);
        assertThat(ids(list(reviewer, "kind=DISAGREEING&rater=rater-of-nothing")))
                .isEmpty();
        assertThat(reviewer.get("/api/projects/" + project + "/review?after=x").code())
                .isEqualTo("invalid-request");
    }

    @Test
    void showsAllRatingsSideBySideWithoutSides() {
        item(manager, project);
        String item = prefer(one, project, SECOND, 2);
        prefer(other, project, FIRST, 1);

        JsonNode review = review(reviewer, item);

        assertThat(review.path("answers").path(0).asText()).isEqualTo(FIRST);
        assertThat(review.path("ratings").findValuesAsText("verdict")).containsExactly("RIGHT", "LEFT");
        assertThat(review.path("ratings").findValuesAsText("strength")).containsExactly("2", "1");
        assertThat(review.path("yours").asBoolean()).isFalse();
        assertThat(review.toString()).doesNotContain("someone-");
        assertThat(one.get("/api/items/" + item + "/review").status()).isEqualTo(403);
    }

    @Test
    void aReviewersVerdictSettlesTheItemUntilItIsRevoked() {
        item(manager, project);
        String item = prefer(one, project, FIRST, 3);
        prefer(other, project, FIRST, 3);

        assertThat(adjudicate(reviewer, item, "RIGHT", 2).status()).isEqualTo(204);

        PreferenceSettled settled =
                (PreferenceSettled) told(Topics.PREFERENCES, item, 2).get(1);
        assertThat(settled.chosen().text()).isEqualTo(SECOND);
        assertThat(settled.margin()).isEqualTo(2.0);
        assertThat(settled.ratings()).isEqualTo(1);
        RatingGiven given = (RatingGiven) told(Topics.FEEDBACK, item, 3).get(2);
        assertThat(given.rating().source()).isEqualTo("adjudication");
        assertThat(given.rating().annotator()).startsWith("rater-");
        assertThat(progress(manager, project).body().path("ratings").asInt()).isEqualTo(2);
        JsonNode mine = one.get("/api/ratings?project=" + project)
                .body()
                .path("ratings")
                .path(0);
        assertThat(mine.path("changeable").asBoolean()).isFalse();
        String stood = mine.path("answers").path(0).asText().equals(SECOND) ? "LEFT" : "RIGHT";
        assertThat(mine.path("decided").path("verdict").asText()).isEqualTo(stood);
        assertThat(one.send(
                                "PUT",
                                "/api/ratings/" + mine.path("id").asText(),
                                Map.of("verdict", "TIE"),
                                "If-Match",
                                "1")
                        .code())
                .isEqualTo("item-closed");
        assertThat(decide(reviewer, item, "CLOSE").code()).isEqualTo("item-closed");

        assertThat(reviewer.delete("/api/items/" + item + "/adjudication").code())
                .isEqualTo("missing-field");
        assertThat(reviewer.delete("/api/items/" + item + "/adjudication?reason=too%20quick")
                        .status())
                .isEqualTo(204);
        PreferenceSettled again =
                (PreferenceSettled) told(Topics.PREFERENCES, item, 3).get(2);
        assertThat(again.chosen().text()).isEqualTo(FIRST);
        assertThat(again.ratings()).isEqualTo(2);
        assertThat(((RatingWithdrawn) told(Topics.FEEDBACK, item, 4).get(3)).reason())
                .isEqualTo("too quick");
    }

    @Test
    void anAdjudicatedItemWantsNoMoreRatingsAndAnotherVerdictReplacesTheFirst() {
        item(manager, project);
        String item = prefer(one, project, FIRST, 1);
        flag(one, item, Map.of("reason", "NEEDS_KNOWLEDGE"));

        adjudicate(reviewer, item, "BOTH_BAD", 0);
        adjudicate(manager, item, "LEFT", 1);

        assertThat(next(other, project).status()).isEqualTo(204);
        PreferenceSettled settled =
                (PreferenceSettled) told(Topics.PREFERENCES, item, 2).get(1);
        assertThat(settled.outcome()).isEqualTo(Outcome.DECISIVE);
        assertThat(told(Topics.FEEDBACK, item, 4)).hasSize(4);
        JsonNode progress = progress(manager, project).body();
        assertThat(progress.path("settled").asInt()).isEqualTo(1);
        reviewer.delete("/api/items/" + item + "/adjudication?reason=wrong");
        assertThat(told(Topics.PREFERENCES, item, 3).get(2)).isInstanceOf(PreferenceRetracted.class);
        assertThat(next(other, project).text("itemId")).isEqualTo(item);
    }

    @Test
    void nobodyAdjudicatesWhatTheyRated() {
        String both = account("annotator", "reviewer");
        Api judge = nobody().as(both, PASSWORD);
        item(manager, project);
        String item = prefer(judge, project, FIRST, 3);
        prefer(other, project, SECOND, 3);

        assertThat(review(judge, item).path("yours").asBoolean()).isTrue();
        assertThat(ids(list(judge, "kind=DISAGREEING"))).isEmpty();
        assertThat(adjudicate(judge, item, "LEFT", 1).code()).isEqualTo("own-item");
        assertThat(adjudicate(reviewer, item, "SKIP", 0).code()).isEqualTo("invalid-request");
        assertThat(told(Topics.FEEDBACK, item, 2)).hasSize(2);
    }

    @Test
    void reviewersAndRatersWriteToEachOther() {
        item(manager, project);
        String item = prefer(one, project, FIRST, 3);
        prefer(other, project, SECOND, 3);
        String path = "/api/items/" + item + "/notes";
        String pseudonym = review(reviewer, item)
                .path("ratings")
                .path(0)
                .path("by")
                .path("pseudonym")
                .asText();

        assertThat(reviewer.post(path, Map.of("text", "Why so strong?", "rater", pseudonym))
                        .status())
                .isEqualTo(204);
        assertThat(one.get("/api/notes").body().path("notes").asInt()).isEqualTo(1);
        assertThat(other.get("/api/notes").body().path("notes").asInt()).isZero();
        assertThat(other.get(path).body()).isEmpty();
        assertThat(one.get("/api/ratings?unseen=true").body().path("ratings")).hasSize(1);
        JsonNode asked = one.get(path).body().path(0);
        assertThat(asked.path("author").path("you").asBoolean()).isFalse();
        assertThat(one.post(
                                path + "/seen",
                                Map.of("until", asked.path("writtenAt").asText()))
                        .status())
                .isEqualTo(204);
        assertThat(one.get("/api/notes").body().path("notes").asInt()).isZero();

        one.post(path, Map.of("text", "  The other one is made up.\r\n"));
        assertThat(ids(list(reviewer, "kind=UNSEEN"))).containsExactly(item);
        JsonNode answer = review(reviewer, item).path("notes").path(1);
        assertThat(answer.path("text").asText()).isEqualTo("The other one is made up.");
        reviewer.post(
                "/api/items/" + item + "/review/seen",
                Map.of("until", answer.path("writtenAt").asText()));
        assertThat(list(reviewer, "kind=UNSEEN").path("items")).isEmpty();

        assertThat(someone("annotator").get(path).code()).isEqualTo("item-unknown");
        assertThat(one.post(path, Map.of("text", " ")).code()).isEqualTo("missing-field");
        assertThat(one.post(path, Map.of("text", "x", "rater", "rater-x")).code())
                .isEqualTo("forbidden");
        assertThat(reviewer.post(path, Map.of("text", "x", "rater", "rater-x")).code())
                .isEqualTo("account-unknown");
    }
}
