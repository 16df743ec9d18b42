package dev.attune.feedback.rest.history;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.FeedbackEvent.RatingRevised;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class HistoryIT extends RatedItems {

    private Api manager;
    private Api annotator;
    private String project;

    @BeforeEach
    void signIn() {
        manager = someone("engineer");
        annotator = someone("annotator");
        project = project(manager, 1);
    }

    private JsonNode history(Api who, String more) {
        return who.get("/api/ratings?project=" + project + more).body();
    }

    private JsonNode newest(Api who) {
        return history(who, "").path("ratings").path(0);
    }

    private static Answer revise(Api who, JsonNode rating, int version, Object body) {
        return who.send("PUT", "/api/ratings/" + rating.path("id").asText(), body, "If-Match", "\"" + version + "\"");
    }

    private static String other(JsonNode rating) {
        return rating.path("verdict").asText().equals("LEFT") ? "RIGHT" : "LEFT";
    }

    @Test
    void showsOnesOwnRatingsAsTheyStoodNewestFirst() {
        for (int i = 0; i < 3; i++) {
            item(manager, project);
        }
        Answer lease = next(annotator, project);
        rate(annotator, lease, Map.of("verdict", "LEFT", "strength", 3, "comment", "clear"));
        say(annotator, project, "SKIP");
        say(annotator, project, "TIE");

        JsonNode first = history(annotator, "&limit=2");
        JsonNode rest =
                history(annotator, "&limit=2&after=" + first.path("next").asText());

        assertThat(first.path("ratings").findValuesAsText("state")).containsExactly("COUNTS", "SKIPPED");
        assertThat(rest.path("ratings")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
        JsonNode oldest = rest.path("ratings").path(0);
        assertThat(oldest.path("answers").path(0).asText()).isEqualTo(lease.text("left"));
        assertThat(oldest.path("answers").path(1).asText()).isEqualTo(lease.text("right"));
        assertThat(oldest.path("comment").asText()).isEqualTo("clear");
        assertThat(oldest.path("changeable").asBoolean()).isTrue();
        assertThat(oldest.toString()).doesNotContain("checkpoint").doesNotContain("candidate");
        assertThat(history(someone("annotator"), "").path("ratings")).isEmpty();
        assertThat(annotator.get("/api/ratings?after=nonsense").code()).isEqualTo("invalid-request");
    }

    @Test
    void settlesAnewWhatARevisionSays() {
        item(manager, project);
        String item = prefer(annotator, project, FIRST, 1);
        JsonNode rating = newest(annotator);

        Answer revised = revise(
                annotator, rating, 1, Map.of("verdict", other(rating), "strength", 3, "comment", "a second look"));

        assertThat(revised.status()).isEqualTo(200);
        assertThat(revised.body().path("version").asInt()).isEqualTo(2);
        assertThat(revised.headers().firstValue("ETag")).contains("\"2\"");
        RatingRevised told = (RatingRevised) told(Topics.FEEDBACK, item, 2).get(1);
        assertThat(told.rating().ratingId()).isEqualTo(rating.path("id").asText());
        assertThat(told.rating().comment()).isEqualTo("a second look");
        assertThat(told.rating().left().checkpointId()).startsWith("checkpoint-");
        PreferenceSettled settled =
                (PreferenceSettled) told(Topics.PREFERENCES, item, 2).get(1);
        assertThat(settled.chosen().text()).isEqualTo(SECOND);
        assertThat(settled.margin()).isEqualTo(3.0);
        assertThat(newest(annotator).path("version").asInt()).isEqualTo(2);
        assertThat(newest(annotator).path("revisedAt").isNull()).isFalse();
        assertThat(progress(manager, project).body().path("ratings").asInt()).isEqualTo(1);
    }

    @Test
    void tellsOfNoNewPreferenceWhereOnlyTheWordsChange() {
        item(manager, project);
        String item = prefer(annotator, project, FIRST, 2);
        JsonNode rating = newest(annotator);

        revise(
                annotator,
                rating,
                1,
                Map.of("verdict", rating.path("verdict").asText(), "strength", 2, "comment", "why so"));

        assertThat(told(Topics.FEEDBACK, item, 2)).hasSize(2);
        assertThat(told(Topics.PREFERENCES, item, 1)).hasSize(1);
    }

    @Test
    void revisesOnlyTheVersionThatWasSeenAndOnlyOnesOwn() {
        item(manager, project);
        prefer(annotator, project, FIRST, 1);
        JsonNode rating = newest(annotator);
        Map<String, Object> tie = Map.of("verdict", "TIE");
        String path = "/api/ratings/" + rating.path("id").asText();

        assertThat(annotator.send("PUT", path, tie).status()).isEqualTo(428);
        assertThat(annotator.send("PUT", path, tie, "If-Match", "soon").code()).isEqualTo("invalid-request");
        assertThat(revise(someone("annotator"), rating, 1, tie).code()).isEqualTo("rating-unknown");
        assertThat(revise(annotator, rating, 1, Map.of("verdict", "SKIP")).code())
                .isEqualTo("invalid-request");
        assertThat(revise(annotator, rating, 1, Map.of("verdict", "LEFT", "strength", 4))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(revise(annotator, rating, 1, tie).status()).isEqualTo(200);
        Answer stale = revise(annotator, rating, 1, tie);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("rating-changed");
    }

    @Test
    void repeatsARevisionWhoseAnswerWasLost() {
        item(manager, project);
        prefer(annotator, project, FIRST, 1);
        String path = "/api/ratings/" + newest(annotator).path("id").asText();
        String key = UUID.randomUUID().toString();

        Answer first =
                annotator.send("PUT", path, Map.of("verdict", "TIE"), "If-Match", "\"1\"", "Idempotency-Key", key);
        Answer again =
                annotator.send("PUT", path, Map.of("verdict", "TIE"), "If-Match", "\"1\"", "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(newest(annotator).path("version").asInt()).isEqualTo(2);
    }

    @Test
    void takesARatingBackLaterWithAReason() {
        item(manager, project);
        String item = prefer(annotator, project, FIRST, 1);
        anHourLater(project);
        String path = "/api/ratings/" + newest(annotator).path("id").asText();

        assertThat(annotator.delete(path).code()).isEqualTo("undo-too-late");
        assertThat(annotator.delete(path + "?reason=I%20know%20the%20author").status())
                .isEqualTo(204);

        RatingWithdrawn withdrawn =
                (RatingWithdrawn) told(Topics.FEEDBACK, item, 2).get(1);
        assertThat(withdrawn.reason()).isEqualTo("I know the author");
        assertThat(told(Topics.PREFERENCES, item, 2).get(1)).isInstanceOf(PreferenceRetracted.class);
        assertThat(newest(annotator).path("state").asText()).isEqualTo("WITHDRAWN");
        assertThat(next(annotator, project).status()).isEqualTo(204);
        assertThat(next(someone("annotator"), project).text("itemId")).isEqualTo(item);
    }

    @Test
    void handsBackWhatWasSkippedOrTakenBack() {
        item(manager, project);
        item(manager, project);
        String skipped = say(annotator, project, "SKIP");
        JsonNode skip = newest(annotator);
        String rated = prefer(annotator, project, FIRST, 1);
        JsonNode rating = newest(annotator);
        anHourLater(project);
        annotator.delete("/api/ratings/" + rating.path("id").asText() + "?reason=unsure");

        assertThat(annotator
                        .post("/api/ratings/" + skip.path("id").asText() + "/again", null)
                        .status())
                .isEqualTo(204);
        assertThat(next(annotator, project).text("itemId")).isEqualTo(skipped);
        assertThat(annotator
                        .post("/api/ratings/" + rating.path("id").asText() + "/again", null)
                        .status())
                .isEqualTo(204);
        assertThat(next(annotator, project).text("itemId")).isEqualTo(rated);
        assertThat(history(annotator, "").path("ratings")).isEmpty();
        assertThat(annotator
                        .post("/api/ratings/" + rating.path("id").asText() + "/again", null)
                        .code())
                .isEqualTo("rating-unknown");
    }

    @Test
    void handsNothingBackThatOthersHaveRated() {
        item(manager, project);
        say(annotator, project, "SKIP");
        JsonNode skip = newest(annotator);
        prefer(someone("annotator"), project, FIRST, 1);

        Answer refused = annotator.post("/api/ratings/" + skip.path("id").asText() + "/again", null);

        assertThat(refused.code()).isEqualTo("item-complete");
        assertThat(newest(annotator).path("state").asText()).isEqualTo("SKIPPED");
    }

    /** The last record on the bus must be what the database says, whoever won. */
    @Test
    void whateverHappensAtOnceTheItemSettlesWhatItsRatingsSayAtLast() throws Exception {
        String both = project(manager, 2);
        item(manager, both);
        Api other = someone("annotator");
        String item = prefer(annotator, both, FIRST, 3);
        prefer(other, both, FIRST, 3);
        List<Api> people = List.of(annotator, other);

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> done = IntStream.range(0, 24)
                    .mapToObj(i -> threads.submit(() -> {
                        Api who = people.get(i % 2);
                        JsonNode mine = who.get("/api/ratings?project=" + both)
                                .body()
                                .path("ratings")
                                .path(0);
                        return revise(
                                        who,
                                        mine,
                                        mine.path("version").asInt(),
                                        Map.of("verdict", i % 3 == 0 ? "LEFT" : "RIGHT", "strength", 1 + i % 3))
                                .status();
                    }))
                    .toList();
            for (Future<Integer> status : done) {
                assertThat(status.get()).isIn(200, 412);
            }
        }

        int revisions = people.stream()
                .mapToInt(who -> who.get("/api/ratings?project=" + both)
                                .body()
                                .path("ratings")
                                .path(0)
                                .path("version")
                                .asInt()
                        - 1)
                .sum();
        assertThat(told(Topics.FEEDBACK, item, 2 + revisions)).hasSize(2 + revisions);
        List<? extends Event> settled = told(Topics.PREFERENCES, item, 1);
        JsonNode review = manager.get("/api/items/" + item + "/review").body();
        assertThat(review.path("accepted").asInt()).isEqualTo(2);
        boolean agree = review.path("ratings")
                .path(0)
                .path("verdict")
                .equals(review.path("ratings").path(1).path("verdict"));
        assertThat(((PreferenceSettled) settled.getLast()).probability()).isEqualTo(agree ? 1.0 : 0.5);
        assertThat(review.path("disagreement").asInt() == 0).isEqualTo(agree);
    }

    @Test
    void saysHowOnesRatingsAreOnceThereAreEnough() {
        String both = project(manager, 2);
        Api other = someone("annotator");
        for (int i = 0; i < 20; i++) {
            item(manager, both);
            prefer(annotator, both, i % 2 == 0 ? FIRST : SECOND, 1);
            prefer(other, both, i % 2 == 0 || i > 14 ? FIRST : SECOND, 1);
        }

        JsonNode quality = annotator.get("/api/projects/" + both + "/quality").body();

        assertThat(quality.path("ratings").asInt()).isEqualTo(20);
        assertThat(quality.path("days").path(0).path("ratings").asInt()).isEqualTo(20);
        assertThat(quality.path("medianSeconds").asDouble()).isPositive();
        JsonNode others = quality.path("others");
        assertThat(others.path("compared").asInt()).isEqualTo(20);
        // i = 15, 17 and 19 differ: (0.85 - 0.5) / 0.5.
        assertThat(others.path("share").asDouble()).isEqualTo(0.85);
        assertThat(others.path("kappa").asDouble()).isEqualTo(0.7);
        assertThat(quality.path("reviewers").path("share").isNull()).isTrue();
        assertThat(quality.path("reviewers").path("enough").asInt()).isEqualTo(5);
    }
}
