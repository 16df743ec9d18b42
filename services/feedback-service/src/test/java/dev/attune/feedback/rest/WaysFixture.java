package dev.attune.feedback.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What tests of the ways to rate do: projects with a form, items of several answers, what was told of them. */
@SuppressWarnings("NullAway.Init")
abstract class WaysFixture extends ServiceFixture {

    static final Map<String, Object> RANK = Map.of("task", "RANK", "answers", 4, "correction", true);
    static final Map<String, Object> COMPARE = Map.of(
            "axes", List.of(Map.of("name", "helpful", "highest", 7, "high", "very")),
            "flags", List.of("untrue", "harmful"),
            "highlights", List.of("wrong"),
            "correction", true);

    @Inject
    Candidates candidates;

    Api engineer;
    Api annotator;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        annotator = someone("annotator");
    }

    String project(int ratingsPerItem, Map<String, Object> form) {
        Answer made = engineer.post(
                "/api/projects",
                Map.of("name", "ways " + UUID.randomUUID(), "ratingsPerItem", ratingsPerItem, "form", form));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("id");
    }

    String item(String project, String... answers) {
        String text = "question " + UUID.randomUUID();
        String prompt = prompt(engineer, project, text);
        candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, answers));
        return prompt;
    }

    static Answer next(Api who, String project) {
        return who.post("/api/projects/" + project + "/next", null);
    }

    static Answer rate(Api who, Answer assignment, Map<String, Object> said) {
        return who.postOnce("/api/leases/" + assignment.text("leaseId") + "/rating", said);
    }

    static void refused(Api who, Answer assignment, Map<String, Object> said, String code, String sentence) {
        Answer refusal = rate(who, assignment, said);
        assertThat(refusal.status()).as(refusal.toString()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.text("detail")).contains(sentence);
    }

    static List<String> answers(Answer assignment) {
        List<String> answers = new ArrayList<>();
        assignment.body().path("answers").forEach(answer -> answers.add(answer.asText()));
        return answers;
    }

    <T extends Event> List<T> told(String topic, Class<T> type, String itemOrPrompt, int atLeast) {
        return Eventually.get(
                () -> topics().events(topic).stream()
                        .map(ReceivedEvent::event)
                        .filter(type::isInstance)
                        .map(type::cast)
                        .filter(event -> event.toString().contains(itemOrPrompt))
                        .toList(),
                events -> events.size() >= atLeast);
    }

    List<PreferenceSettled> settled(String item, int atLeast) {
        return told(Topics.PREFERENCES, PreferenceSettled.class, item, atLeast);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    static Map<String, Object> ranking(List<Integer>... groups) {
        return Map.of("ranking", List.of(groups));
    }

    static Map<String, Object> remarks(Map<String, Object> said) {
        return Map.of("verdict", "TIE", "answers", List.of(said, said));
    }

    static Map<String, Object> mark(int start, int end, String reason) {
        return remarks(Map.of("highlights", List.of(Map.of("start", start, "end", end, "reason", reason))));
    }

    static Map<String, Object> correction(int position, String text) {
        return Map.of("verdict", "TIE", "correction", Map.of("position", position, "text", text));
    }
}
