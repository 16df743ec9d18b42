package dev.attune.feedback.rest;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class RatingIT extends ServiceFixture {

    private static final Map<String, Object> LEFT = Map.of("verdict", "LEFT", "strength", 2);

    @Inject
    Candidates candidates;

    private Api engineer;
    private Api annotator;
    private String project;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        annotator = someone("annotator");
        project = project(engineer, 1);
    }

    private void item() {
        String text = "question " + UUID.randomUUID();
        String prompt = prompt(engineer, project, text);
        candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, "yes", "no"));
    }

    private Answer next(Api who) {
        return who.post("/api/projects/" + project + "/next", null);
    }

    private static Answer rate(Api who, Answer lease, Object verdict) {
        return who.postOnce("/api/leases/" + lease.text("leaseId") + "/rating", verdict);
    }

    @Test
    void handsTheSameItemToTheSameAnnotatorWhileTheLeaseLives() {
        item();
        item();

        Answer first = next(annotator);
        Answer second = next(annotator);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(next(someone("annotator")).text("itemId")).isNotEqualTo(first.text("itemId"));
    }

    @Test
    void saysNothingAboutWhatMadeTheAnswers() {
        item();

        Answer assignment = next(annotator);

        assertThat(assignment.body().toString()).doesNotContain("checkpoint").doesNotContain("candidate");
        assertThat(List.of(assignment.text("left"), assignment.text("right"))).containsExactlyInAnyOrder("yes", "no");
    }

    @Test
    void answersNoContentWhenNothingIsLeft() {
        assertThat(next(annotator).status()).isEqualTo(204);
    }

    @Test
    void tellsTheRingWhatWasRatedAndWhatItSettles() {
        item();
        Answer assignment = next(annotator);

        Answer rating = rate(annotator, assignment, LEFT);

        assertThat(rating.status()).isEqualTo(201);
        String item = assignment.text("itemId");
        PreferenceSettled settled = (PreferenceSettled)
                Eventually.get(() -> topics().events(Topics.PREFERENCES, item), events -> !events.isEmpty())
                        .getFirst()
                        .event();
        RatingGiven given =
                (RatingGiven) topics().events(Topics.FEEDBACK, item).getFirst().event();
        assertThat(given.rating().verdict()).isEqualTo(Verdict.LEFT);
        assertThat(given.rating().left().text()).isEqualTo(assignment.text("left"));
        assertThat(given.rating().annotator()).startsWith("rater-");
        assertThat(given.rating().source()).isEqualTo("program");
        assertThat(settled.outcome()).isEqualTo(Outcome.DECISIVE);
        assertThat(settled.chosen().text()).isEqualTo(assignment.text("left"));
        assertThat(settled.margin()).isEqualTo(2.0);
        assertThat(settled.probability()).isEqualTo(1.0);
    }

    private RatingGiven given(Answer assignment) {
        String item = assignment.text("itemId");
        return (RatingGiven) Eventually.get(() -> topics().events(Topics.FEEDBACK, item), events -> !events.isEmpty())
                .getFirst()
                .event();
    }

    @Test
    void tellsTheRingWhatWasWritten() {
        item();
        Answer assignment = next(annotator);

        rate(annotator, assignment, Map.of("verdict", "BOTH_BAD", "comment", "  Both guess.\r\nNeither says so. 😀\n"));

        assertThat(given(assignment).rating().comment()).isEqualTo("Both guess.\nNeither says so. 😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n\t ", "\u200b\u00a0"})
    void whatNobodyWouldSeeIsNoComment(String comment) {
        item();
        Answer assignment = next(annotator);

        Answer rating = rate(annotator, assignment, Map.of("verdict", "TIE", "comment", comment));

        assertThat(rating.status()).isEqualTo(201);
        assertThat(given(assignment).rating().comment()).isNull();
    }

    @Test
    void refusesACommentThatIsTooLongAndLosesNothing() {
        item();
        Answer assignment = next(annotator);

        Answer refused = rate(annotator, assignment, Map.of("verdict", "TIE", "comment", "😀".repeat(2001)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("comment-too-long");
        assertThat(refused.text("detail")).contains("2000").contains("2001");
        Answer accepted = rate(annotator, assignment, Map.of("verdict", "TIE", "comment", "😀".repeat(2000) + "\n"));
        assertThat(accepted.status()).isEqualTo(201);
        assertThat(given(assignment).rating().comment()).hasSize(4000);
    }

    @Test
    void aCommentGoesWithItsRating() {
        item();
        Answer assignment = next(annotator);
        Answer rating = rate(annotator, assignment, Map.of("verdict", "TIE", "comment", "I was not attentive."));
        String kept = "SELECT coalesce(comment, '') FROM feedback.rating WHERE id::text = ?";
        assertThat(queryOne(kept, rating.text("ratingId"))).isEqualTo("I was not attentive.");

        annotator.delete("/api/ratings/" + rating.text("ratingId"));

        assertThat(queryOne(kept, rating.text("ratingId"))).isEmpty();
        assertThat(Eventually.get(
                                () -> topics().events(Topics.FEEDBACK, assignment.text("itemId")),
                                events -> events.size() == 2)
                        .getLast()
                        .event())
                .isInstanceOf(RatingWithdrawn.class);
    }

    @Test
    void repeatsItsAnswerForTheSameKeyAndRatesOnce() {
        item();
        Answer assignment = next(annotator);
        String path = "/api/leases/" + assignment.text("leaseId") + "/rating";

        Answer first = annotator.post(path, LEFT, "Idempotency-Key", "k1");
        Answer second = annotator.post(path, LEFT, "Idempotency-Key", "k1");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(progress(annotator, project).body().path("ratings").asInt()).isEqualTo(1);
    }

    @Test
    void refusesTheSameKeyForAnotherBody() {
        item();
        String path = "/api/leases/" + next(annotator).text("leaseId") + "/rating";
        annotator.post(path, LEFT, "Idempotency-Key", "k1");

        Answer other = annotator.post(path, Map.of("verdict", "TIE"), "Idempotency-Key", "k1");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void wantsAKeyForARating() {
        item();

        Answer answer = annotator.post("/api/leases/" + next(annotator).text("leaseId") + "/rating", LEFT);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("idempotency-key-missing");
    }

    @Test
    void refusesARatingUnderAnExpiredLeaseAndHandsTheItemToAnother() {
        item();
        Answer late = next(annotator);
        sql("UPDATE feedback.lease SET expires_at = now() - interval '1 second' WHERE id = ?", late.id("leaseId"));
        Answer taken = next(someone("annotator"));

        Answer answer = rate(annotator, late, LEFT);

        assertThat(taken.text("itemId")).isEqualTo(late.text("itemId"));
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.code()).isEqualTo("lease-expired");
        assertThat(progress(annotator, project).body().path("ratings").asInt()).isZero();
    }

    @Test
    void knowsNoLeaseOfSomebodyElse() {
        item();
        Answer assignment = next(annotator);

        Answer answer = rate(someone("annotator"), assignment, LEFT);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("lease-unknown");
    }

    @Test
    void refusesASecondRatingUnderTheSameLease() {
        item();
        Answer assignment = next(annotator);
        rate(annotator, assignment, LEFT);

        Answer again = rate(annotator, assignment, LEFT);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("lease-used");
    }

    @Test
    void refusesAnItemThatHasAllItsRatings() {
        item();
        Answer assignment = next(annotator);
        sql("UPDATE feedback.item SET accepted = ratings_per_item WHERE id = ?", assignment.id("itemId"));

        Answer answer = rate(annotator, assignment, LEFT);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("item-complete");
    }

    @Test
    void refusesAStrengthThatDoesNotFitTheVerdict() {
        item();
        Answer assignment = next(annotator);

        assertThat(rate(annotator, assignment, Map.of("verdict", "LEFT", "strength", 4))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(rate(annotator, assignment, Map.of("verdict", "TIE", "strength", 1))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(rate(annotator, assignment, Map.of("verdict", "UP")).code()).isEqualTo("invalid-json");
    }

    @Test
    void givesASkippedItemToOthersOnly() {
        item();
        Answer assignment = next(annotator);

        Answer skipped = rate(annotator, assignment, Map.of("verdict", "SKIP"));

        assertThat(skipped.status()).isEqualTo(201);
        assertThat(next(annotator).status()).isEqualTo(204);
        assertThat(next(someone("annotator")).text("itemId")).isEqualTo(assignment.text("itemId"));
        Answer progress = progress(annotator, project);
        assertThat(progress.body().path("skipped").asInt()).isEqualTo(1);
        assertThat(progress.body().path("ratings").asInt()).isZero();
        assertThat(progress.body().path("open").asInt()).isEqualTo(1);
    }

    @Test
    void opensTheItemAgainWhenTheRatingIsTakenBack() {
        item();
        Answer assignment = next(annotator);
        Answer rating = rate(annotator, assignment, LEFT);

        Answer undone = annotator.delete("/api/ratings/" + rating.text("ratingId"));

        assertThat(undone.status()).isEqualTo(204);
        String item = assignment.text("itemId");
        assertThat(Eventually.get(() -> topics().events(Topics.PREFERENCES, item), events -> events.size() == 2)
                        .getLast()
                        .event())
                .isInstanceOf(PreferenceRetracted.class);
        assertThat(topics().events(Topics.FEEDBACK, item).getLast().event()).isInstanceOf(RatingWithdrawn.class);
        assertThat(next(annotator).text("itemId")).isEqualTo(item);
        assertThat(annotator.delete("/api/ratings/" + rating.text("ratingId")).code())
                .isEqualTo("rating-unknown");
    }

    @Test
    void bringsTheItemThatWasTakenBackBeforeAnyOther() {
        item();
        item();
        Answer first = next(annotator);
        Answer rating = rate(annotator, first, LEFT);
        Answer second = next(annotator);
        annotator.delete("/api/ratings/" + rating.text("ratingId"));

        Answer again = next(annotator);

        assertThat(again.text("itemId")).isEqualTo(first.text("itemId"));
        assertThat(again.text("left")).isEqualTo(first.text("left"));
        assertThat(next(someone("annotator")).text("itemId")).isEqualTo(second.text("itemId"));
        assertThat(rate(annotator, second, LEFT).code()).isEqualTo("lease-used");
        assertThat(rate(annotator, again, LEFT).status()).isEqualTo(201);
    }

    @Test
    void takesBackOnlyOnesOwnRatingAndOnlyForAWhile() {
        item();
        Answer rating = rate(annotator, next(annotator), LEFT);
        String path = "/api/ratings/" + rating.text("ratingId");

        assertThat(someone("annotator").delete(path).code()).isEqualTo("rating-unknown");
        sql(
                "UPDATE feedback.rating SET rated_at = rated_at - interval '61 seconds' WHERE id = ?",
                rating.id("ratingId"));
        assertThat(annotator.delete(path).code()).isEqualTo("undo-too-late");
    }

    @Test
    void countsProgressByVerdict() {
        item();
        item();
        rate(annotator, next(annotator), LEFT);
        rate(annotator, next(annotator), Map.of("verdict", "BOTH_BAD"));

        Answer progress = progress(annotator, project);

        assertThat(progress.body().path("prompts").asInt()).isEqualTo(2);
        assertThat(progress.body().path("settled").asInt()).isEqualTo(2);
        assertThat(progress.body().path("mine").asInt()).isEqualTo(2);
        assertThat(progress.body().path("byVerdict").path("LEFT").asInt()).isEqualTo(1);
        assertThat(progress.body().path("byVerdict").path("BOTH_BAD").asInt()).isEqualTo(1);
        assertThat(progress(engineer, project).body().path("mine").asInt()).isZero();
    }
}
