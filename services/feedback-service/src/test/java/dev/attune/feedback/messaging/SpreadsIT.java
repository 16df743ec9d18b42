package dev.attune.feedback.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.SpreadEvent.HeadScores;
import dev.attune.contracts.event.SpreadEvent.SpreadMeasured;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What a reward model's heads think of answers, as the bus says it, changes what people are asked about first. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class SpreadsIT extends ServiceFixture {

    @Inject
    Candidates candidates;

    private static SpreadMeasured heads(String project, String prompt, List<Double> yes, List<Double> no) {
        return new SpreadMeasured(
                prompt,
                project,
                "reward-model-1",
                List.of(new HeadScores("candidate-yes-" + prompt, yes), new HeadScores("candidate-no-" + prompt, no)));
    }

    @Test
    void answersAboutWhichTheHeadsDifferComeFirst() {
        Api engineer = someone("engineer");
        Api annotator = someone("annotator");
        String project = project(engineer, 1);
        List<String> prompts = new ArrayList<>();
        for (String text : List.of("sure", "unknown", "torn")) {
            String prompt = prompt(engineer, project, text);
            candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, "yes", "no"));
            prompts.add(prompt);
        }
        engineer.send("PUT", "/api/projects/" + project + "/choice", Map.of("strategy", "INFORMATION", "even", 0));
        topics().send(heads(project, prompts.get(0), List.of(3.0, 3.1, 2.9), List.of(-3.0, -2.9, -3.1)));
        topics().send(heads(project, prompts.get(2), List.of(3.0, -3.0, 0.5), List.of(-3.0, 3.0, -0.5)));
        topics().send(heads(project, UUID.randomUUID().toString(), List.of(1.0, 2.0), List.of(1.0, 2.0)));

        Eventually.get(
                () -> engineer.get("/api/projects/" + project + "/choice").body(),
                state -> state.path("informed").asInt() == 2
                        && state.path("placed").asInt() == 3);

        assertThat(all(annotator, project)).containsExactly("torn", "unknown", "sure");
    }

    private static List<String> all(Api who, String project) {
        List<String> asked = new ArrayList<>();
        Answer assignment = who.post("/api/projects/" + project + "/next", null);
        while (assignment.status() == 200) {
            asked.add(assignment.body().path("prompt").path(0).path("content").asText());
            who.postOnce("/api/leases/" + assignment.text("leaseId") + "/rating", Map.of("verdict", "TIE"));
            assignment = who.post("/api/projects/" + project + "/next", null);
        }
        return asked;
    }
}
