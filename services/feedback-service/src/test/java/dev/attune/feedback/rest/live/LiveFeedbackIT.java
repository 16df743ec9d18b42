package dev.attune.feedback.rest.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.AccessEvent.ConsentChanged;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.ExchangeEvent.Arm;
import dev.attune.contracts.event.ExchangeEvent.Assignment;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.ExchangeEvent.Finish;
import dev.attune.contracts.event.ExchangeEvent.Texts;
import dev.attune.contracts.event.FeedbackEvent.LiveFeedbackGiven;
import dev.attune.contracts.event.FeedbackEvent.Reaction;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Thumbs, edits and second tries for answers that were served, and a project's consent to keep words. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class LiveFeedbackIT extends ServiceFixture {

    private static final Duration SOON = Duration.ofSeconds(60);

    private Api person;
    private String account;
    private Api manager;
    private String project;

    @BeforeEach
    void people() {
        String name = account("annotator");
        person = nobody().as(name, PASSWORD);
        account = queryOne("SELECT id FROM feedback.account WHERE name = ?", name);
        manager = someone("engineer");
        project = project(manager, 1);
    }

    @Test
    void theLastWordOnAnAnswerIsTold() {
        String completion = served(null, Instant.now());

        Answer up = person.postOnce(path(completion), Map.of("thumb", "UP"));
        assertThat(up.status()).as(up.toString()).isEqualTo(200);
        assertThat(up.text("reaction")).isEqualTo("up");
        assertThat(person.postOnce(path(completion), Map.of("regenerated", true))
                        .text("reaction"))
                .isEqualTo("regenerated");

        List<LiveFeedbackGiven> told = told(completion, 2);
        assertThat(told).extracting(LiveFeedbackGiven::reaction).containsExactly(Reaction.UP, Reaction.REGENERATED);
        LiveFeedbackGiven last = told.getLast();
        assertThat(last.score()).isZero();
        assertThat(last.weight()).isEqualTo(0.25);
        assertThat(last.source()).isEqualTo("LIVE");
        assertThat(last.channel()).isEqualTo("production");
        assertThat(last.assignment()).isEqualTo(new Assignment("canary-1", Arm.CANARY, 0.25));
        assertThat(last.checkpointId()).isEqualTo("adapter-1");
        assertThat(last.subject()).isEqualTo(account + ".0123456789abcdef");
        assertThat(told.getFirst().givenAt()).isBefore(last.givenAt());
        assertThat(queryOne("SELECT reaction FROM feedback.live_feedback WHERE completion_id = ?", completion))
                .isEqualTo("regenerated");
    }

    @Test
    void aCallThatIsRepeatedIsDoneOnce() {
        String completion = served(null, Instant.now());
        String key = UUID.randomUUID().toString();
        Answer first = person.post(path(completion), Map.of("thumb", "DOWN"), "Idempotency-Key", key);
        Answer again = person.post(path(completion), Map.of("thumb", "DOWN"), "Idempotency-Key", key);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        person.postOnce(path(completion), Map.of("thumb", "UP"));
        assertThat(told(completion, 2)).hasSize(2);
    }

    @Test
    void anEditIsKeptWithTheProjectsConsentOnly() {
        String without = served(project, Instant.now());
        Answer edited = person.postOnce(path(without), Map.of("edit", "A better secret answer."));
        assertThat(edited.body().path("editKept").asBoolean()).isFalse();
        assertThat(told(without, 1).getFirst().edit()).isNull();
        assertThat(queryOne("SELECT edit FROM feedback.live_feedback WHERE completion_id = ?", without))
                .isNull();

        consent(true, 0.1, "0");
        String with = served(project, Instant.now());
        assertThat(person.postOnce(path(with), Map.of("edit", "A better secret answer."))
                        .body()
                        .path("editKept")
                        .asBoolean())
                .isTrue();

        LiveFeedbackGiven told = told(with, 1).getFirst();
        assertThat(told.edit()).isEqualTo("A better secret answer.");
        assertThat(told.weight()).isEqualTo(0.1);
        assertThat(told.score()).isEqualTo(0.5);
        assertThat(queryOne("SELECT event FROM feedback.exchange WHERE completion_id = ?", with))
                .contains("adapter-1")
                .doesNotContain("secret");
    }

    @Test
    void consentIsToldToTheBusEndsWithTheProjectAndIsNotCopied() {
        assertThat(consent(true, 0.25, "0").text("version")).isEqualTo("1");
        consent(true, 0.5, "1");
        assertThat(consent(false, 0.5, "0").code()).isEqualTo("project-changed");
        Answer copied = manager.post(
                "/api/projects/" + project + "/copies", Map.of("name", "copy " + UUID.randomUUID(), "prompts", false));
        assertThat(copied.status()).as(copied.toString()).isEqualTo(201);
        assertThat(manager.get("/api/projects/" + copied.text("id") + "/live")
                        .body()
                        .path("texts")
                        .asBoolean())
                .isFalse();
        manager.send("PUT", "/api/projects/" + project + "/archive", null);
        assertThat(manager.delete("/api/projects/" + project).status()).isEqualTo(204);

        Eventually.holds(SOON, "both on the bus", () -> consents().size() == 2);
        assertThat(consents()).extracting(ConsentChanged::texts).containsExactly(true, false);
    }

    @Test
    void whatCannotBeReactedToIsSaid() {
        String completion = served(null, Instant.now());
        String old = served(null, Instant.now().minus(Duration.ofDays(8)));
        String unknown = "chatcmpl-" + UUID.randomUUID();

        Answer nowhere = person.postOnce(path(unknown), Map.of("thumb", "UP"));
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.code()).isEqualTo("completion-unknown");
        assertThat(nowhere.text("detail")).startsWith("No answer " + unknown + " is known here");
        Answer foreign = manager.postOnce(path(completion), Map.of("thumb", "UP"));
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo("completion-foreign");
        Answer late = person.postOnce(path(old), Map.of("thumb", "UP"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("feedback-too-late");
        assertThat(person.post(path(completion), Map.of("thumb", "UP")).code()).isEqualTo("idempotency-key-missing");
        assertThat(person.postOnce(path(completion), Map.of("thumb", "UP", "regenerated", true))
                        .text("detail"))
                .isEqualTo("Say one of thumb, edit and regenerated.");
        assertThat(person.postOnce(path(completion), Map.of("edit", " ")).code())
                .isEqualTo("empty-answer");
        assertThat(consent(true, 1, "0").text("detail")).isEqualTo("weight must be at least 0 and below 1 but is 1.0.");
        assertThat(topics().events(Topics.FEEDBACK, completion)).isEmpty();
    }

    private static String path(String completion) {
        return "/api/completions/" + completion + "/feedback";
    }

    private Answer consent(boolean texts, double weight, String seen) {
        return manager.send(
                "PUT",
                "/api/projects/" + project + "/live",
                Map.of("texts", texts, "weight", weight),
                "If-Match",
                seen);
    }

    /** As inference-service would tell it. */
    private String served(@Nullable String ofProject, Instant at) {
        String completion = "chatcmpl-" + UUID.randomUUID();
        topics().send(new ExchangeEnded(
                completion,
                "production",
                new Assignment("canary-1", Arm.CANARY, 0.25),
                "adapter-1",
                account,
                account + ".0123456789abcdef",
                ofProject,
                Finish.STOP,
                300,
                4,
                9,
                false,
                new Texts(List.of(Message.user("A secret question")), "A secret answer"),
                at));
        Eventually.holds(
                SOON,
                "the answer is known",
                () -> "1"
                        .equals(queryOne(
                                "SELECT count(*) FROM feedback.exchange WHERE completion_id = ?", completion)));
        return completion;
    }

    private List<LiveFeedbackGiven> told(String completion, int atLeast) {
        Eventually.holds(
                SOON,
                atLeast + " reactions on the bus",
                () -> topics().events(Topics.FEEDBACK, completion).size() >= atLeast);
        return events(Topics.FEEDBACK, completion).stream()
                .map(LiveFeedbackGiven.class::cast)
                .toList();
    }

    private List<ConsentChanged> consents() {
        return events(Topics.ACCESS, "project/" + project).stream()
                .map(ConsentChanged.class::cast)
                .toList();
    }

    private List<Event> events(String topic, String key) {
        return topics().events(topic, key).stream().map(ReceivedEvent::event).toList();
    }
}
