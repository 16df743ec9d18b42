package dev.attune.feedback.rest;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** The item that comes next is handed out before the one on the desk is rated. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class AheadIT extends ServiceFixture {

    @Inject
    Candidates candidates;

    private Api annotator;
    private Api other;
    private String project;

    @BeforeEach
    void threeItems() {
        Api engineer = someone("engineer");
        annotator = someone("annotator");
        other = someone("annotator");
        project = project(engineer, 1);
        for (int i = 0; i < 3; i++) {
            String text = "question " + UUID.randomUUID();
            String prompt = prompt(engineer, project, text);
            candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, "yes", "no"));
        }
    }

    private Answer next(Api who) {
        return who.post("/api/projects/" + project + "/next", null);
    }

    private Answer ahead(Api who, String lease) {
        return who.post("/api/projects/" + project + "/next?ahead=" + lease, null);
    }

    private static Answer giveBack(Api who, Answer assignment) {
        return who.delete("/api/leases/" + assignment.text("leaseId"));
    }

    private static Answer rate(Api who, Answer assignment) {
        return who.postOnce("/api/leases/" + assignment.text("leaseId") + "/rating", Map.of("verdict", "TIE"));
    }

    @Test
    void handsOutOneMoreAndTheSameOneHoweverOftenItIsAskedFor() {
        Answer first = next(annotator);
        Answer second = ahead(annotator, first.text("leaseId"));

        assertThat(second.text("itemId")).isNotEqualTo(first.text("itemId"));
        assertThat(ahead(annotator, first.text("leaseId")).body()).isEqualTo(second.body());
        assertThat(next(annotator).body()).isEqualTo(first.body());
        assertThat(ahead(annotator, UUID.randomUUID().toString()).body()).isEqualTo(first.body());
        assertThat(next(other).text("itemId")).isNotIn(first.text("itemId"), second.text("itemId"));
        assertThat(ahead(other, UUID.randomUUID().toString()).status()).isEqualTo(200);
    }

    @Test
    void theTimeOfWhatComesNextBeginsWhenItsTurnComes() {
        Answer first = next(annotator);
        Answer second = ahead(annotator, first.text("leaseId"));

        assertThat(rate(annotator, first).status()).isEqualTo(201);

        Answer onTheDesk = next(annotator);
        assertThat(onTheDesk.text("leaseId")).isEqualTo(second.text("leaseId"));
        assertThat(onTheDesk.text("expiresAt")).isGreaterThan(second.text("expiresAt"));
        Answer third = ahead(annotator, second.text("leaseId"));
        assertThat(third.text("itemId")).isNotIn(first.text("itemId"), second.text("itemId"));
        assertThat(rate(annotator, second).status()).isEqualTo(201);
        assertThat(rate(annotator, third).status()).isEqualTo(201);
        assertThat(next(annotator).status()).isEqualTo(204);
    }

    @Test
    void whatIsGivenBackIsForOthersAtOnce() {
        Answer first = next(annotator);
        Answer second = ahead(annotator, first.text("leaseId"));
        Answer third = next(other);

        assertThat(giveBack(annotator, second).status()).isEqualTo(204);
        assertThat(giveBack(annotator, second).status()).isEqualTo(204);

        assertThat(ahead(other, third.text("leaseId")).text("itemId")).isEqualTo(second.text("itemId"));
        assertThat(rate(annotator, second).code()).isEqualTo("lease-used");
        assertThat(next(annotator).body()).isEqualTo(first.body());
    }

    @Test
    void nobodyGivesBackWhatAnotherHolds() {
        Answer first = next(annotator);

        assertThat(giveBack(other, first).code()).isEqualTo("lease-unknown");
        assertThat(rate(annotator, first).status()).isEqualTo(201);
    }
}
