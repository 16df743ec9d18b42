package dev.attune.feedback.rest.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

/** Items that measure their rater look and behave like all others, and count for nothing. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ChecksIT extends RatedItems {

    private Api manager;
    private Api reviewer;
    private Api rater;
    private String project;

    @BeforeEach
    void aProject() {
        manager = someone("engineer");
        reviewer = someone("reviewer");
        rater = someone("annotator");
        project = project(manager, 1);
    }

    private String path(String rest) {
        return "/api/projects/" + project + rest;
    }

    private Answer share(Map<String, Object> settings) {
        return manager.send("PUT", path("/checks"), settings, "If-Match", "0");
    }

    private static Map<String, Object> shares(double gold, double attention, double repeats) {
        return Map.of("gold", gold, "attention", attention, "repeats", repeats, "warnings", false);
    }

    /** An item whose second answer, "yes", a reviewer holds to be better, as gold. */
    private String gold() {
        item(manager, project);
        Api other = someone("annotator");
        String item = prefer(other, project, SECOND, 1);
        adjudicate(item, "RIGHT");
        assertThat(reviewer.send("PUT", path("/gold/" + item), null).status()).isEqualTo(204);
        return item;
    }

    private void adjudicate(String item, String verdict) {
        Answer decided = reviewer.send(
                "PUT",
                "/api/items/" + item + "/adjudication",
                Map.of("verdict", verdict, "strength", verdict.equals("TIE") ? 0 : 1));
        assertThat(decided.status()).as(decided.toString()).isEqualTo(204);
    }

    /** Whoever asks next is due for a check. */
    private void due() {
        left(0);
    }

    /** So many ordinary items come before the next check, for everybody. */
    private void left(int items) {
        sql("""
                INSERT INTO feedback.check_turn (project_id, account_id, share, left_over)
                SELECT CAST(? AS uuid), id, 0.3, CAST(? AS integer) FROM feedback.account
                ON CONFLICT (project_id, account_id) DO UPDATE SET left_over = excluded.left_over
                """, project, items);
    }

    private String count(String what, String item) {
        return queryOne("SELECT count(*) FROM feedback." + what + " WHERE item_id = CAST(? AS uuid)", item);
    }

    @Test
    void goldLooksLikeAnyItemAndItsRatingIsNoVote() {
        String gold = gold();
        item(manager, project);
        item(manager, project);
        assertThat(share(shares(0.3, 0, 0)).status()).isEqualTo(200);
        left(9);
        Answer ordinary = next(rater, project);
        due();

        Answer check = rater.post(path("/next?ahead=" + ordinary.text("leaseId")), null);

        assertThat(check.text("itemId")).isEqualTo(gold);
        assertThat(fields(check)).isEqualTo(fields(ordinary));
        Answer first = rate(rater, ordinary, Map.of("verdict", "TIE"));
        Answer second = rate(rater, check, Map.of("verdict", side(check, FIRST)));
        assertThat(second.status()).isEqualTo(201);
        assertThat(fields(second)).isEqualTo(fields(first));
        assertThat(count("rating", gold)).isEqualTo("1");
        assertThat(count("check_answer", gold)).isEqualTo("1");
        Answer progress = progress(rater, project);
        assertThat(progress.body().path("mine").asInt()).isEqualTo(2);
        assertThat(progress.body().path("ratings").asInt()).isEqualTo(2);
        Answer seen = rater.get(path("/quality"));
        assertThat(seen.body().path("ratings").asInt()).isEqualTo(2);
        Answer listed = reviewer.get(path("/gold"));
        assertThat(listed.body().path(0).path("wrong").asInt()).isEqualTo(1);
        assertThat(listed.body().path(0).path("better").asText()).isEqualTo(SECOND);
        // The person's own rating and the verdict were told; what measures the rater was not.
        assertThat(told("attune.feedback", gold, 2)).hasSize(2);
        due();
        assertThat(next(rater, project).text("itemId")).isNotEqualTo(gold);
    }

    @Test
    void theHistoryShowsACheckAsAnyRating() {
        String gold = gold();
        item(manager, project);
        share(shares(0.3, 0, 0));
        left(9);
        Answer ordinary = next(rater, project);
        due();
        Answer check = rater.post(path("/next?ahead=" + ordinary.text("leaseId")), null);
        rate(rater, ordinary, Map.of("verdict", "LEFT"));
        Answer given = rate(rater, check, Map.of("verdict", "LEFT", "comment", "the left one is kinder"));

        List<Map<String, String>> shown = new ArrayList<>();
        rater.get("/api/ratings?project=" + project)
                .body()
                .path("ratings")
                .forEach(rating -> shown.add(Map.of(
                        "review", rating.path("review").asText(),
                        "state", rating.path("state").asText(),
                        "changeable", rating.path("changeable").asText(),
                        "decided", rating.path("decided").asText())));
        assertThat(shown).hasSize(2);
        assertThat(shown.getFirst()).isEqualTo(shown.getLast());

        Answer revised = rater.send(
                "PUT", "/api/ratings/" + given.text("ratingId"), Map.of("verdict", "RIGHT"), "If-Match", "1");
        assertThat(revised.status()).isEqualTo(200);
        assertThat(revised.body().path("version").asInt()).isEqualTo(2);
        assertThat(queryOne("SELECT verdict FROM feedback.check_answer WHERE item_id = CAST(? AS uuid)", gold))
                .isEqualTo("RIGHT");
    }

    @Test
    void undoSkipAndAgainGiveTheSameCheckBackAsItStood() {
        gold();
        item(manager, project);
        share(shares(0.3, 0, 0));
        left(9);
        Answer ordinary = next(rater, project);
        due();
        Answer check = rater.post(path("/next?ahead=" + ordinary.text("leaseId")), null);
        rate(rater, ordinary, Map.of("verdict", "TIE"));
        Answer given = rate(rater, check, Map.of("verdict", "LEFT"));

        assertThat(rater.delete("/api/ratings/" + given.text("ratingId")).status())
                .isEqualTo(204);
        Answer back = next(rater, project);
        assertThat(back.text("itemId")).isEqualTo(check.text("itemId"));
        assertThat(back.text("left")).isEqualTo(check.text("left"));
        Answer skipped = rate(rater, back, Map.of("verdict", "SKIP"));
        assertThat(progress(rater, project).body().path("mySkipped").asInt()).isEqualTo(1);
        assertThat(rater.post("/api/ratings/" + skipped.text("ratingId") + "/again", null)
                        .status())
                .isEqualTo(204);
        Answer again = next(rater, project);
        assertThat(again.text("left")).isEqualTo(check.text("left"));
        Answer once = rate(rater, again, Map.of("verdict", "LEFT"));
        sql(
                "UPDATE feedback.check_answer SET rated_at = rated_at - interval '1 hour' WHERE project_id = ?",
                UUID.fromString(project));
        String rating = "/api/ratings/" + once.text("ratingId");
        assertThat(rater.delete(rating).code()).isEqualTo("undo-too-late");
        assertThat(rater.delete(rating + "?reason=mistaken").status()).isEqualTo(204);
        due();
        assertThat(next(rater, project).status()).isEqualTo(204);
        assertThat(rater.post(rating + "/again", null).status()).isEqualTo(204);
        assertThat(next(rater, project).text("itemId")).isEqualTo(check.text("itemId"));
    }

    @Test
    void aFlagOnGoldIsReadByReviewersAndTellsTheRaterNothing() {
        String gold = gold();
        item(manager, project);
        share(shares(0.3, 0, 0));
        left(9);
        Answer ordinary = next(rater, project);
        due();
        Answer check = rater.post(path("/next?ahead=" + ordinary.text("leaseId")), null);
        assertThat(check.text("itemId")).isEqualTo(gold);

        Answer flagged =
                rater.send("PUT", "/api/items/" + gold + "/flag", Map.of("reason", "OTHER", "words", "both are wrong"));

        assertThat(flagged.status()).isEqualTo(204);
        assertThat(rate(rater, check, Map.of("verdict", "LEFT")).code()).isEqualTo("lease-used");
        assertThat(reviewer.get(path("/gold"))
                        .body()
                        .path(0)
                        .path("doubts")
                        .path(0)
                        .asText())
                .isEqualTo("both are wrong");
        assertThat(reviewer.post(path("/gold/" + gold + "/decision"), Map.of("decision", "RETIRE", "reason", "true"))
                        .status())
                .isEqualTo(204);
        Answer after = reviewer.get(path("/gold"));
        assertThat(after.body().path(0).path("state").asText()).isEqualTo("RETIRED");
        assertThat(after.body().path(0).path("doubts").size()).isZero();
        assertThat(newestAudit()).contains("GOLD_MADE", "GOLD_DECIDED");
    }

    @Test
    void anEarlierPairComesAgainWithItsSidesSwapped() {
        for (int i = 0; i < 22; i++) {
            item(manager, project);
        }
        share(shares(0, 0, 0.3));
        List<Answer> rated = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            left(9);
            Answer lease = next(rater, project);
            rate(rater, lease, Map.of("verdict", "LEFT"));
            rated.add(lease);
        }
        due();

        Answer again = next(rater, project);

        assertThat(again.text("itemId")).isEqualTo(rated.getFirst().text("itemId"));
        assertThat(again.text("left")).isEqualTo(rated.getFirst().text("right"));
        rate(rater, again, Map.of("verdict", "RIGHT"));
        assertThat(count("rating", again.text("itemId"))).isEqualTo("1");
        assertThat(count("check_answer", again.text("itemId"))).isEqualTo("1");
        due();
        assertThat(next(rater, project).text("itemId")).isNotEqualTo(again.text("itemId"));
    }

    @Test
    void pairsThatCameWithTheirAnswerStayWithThisService() {
        Answer added = reviewer.post(
                path("/gold"),
                Map.of(
                        "gold",
                        List.of(
                                Map.of(
                                        "kind", "ATTENTION",
                                        "messages", List.of(Map.of("role", "user", "content", "Are you there?")),
                                        "better", "Please choose this answer.",
                                        "worse", "Please choose the other answer."),
                                Map.of(
                                        "messages", List.of(Map.of("role", "user", "content", "What is 2 + 2?")),
                                        "better", "4",
                                        "worse", "4"))));

        assertThat(added.body().path("added").asInt()).as(added.toString()).isEqualTo(1);
        assertThat(added.body().path("rejected").path(0).path("code").asText()).isEqualTo("identical-answers");
        item(manager, project);
        share(shares(0, 0.3, 0));
        left(9);
        Answer ordinary = next(rater, project);
        due();
        Answer check = rater.post(path("/next?ahead=" + ordinary.text("leaseId")), null);
        assertThat(check.body().path("prompt").path(0).path("content").asText()).isEqualTo("Are you there?");
        String item = check.text("itemId");
        assertThat(rate(rater, check, Map.of("verdict", side(check, "Please choose this answer.")))
                        .status())
                .isEqualTo(201);
        assertThat(manager.bytes(path("/exports/prompt-only")))
                .asString()
                .doesNotContain("Are you there?")
                .contains("question");
        assertThat(reviewer.send(
                                "PUT",
                                "/api/items/" + item + "/decision",
                                Map.of("decision", "REOPEN", "reason", "why not"))
                        .code())
                .isEqualTo("item-closed");
        assertThat(queryOne(
                        "SELECT count(*) FROM feedback.outbox WHERE payload LIKE '%' || ? || '%'", "Are you there?"))
                .isEqualTo("0");
        assertThat(reviewer.get(path("/gold")).body().path(0).path("right").asInt())
                .isEqualTo(1);
    }

    @Test
    void withNothingElseToRateThereIsOneCheckAtMost() {
        for (int i = 0; i < 3; i++) {
            gold();
        }
        item(manager, project);
        share(shares(0.3, 0, 0));
        left(9);
        Answer ordinary = next(rater, project);
        rate(rater, ordinary, Map.of("verdict", "TIE"));
        due();

        Answer check = next(rater, project);
        rate(rater, check, Map.of("verdict", "TIE"));
        left(1);

        for (int i = 0; i < 5; i++) {
            assertThat(next(rater, project).status()).isEqualTo(204);
        }
    }

    @Test
    void whatCannotBeGoldIsRefusedWithASentence() {
        item(manager, project);
        Api other = someone("annotator");
        String item = prefer(other, project, SECOND, 1);
        Answer undecided = reviewer.send("PUT", path("/gold/" + item), null);
        assertThat(undecided.code()).isEqualTo("invalid-request");
        assertThat(undecided.text("detail")).contains("adjudicate it first");
        adjudicate(item, "TIE");
        assertThat(reviewer.send("PUT", path("/gold/" + item), null).text("detail"))
                .contains("one better answer");
        adjudicate(item, "LEFT");
        assertThat(reviewer.send("PUT", path("/gold/" + item), null).status()).isEqualTo(204);
        assertThat(reviewer.send("PUT", path("/gold/" + item), null).text("detail"))
                .contains("gold already");
        assertThat(reviewer.send("PUT", path("/gold/" + UUID.randomUUID()), null)
                        .code())
                .isEqualTo("item-unknown");
        Answer ranking = manager.post(
                "/api/projects",
                Map.of("name", "ranks " + UUID.randomUUID(), "form", Map.of("task", "RANK", "answers", 3)));
        Answer refused = manager.post(
                "/api/projects/" + ranking.text("id") + "/gold",
                Map.of(
                        "gold",
                        List.of(Map.of(
                                "messages", List.of(Map.of("role", "user", "content", "Why?")),
                                "better", "a",
                                "worse", "b"))));
        assertThat(refused.code()).isEqualTo("invalid-request");
        assertThat(refused.text("detail")).contains("compares two answers");
        assertThat(share(shares(0.4, 0, 0)).text("detail")).contains("gold must lie between");
        assertThat(share(shares(0.3, 0.2, 0.1)).text("detail")).contains("0.5 at most together");
        assertThat(share(shares(0.1, 0, 0.1)).status()).isEqualTo(200);
        assertThat(share(shares(0.2, 0, 0.1)).code()).isEqualTo("project-changed");
        assertThat(manager.get(path("/checks")).body().path("gold").asDouble()).isEqualTo(0.1);
    }

    private static Set<String> fields(Answer answer) {
        Set<String> names = new TreeSet<>();
        answer.body().fieldNames().forEachRemaining(names::add);
        return names;
    }
}
