package dev.attune.feedback.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.testing.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Rankings, corrections and demonstrations leave in the forms that can say them. */
@QuarkusTest
class WaysExportIT extends WaysFixture {

    private List<JsonNode> export(String project, String form) {
        byte[] file = engineer.bytes("/api/projects/" + project + "/exports/" + form);
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(WaysExportIT::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void rankingsLeaveAsRanksAndAsPairs() {
        String project = project(1, Map.of("task", "RANK", "answers", 4, "top", 2));
        item(project, "a", "b", "c", "d");
        Answer assignment = next(annotator, project);
        List<String> shown = answers(assignment);
        assertThat(rate(annotator, assignment, Map.of("ranking", List.of(List.of(2), List.of(0))))
                        .status())
                .isEqualTo(201);

        JsonNode ranked = export(project, "ranked").getFirst();
        List<String> answers = texts(ranked.path("answers"));
        List<String> ranks = texts(ranked.path("ranks"));
        assertThat(ranks.get(answers.indexOf(shown.get(2)))).isEqualTo("1");
        assertThat(ranks.get(answers.indexOf(shown.get(0)))).isEqualTo("2");
        assertThat(ranks.get(answers.indexOf(shown.get(1)))).isEqualTo("3");
        assertThat(ranks.get(answers.indexOf(shown.get(3)))).isEqualTo("3");
        assertThat(export(project, "preference")).hasSize(5);
        assertThat(export(project, "prompt-completion"))
                .extracting(
                        row -> row.path("completion").path(0).path("content").asText())
                .containsExactly(shown.get(2));
        JsonNode rated = export(project, "rated").getFirst();
        assertThat(rated.path("task").asText()).isEqualTo("rank");
        assertThat(rated.path("votes").path(0).path("ranking")).hasSize(2);
        assertThat(json(new String(
                        engineer.bytes("/api/projects/" + project + "/exports/argilla"), StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void whatPeopleWriteIsImitated() {
        String written = project(1, Map.of("task", "DEMONSTRATE"));
        prompt(engineer, written, "Say hello.");
        Answer assignment = next(annotator, written);
        assertThat(rate(annotator, assignment, Map.of("demonstration", "As I would say it."))
                        .status())
                .isEqualTo(201);
        assertThat(export(written, "prompt-completion"))
                .extracting(
                        row -> row.path("completion").path(0).path("content").asText())
                .containsExactly("As I would say it.");
        assertThat(export(written, "preference")).isEmpty();

        String corrected = project(1, COMPARE);
        item(corrected, "one", "two");
        assertThat(rate(annotator, next(annotator, corrected), correction(0, "better than both"))
                        .status())
                .isEqualTo(201);
        assertThat(export(corrected, "preference"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(
                                row.path("chosen").path(0).path("content").asText())
                        .isEqualTo("better than both"));
        assertThat(export(corrected, "prompt-completion")).hasSize(1);
    }
}
