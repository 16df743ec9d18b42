package dev.attune.feedback.rest.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Edit;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.Message;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** How checkpoints stand, against figures that statsmodels gives or that follow by hand; and where there is nothing to be said. */
@QuarkusTest
class StandingIT extends StandingFixture {

    /** Each rating's winner stays, and stands on the left in every second of them: the advantage of a side is none, exactly. */
    private static final String BALANCED = """
            UPDATE feedback.rating r
            SET left_first = n.on_the_left = n.first_won, verdict = CASE WHEN n.on_the_left THEN 'LEFT' ELSE 'RIGHT' END
            FROM (SELECT v.id, v.first_won,
                         row_number() OVER (PARTITION BY i.first_candidate_id LIKE 'candidate-alpha%', i.second_candidate_id LIKE '%gamma%',
                                                         v.first_won ORDER BY v.id) % 2 = 0 AS on_the_left
                  FROM (SELECT id, item_id, (verdict = 'LEFT') = left_first AS first_won FROM feedback.rating WHERE project_id = ?) v
                       JOIN feedback.item i ON i.id = v.item_id) n
            WHERE n.id = r.id
            """;

    /**
     * Twice 30 to 20, 28 to 12 and 25 to 15: the worths are those of statsmodels' Logit (judgement's src/test/oracle/standing.py), in points of
     * Elo's scale.
     */
    @Test
    void ratingsOfTheReference() {
        List<Api> people = people(10);
        play(people, "alpha", "beta", 10, 60);
        play(people, "alpha", "gamma", 8, 56);
        play(people, "beta", "gamma", 8, 50);
        sql(BALANCED, UUID.fromString(project));

        JsonNode standing = standing();

        assertThat(standing.path("votes").asInt()).isEqualTo(260);
        assertThat(standing.path("raters").asInt()).isEqualTo(10);
        assertThat(standing.path("prompts").asInt()).isEqualTo(26);
        JsonNode group = standing.path("groups").path(0);
        assertThat(standing.path("groups")).hasSize(1);
        double[] elo = {73.014, 5.802, -78.816};
        String[] names = {"alpha", "beta", "gamma"};
        for (int i = 0; i < names.length; i++) {
            JsonNode checkpoint = group.path("checkpoints").path(i);
            assertThat(checkpoint.path("checkpoint").asText()).isEqualTo("checkpoint-" + names[i]);
            JsonNode rating = checkpoint.path("elo");
            assertThat(rating.path("value").asDouble()).isEqualTo(elo[i], within(1e-3));
            assertThat(rating.path("low").asDouble()).isLessThan(elo[i]);
            assertThat(rating.path("high").asDouble()).isGreaterThan(elo[i]);
        }
        assertThat(group.path("left").path("value").asDouble()).isEqualTo(0.5, within(1e-6));
        assertThat(group.path("fewRaters").asBoolean()).isTrue();
        assertThat(group.path("turning").path("first").asText()).isEqualTo("checkpoint-alpha");
        assertThat(group.path("turning").path("lead").path("value").asDouble()).isEqualTo(67.212, within(2e-3));
        assertThat(named(standing, "alpha").path("winRate").path("value").asDouble())
                .isEqualTo(116 / 180.0, within(1e-9));
        assertThat(standing.path("pairs").path(0).path("wins").asInt()).isEqualTo(60);
    }

    /** Items that all ten rate; {@code wins} of all those votes are for the first. */
    private void play(List<Api> people, String first, String second, int items, int wins) {
        int left = wins;
        for (int item = 0; item < items; item++) {
            int here = Math.ceilDiv(left, items - item);
            left -= here;
            item(first, second);
            for (int rater = 0; rater < people.size(); rater++) {
                vote(people.get(rater), (rater + item) % people.size() < here ? first : second);
            }
        }
    }

    /**
     * Of two alone it is counted: (w - l) / 2 + 1 votes must change sides, or w - l + 1 go; fewer do where those that go are such that the side explains the
     * rest.
     */
    @Test
    void howFewTurnIt() {
        List<Api> people = people(10);
        String[] twoOfThree = {"a", "a", "b", "a", "a", "b", "a", "a", "b", "a"};
        String[] other = {"b", "a", "a", "b", "a", "a", "b", "a", "a", "a"};
        votes(people, "a", "b", twoOfThree);
        votes(people, "a", "b", other);
        sql(BALANCED, UUID.fromString(project));

        JsonNode turning = standing().path("groups").path(0).path("turning");

        assertThat(turning.path("flipped").asInt()).isEqualTo((14 - 6) / 2 + 1);
        assertThat(turning.path("removed").asInt()).isBetween(1, 14 - 6 + 1);
        // Whoever goes takes two votes at most.
        assertThat(turning.path("raters").asInt(10)).isGreaterThan(1);
    }

