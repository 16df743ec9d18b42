package dev.attune.feedback.rest.standing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.PlantedStanding;

import static org.assertj.core.api.Assertions.assertThat;

/** Votes that are revised, taken back, voided, in shadow or closed; which votes are asked for, and who may ask. */
@QuarkusTest
class StandingChangesIT extends StandingFixture {

    private static final Logger LOG = Logger.getLogger(StandingChangesIT.class);
    private static final int VOTES = Integer.parseInt(System.getenv().getOrDefault("ATTUNE_VOTES", "2000"));
    private static final long MILLI = 1_000_000;

    private int count(String query) {
        Answer answer = manager.get(path(project) + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body().path("votes").asInt();
    }

    private int wins(String name) {
        return named(standing(), name).path("votes").path("wins").asInt();
    }

    @Test
    void theLastWordCountsAndWhatIsTakenBackDoesNot() {
        Api rater = someone("annotator");
        item("a", "b");
        Answer lease = next(rater, project);
        Answer rated = rate(rater, lease, Map.of("verdict", side(lease, "a"), "strength", 1));
        assertThat(wins("a")).isEqualTo(1);
        String rating = "/api/ratings/" + rated.text("ratingId");

        Answer revised =
                rater.send("PUT", rating, Map.of("verdict", side(lease, "b"), "strength", 2), "If-Match", "\"1\"");
        assertThat(revised.status()).as(revised.toString()).isEqualTo(200);
        assertThat(wins("a")).isZero();
        assertThat(wins("b")).isEqualTo(1);
        rater.send("PUT", rating, Map.of("verdict", side(lease, "a"), "strength", 2), "If-Match", "\"2\"");
        assertThat(wins("a")).isEqualTo(1);

        assertThat(rater.delete(rating).status()).isLessThan(300);
        assertThat(count("")).isZero();
        assertThat(standing().path("groups")).isEmpty();
    }

    @Test
    void whoIsVoidedOrInShadowIsLeftOutAndComesBack() {
        List<Api> people = people(2);
        votes(people, "a", "b", "a", "b");
        assertThat(count("")).isEqualTo(2);
        String pseudonym = queryOne(
                "SELECT a.pseudonym FROM feedback.rating r JOIN feedback.account a ON a.id = r.account_id"
                        + " WHERE r.project_id = CAST(? AS uuid) ORDER BY r.rated_at LIMIT 1",
                project);
        String state = "/api/projects/" + project + "/raters/" + pseudonym + "/state";

        assertThat(manager.post(state, Map.of("state", "SHADOW", "reason", "clicks"))
                        .status())
                .isLessThan(300);
        assertThat(count("")).isEqualTo(1);
        assertThat(wins("a")).isZero();
        assertThat(manager.post(state, Map.of("state", "FINE", "reason", "does not"))
                        .status())
                .isLessThan(300);
        assertThat(count("")).isEqualTo(2);

        Answer voiding = manager.postOnce(
                "/api/projects/" + project + "/voidings",
                Map.of("rater", pseudonym, "since", "2020-01-01T00:00:00Z", "reason", "clicks"));
        assertThat(voiding.status()).as(voiding.toString()).isLessThan(300);
        Eventually.holds(Duration.ofSeconds(30), "one is voided", () -> count("") == 1);
        assertThat(wins("b")).isEqualTo(1);
    }

    @Test
    void whatAReviewerClosesIsNoVote() {
        Api rater = someone("annotator");
        item("a", "b");
        Answer lease = next(rater, project);
        rate(rater, lease, Map.of("verdict", "LEFT", "strength", 1));
        assertThat(count("")).isEqualTo(1);

        sql("UPDATE feedback.item SET review = 'VOID' WHERE id = ?", UUID.fromString(lease.text("itemId")));

        assertThat(count("")).isZero();
    }

    @Test
    void countsTheVotesThatAreAskedFor() {
        Api rater = someone("annotator");
        String prompt = item("a", "b");
        vote(rater, "a");
        assertThat(manager.send(
                                "PUT",
                                "/api/projects/" + project + "/needs",
                                Map.of(
                                        "prompts",
                                        List.of(prompt),
                                        "need",
                                        Map.of("language", "de", "skills", List.of("law"))))
                        .status())
                .isLessThan(300);
        item("a", "b");
        vote(rater, "b");

        assertThat(count("?language=de")).isEqualTo(1);
        assertThat(count("?language=fr")).isZero();
        assertThat(count("?skill=law")).isEqualTo(1);
        assertThat(count("?language=de&skill=medicine")).isZero();
        assertThat(count("?guidelines=1")).isEqualTo(2);
        assertThat(count("?guidelines=2")).isZero();
        assertThat(count("?since=2020-01-01T00:00:00Z")).isEqualTo(2);
        anHourLater(project);
        assertThat(count("?since=" + Instant.now().minusSeconds(1800))).isZero();
        assertThat(manager.get(path(project) + "?since=yesterday").code()).isEqualTo("invalid-request");
        sql(
                "UPDATE feedback.rating SET lease_id = NULL, source = 'playground' WHERE project_id = ?",
                UUID.fromString(project));
        assertThat(count("?playground=true")).isEqualTo(2);
        assertThat(count("?playground=false")).isZero();
    }

    @Test
    void theTagChangesWithTheStanding() {
        votes(people(1), "a", "b", "a");
        Answer first = manager.get(path(project));
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(manager.send("GET", path(project), null, "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
        assertThat(manager.send("GET", path(project), null, "If-None-Match", "\"other\"")
                        .status())
                .isEqualTo(200);
        votes(people(1), "a", "b", "b");
        Answer second = manager.send("GET", path(project), null, "If-None-Match", tag);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body().path("votes").asInt()).isEqualTo(2);
        assertThat(second.headers().firstValue("ETag"))
                .isPresent()
                .isNotEqualTo(first.headers().firstValue("ETag"));
    }

    @Test
    void reviewersSeeItAndWhoRatesDoesNot() {
        assertThat(someone("reviewer").get(path(project)).status()).isEqualTo(200);
        assertThat(administrator().get(path(project)).status()).isEqualTo(200);
        for (String path : List.of(path(project), path(project) + "/stream")) {
            Answer refusal = someone("annotator").get(path);
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.code()).isEqualTo("forbidden");
            assertThat(someone("engineer").get(path).status()).isEqualTo(404);
        }
    }

    /** More by the environment, such as ATTUNE_VOTES=100000; what it takes is in the log. */
    @Test
    void manyVotesStandAsTheyWerePlanted() {
        for (String statement : PlantedStanding.statements(VOTES / 4)) {
            sql(statement, project);
        }
        long begun = System.nanoTime();
        JsonNode first = standing();
        long read = System.nanoTime();
        sql("""
                UPDATE feedback.rating SET withdrawn_at = clock_timestamp()
                WHERE id = (SELECT id FROM feedback.rating WHERE project_id = ? LIMIT 1)
                """, UUID.fromString(project));
        JsonNode again = Eventually.get(this::standing, each -> !each.equals(first));

        LOG.infof(
                "%d votes: %d ms the first time, %d ms again",
                first.path("votes").asInt(), (read - begun) / MILLI, (System.nanoTime() - read) / MILLI);
        assertThat(first.path("votes").asInt()).isEqualTo(VOTES);
        assertThat(again.path("votes").asInt()).isEqualTo(VOTES - 1);
        assertThat(first.path("groups")).hasSize(2);
        assertThat(first.path("groups").path(0).path("checkpoints").findValuesAsText("checkpoint"))
                .containsExactly("policy-a", "policy-b", "policy-c", "policy-d");
        JsonNode left = first.path("groups").path(0).path("left");
        assertThat(left.path("low").asDouble()).isGreaterThan(0.5);
        assertThat(left.path("high").asDouble()).isLessThan(0.65);
        JsonNode longer = first.path("groups").path(0).path("longer");
        assertThat(longer.path("low").asDouble()).isLessThan(0.5);
        assertThat(longer.path("high").asDouble()).isGreaterThan(0.5);
    }
}
