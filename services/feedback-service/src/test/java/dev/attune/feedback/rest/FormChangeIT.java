package dev.attune.feedback.rest;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a form may change once a project has items and ratings, and that nobody undoes another's change unseen. */
@QuarkusTest
class FormChangeIT extends WaysFixture {

    private static final Map<String, Object> HELPFUL = Map.of("axes", List.of(Map.of("name", "helpful", "highest", 5)));

    @Test
    void aChangeOfAnOlderVersionIsRefusedAndChangesNothing() {
        String project = project(1, Map.of());
        Answer seen = engineer.get("/api/projects/" + project);
        assertThat(seen.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(seen.body().path("version").asInt()).isEqualTo(1);

        Answer changed = change(project, HELPFUL, "1");
        assertThat(changed.headers().firstValue("ETag")).contains("\"2\"");
        Answer late = change(project, Map.of("flags", List.of("untrue")), "1");

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("project-changed");
        assertThat(engineer.get("/api/projects/" + project).body()).isEqualTo(changed.body());
        // What changes nothing is no new version.
        assertThat(change(project, HELPFUL, "2").headers().firstValue("ETag")).contains("\"2\"");
        assertThat(change(project, HELPFUL, "two").code()).isEqualTo("invalid-request");
    }

    @Test
    void whatPeopleHaveRatedByStaysTheTask() {
        String project = project(1, Map.of());
        item(project, "a", "b");
        Answer assignment = next(annotator, project);
        Answer rated = rate(annotator, assignment, Map.of("verdict", "TIE"));

        Answer refused = change(project, Map.of("task", "RANK"), "1");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("form-in-use");
        assertThat(refused.text("detail")).contains("COMPARE");
        assertThat(engineer.get("/api/projects/" + project)
                        .body()
                        .path("form")
                        .path("task")
                        .asText())
                .isEqualTo("COMPARE");
        annotator.delete("/api/ratings/" + rated.text("ratingId"));
        assertThat(change(project, Map.of("task", "RANK"), "1").status()).isEqualTo(200);
    }

    @Test
    void aScaleThatItemsAskForStaysAndMoreMayBeAsked() {
        String project = project(1, HELPFUL);
        item(project, "a", "b");

        Answer wider = change(project, Map.of("axes", List.of(Map.of("name", "helpful", "highest", 7))), "1");
        assertThat(wider.status()).isEqualTo(409);
        assertThat(wider.code()).isEqualTo("form-in-use");
        assertThat(wider.text("detail")).contains("helpful", "1 to 5");

        Answer more = change(
                project,
                Map.of(
                        "axes",
                        List.of(
                                Map.of("name", "helpful", "label", "Helps", "highest", 5),
                                Map.of("name", "honest", "highest", 3)),
                        "flags",
                        List.of("untrue")),
                "1");
        assertThat(more.status()).as(more.toString()).isEqualTo(200);
        assertThat(next(annotator, project).body().path("form").path("axes")).hasSize(1);

        // Taken away, its name is not free for another scale: the items still ask for the first one.
        assertThat(change(project, Map.of(), "2").status()).isEqualTo(200);
        assertThat(change(project, Map.of("axes", List.of(Map.of("name", "helpful", "highest", 7))), "3")
                        .code())
                .isEqualTo("form-in-use");
        String name = engineer.get("/api/projects/" + project).text("name");
        assertThat(administrator()
                        .get("/api/audit/entries?action=PROJECT_CHANGED&text="
                                + name.substring(name.lastIndexOf(' ') + 1))
                        .body()
                        .findValuesAsText("detail"))
                .anySatisfy(detail -> assertThat(detail).contains("helpful 1 to 5, honest 1 to 3", "untrue"));
    }

    private Answer change(String project, Map<String, Object> form, String version) {
        return engineer.send("PATCH", "/api/projects/" + project, Map.of("form", form), "If-Match", version);
    }
}