    @Test
    void withoutVotesAndWithOneNothingIsInvented() {
        JsonNode empty = standing();
        assertThat(empty.path("votes").asInt()).isZero();
        assertThat(empty.path("groups")).isEmpty();
        assertThat(empty.path("pairs")).isEmpty();
        assertThat(empty.path("lastAt").isNull()).isTrue();

        votes(people(1), "a", "b", "a");

        JsonNode one = standing();
        assertThat(one.path("votes").asInt()).isEqualTo(1);
        assertThat(one.path("groups")).hasSize(2);
        assertThat(one.path("groups").path(0).path("undefined").asText()).isEqualTo("NOTHING");
        JsonNode apart = one.path("apart").path(0);
        assertThat(apart.path("reason").asText()).isEqualTo("NEVER_LOST");
        String ahead = one.path("groups")
                .path(apart.path("ahead").asInt())
                .path("checkpoints")
                .path(0)
                .path("checkpoint")
                .asText();
        assertThat(ahead).isEqualTo("checkpoint-a");
        JsonNode rating = named(one, "a");
        assertThat(rating.path("elo").path("value").isNull()).isTrue();
        assertThat(rating.path("elo").path("undefined").asText()).isEqualTo("NOTHING");
        assertThat(rating.path("ranks").path("best").asInt()).isEqualTo(1);
        assertThat(rating.path("ranks").path("worst").asInt()).isEqualTo(2);
        assertThat(one.path("pairs").path(0).path("lead").path("undefined").asText())
                .isEqualTo("NEVER_LOST");
        assertThat(one.path("pairs").path(0).path("anytime").path("undefined").asText())
                .isEqualTo("TOO_FEW");
    }

    @Test
    void tiesAloneAndTwoBadAnswersRankNobody() {
        List<Api> people = people(3);
        votes(people, "a", "b", "TIE", "TIE", "BOTH_BAD");
        votes(people, "c", "d", "BOTH_BAD");

        JsonNode standing = standing();

        JsonNode group = standing.path("groups").path(0);
        assertThat(group.path("checkpoints")).hasSize(2);
        assertThat(group.path("undefined").asText()).isEqualTo("ALL_TIES");
        assertThat(group.path("turning").isNull()).isTrue();
        JsonNode rating = named(standing, "a");
        assertThat(rating.path("winRate").path("value").asDouble()).isEqualTo(0.5);
        assertThat(rating.path("bothBad").path("value").asDouble()).isEqualTo(1 / 3.0, within(1e-9));
        JsonNode bad = named(standing, "c");
        assertThat(bad.path("winRate").path("undefined").asText()).isEqualTo("NOTHING");
        assertThat(bad.path("bothBad").path("value").asDouble()).isEqualTo(1);
        assertThat(standing.path("groups")).hasSize(3);
        assertThat(standing.path("apart").findValuesAsText("reason")).containsOnly("NOT_CONNECTED");
        assertThat(standing.path("pairs").findValuesAsText("bothBad")).containsExactlyInAnyOrder("1", "1");
    }

    @Test
    void groupsThatNothingJoinsHaveNoLead() {
        List<Api> people = people(4);
        votes(people, "a", "b", "a", "b", "a", "TIE");
        votes(people, "c", "d", "c", "d", "d");

        JsonNode standing = standing();

        assertThat(standing.path("groups")).hasSize(2);
        assertThat(standing.path("groups").path(0).path("votes").asInt()).isEqualTo(4);
        assertThat(standing.path("groups")
                        .path(1)
                        .path("checkpoints")
                        .path(0)
                        .path("checkpoint")
                        .asText())
                .isEqualTo("checkpoint-d");
        assertThat(standing.path("apart").path(0).path("reason").asText()).isEqualTo("NOT_CONNECTED");
        assertThat(standing.path("apart").path(0).path("ahead").isNull()).isTrue();
        assertThat(named(standing, "a").path("ranks").path("worst").asInt()).isEqualTo(4);
    }

