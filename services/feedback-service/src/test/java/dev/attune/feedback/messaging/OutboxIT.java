package dev.attune.feedback.messaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;
import dev.attune.service.outbox.Outbox;
import dev.attune.service.outbox.OutboxRelay;

import static org.assertj.core.api.Assertions.assertThat;

/** An accepted rating reaches the bus whatever happens between the commit and the publication. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class OutboxIT extends ServiceFixture {

    @Inject
    Candidates candidates;

    @Inject
    OutboxRelay relay;

    @Inject
    Outbox outbox;

    private Api engineer;
    private Api annotator;
    private String project;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        annotator = someone("annotator");
        project = project(engineer, 1);
    }

    @AfterEach
    void startAgain() {
        control("/kafka/start");
        control("/postgres/start");
        relay.start();
    }

    private List<String> items(int count) {
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String prompt = prompt(engineer, project, "question " + i);
            candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, "question " + i, "yes", "no"));
            prompts.add(prompt);
        }
        return prompts;
    }

    private Answer next() {
        return annotator.post("/api/projects/" + project + "/next", null);
    }

    private Answer rate(Answer assignment) {
        return annotator.postOnce(
                "/api/leases/" + assignment.text("leaseId") + "/rating", Map.of("verdict", "LEFT", "strength", 1));
    }

    private void emptyOutbox() {
        Eventually.get(outbox::waiting, waiting -> waiting == 0);
    }

    private List<ReceivedEvent> told() {
        return topics().events(Topics.FEEDBACK).stream()
                .filter(received -> received.event() instanceof RatingGiven given
                        && given.rating().projectId().equals(project))
                .toList();
    }

    @Test
    void publishesAfterARestartWhatWasCommittedBeforeTheCrash() {
        items(3);
        emptyOutbox();
        relay.stop();
        for (int i = 0; i < 3; i++) {
            assertThat(rate(next()).status()).isEqualTo(201);
        }
        assertThat(outbox.waiting()).isEqualTo(6);
        assertThat(told()).isEmpty();

        relay.start();

        emptyOutbox();
        assertThat(told()).hasSize(3);
    }

    @Test
    void keepsTheOrderOfAnItemsEvents() {
        items(1);
        emptyOutbox();
        relay.stop();
        Answer assignment = next();
        annotator.delete("/api/ratings/" + rate(assignment).text("ratingId"));
        rate(next());
        relay.start();

        emptyOutbox();
        List<ReceivedEvent> events = topics().events(Topics.FEEDBACK, assignment.text("itemId"));
        assertThat(events).hasSize(3);
        assertThat(events.get(0).event()).isInstanceOf(RatingGiven.class);
        assertThat(events.get(1).event()).isInstanceOf(RatingWithdrawn.class);
        assertThat(events.get(2).event()).isInstanceOf(RatingGiven.class);
    }

    @Test
    void acceptsRatingsWhileKafkaIsAwayAndPublishesThemWhenItIsBack() {
        items(4);
        emptyOutbox();
        control("/kafka/stop");
        for (int i = 0; i < 4; i++) {
            assertThat(rate(next()).status()).isEqualTo(201);
        }
        assertThat(outbox.waiting()).isEqualTo(8);

        control("/kafka/start");

        emptyOutbox();
        assertThat(new HashSet<>(told().stream().map(ReceivedEvent::id).toList()))
                .hasSize(4);
    }

    @Test
    void saysThatTheDatabaseIsAwayAndRecoversByItself() {
        items(2);
        Answer assignment = next();
        control("/postgres/stop");

        Answer refused = rate(assignment);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("database-unavailable");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(nobody().get("/q/health/ready").status()).isEqualTo(503);
        control("/postgres/start");
        Answer accepted = Eventually.get(() -> rate(assignment), answer -> answer.status() != 503);
        assertThat(accepted.status()).isEqualTo(201);
        emptyOutbox();
        assertThat(told()).hasSize(1);
        assertThat(nobody().get("/q/health/ready").status()).isEqualTo(200);
    }

    @Test
    void takesCompletionsThatCameWhileTheDatabaseWasAway() {
        String prompt = prompt(engineer, project, "question");
        emptyOutbox();
        control("/postgres/stop");
        topics().send(candidates(project, prompt, "question", "a", "b"));
        control("/postgres/start");

        int items = Eventually.get(
                () -> progress(engineer, project).body().path("items").asInt(), count -> count > 0);
        assertThat(items).isEqualTo(1);
    }
}
