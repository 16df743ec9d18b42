package dev.attune.feedback.rest;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Whether people agree in what they say beside verdicts on pairs. */
@QuarkusTest
class WaysAgreementIT extends WaysFixture {

    private JsonNode others(String project) {
        return engineer.get("/api/projects/" + project + "/overview?days=1&zone=UTC")
                .body()
                .path("agreement")
                .path("others");
    }

    private static void says(Api who, String project, Map<String, Object> said) {
        Answer rated = rate(who, next(who, project), said);
        assertThat(rated.status()).as(rated.toString()).isEqualTo(201);
    }

    @Test
    void scoresByTheirDistanceAndFlagsByWhetherTheyAreSet() {
        String project = project(2, COMPARE);
        item(project, "yes", "no");
        item(project, "yes", "no");
        Api other = someone("annotator");
        says(annotator, project, remarks(Map.of("scores", Map.of("helpful", 2), "flags", List.of("untrue"))));
        says(other, project, remarks(Map.of("scores", Map.of("helpful", 4))));
        says(annotator, project, remarks(Map.of("scores", Map.of("helpful", 5))));
        says(other, project, remarks(Map.of("scores", Map.of("helpful", 5))));

        JsonNode others = others(project);

        assertThat(others.findValuesAsText("kind")).containsExactly("SCORE", "FLAG", "FLAG");
        assertThat(others.findValuesAsText("name")).containsExactly("helpful", "harmful", "untrue");
        // Of eight scores, 2 against 4 twice: 1 - 7 * 16 / 192.
        assertThat(others.path(0).path("units").asInt()).isEqualTo(4);
        assertThat(others.path(0).path("pairs").asInt()).isEqualTo(4);
        assertThat(others.path(0).path("equalShare").asDouble()).isEqualTo(0.5);
        assertThat(others.path(0).path("alpha").asDouble()).isEqualTo(0.41667, within(0.0001));
        // Nobody set it: chance would agree as well.
        assertThat(others.path(1).path("equalShare").asDouble()).isEqualTo(1);
        assertThat(others.path(1).path("alpha").isNull()).isTrue();
        // Set on two of eight, never by both: 1 - 7 * 4 / 24.
        assertThat(others.path(2).path("alpha").asDouble()).isEqualTo(-0.16667, within(0.0001));
    }

    @Test
    void rankingsByEachTwoAnswers() {
        String project = project(2, RANK);
        item(project, "a", "b", "c", "d");
        Api other = someone("annotator");
        says(annotator, project, ranked(next(annotator, project), "a", "b", "d", "c"));
        assertThat(others(project)).isEmpty();
        says(other, project, ranked(next(other, project), "a", "b", "d", "c"));

        JsonNode others = others(project);

        assertThat(others).hasSize(1);
        assertThat(others.path(0).path("kind").asText()).isEqualTo("RANKING");
        assertThat(others.path(0).path("units").asInt()).isEqualTo(6);
        assertThat(others.path(0).path("alpha").asDouble()).isEqualTo(1);
    }

    private static Map<String, Object> ranked(Answer assignment, String... best) {
        List<String> shown = answers(assignment);
        return Map.of(
                "ranking",
                List.of(best).stream().map(text -> List.of(shown.indexOf(text))).toList());
    }
}