    @Test
    void oneRaterAloneHasNoIntervalForOthers() {
        List<Api> people = people(1);
        for (String said : List.of("a", "b", "a", "a", "b", "a")) {
            votes(people, "a", "b", said);
        }

        JsonNode standing = standing();

        JsonNode elo = named(standing, "a").path("elo");
        assertThat(elo.path("value").asDouble()).isPositive();
        assertThat(elo.path("low").isNull()).isTrue();
        assertThat(elo.path("undefined").asText()).isEqualTo("TOO_FEW");
        assertThat(standing.path("groups")
                        .path(0)
                        .path("turning")
                        .path("raters")
                        .isNull())
                .isTrue();
        JsonNode anytime = standing.path("pairs").path(0).path("anytime");
        assertThat(anytime.path("raters").asInt()).isEqualTo(1);
        assertThat(anytime.path("clear").asBoolean()).isFalse();
    }

    /** Looked at after every vote, one is better beyond doubt; five who agree on everything would prove nothing. */
    @Test
    void anIntervalThatHoldsHoweverOftenOneLooks() {
        List<Api> people = people(16);
        project = project(manager, people.size());
        for (int item = 0; item < 5; item++) {
            item("a", "b");
            for (int i = 0; i < people.size(); i++) {
                vote(people.get(i), i == 0 && item == 0 ? "b" : "a");
            }
            JsonNode anytime = standing().path("pairs").path(0).path("anytime");
            assertThat(anytime.path("raters").asInt()).isEqualTo(item < 4 ? 0 : people.size());
        }

        JsonNode anytime = standing().path("pairs").path(0).path("anytime");
        assertThat(anytime.path("clear").asBoolean()).isTrue();
        assertThat(anytime.path("low").asDouble()).isGreaterThan(0.5);
        assertThat(anytime.path("high").asDouble()).isGreaterThan(0.97);
    }

    @Test
    void answersByHandAndOfOneCheckpointAreNoVotesBetweenTwo() {
        List<Api> people = people(1);
        String text = "question " + UUID.randomUUID();
        String prompt = prompt(manager, project, text);
        List<Candidate> made = candidates(project, prompt, text, "a", "b").candidates();
        Candidate changed = Candidate.written("changed", "a, but better", new Edit("rater-1", "a"));
        Candidate again = new Candidate("again", "a again", "checkpoint-a", changed.sampling(), "stop");
        for (Candidate other : List.of(changed, again)) {
            candidates.enter(
                    UUID.randomUUID().toString(),
                    new CandidatesGenerated(
                            prompt, project, List.of(Message.user(text)), List.of(made.getFirst(), other)));
            vote(people.getFirst(), "a");
        }

        JsonNode standing = standing();

        assertThat(standing.path("votes").asInt()).isZero();
        assertThat(standing.path("leftOut").path("byHand").asInt()).isEqualTo(1);
        assertThat(standing.path("leftOut").path("sameCheckpoint").asInt()).isEqualTo(1);
    }

    @Test
    void aRankingIsOneVoteForEachTwoAnswersThatItCompares() {
        Answer made = manager.post(
                "/api/projects",
                Map.of("name", "ranked " + UUID.randomUUID(), "form", Map.of("task", "RANK", "answers", 3, "top", 2)));
        project = made.text("id");
        Api rater = someone("annotator");
        item("a", "b", "c");
        Answer lease = next(rater, project);
        List<String> shown = new ArrayList<>();
        lease.body().path("answers").forEach(answer -> shown.add(answer.asText()));
        assertThat(rate(
                                rater,
                                lease,
                                Map.of("ranking", List.of(List.of(shown.indexOf("b")), List.of(shown.indexOf("a")))))
                        .status())
                .isEqualTo(201);

        JsonNode standing = standing();

        assertThat(standing.path("votes").asInt()).isEqualTo(3);
        assertThat(named(standing, "b").path("votes").path("wins").asInt()).isEqualTo(2);
        assertThat(named(standing, "a").path("votes").path("wins").asInt()).isEqualTo(1);
        assertThat(named(standing, "c").path("votes").path("losses").asInt()).isEqualTo(2);
        boolean before = shown.indexOf("a") < shown.indexOf("b");
        for (JsonNode pair : standing.path("pairs")) {
            if (pair.path("first").asText().endsWith("a")
                    && pair.path("second").asText().endsWith("b")) {
                assertThat(pair.path("shownLeft").path("value").asDouble()).isEqualTo(before ? 1 : 0, within(1e-9));
            }
        }
    }
}
