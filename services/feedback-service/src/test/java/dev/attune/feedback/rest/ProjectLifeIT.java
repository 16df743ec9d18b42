package dev.attune.feedback.rest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What managers do with a project: from a template, watch it, change it, put it aside, copy it, delete it. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ProjectLifeIT extends ServiceFixture {

    @Inject
    Candidates candidates;

    private static String name() {
        return "life " + UUID.randomUUID();
    }

    /** Pairs to rate, by their prompts. */
    private void pairs(Api manager, String project, int count) {
        for (int i = 0; i < count; i++) {
            String text = "What is " + i + "?";
            String prompt = prompt(manager, project, text);
            candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, "one", "two"));
        }
    }

    private static void rateAll(Api annotator, String project, String... verdicts) {
        for (String verdict : verdicts) {
            Answer next = annotator.post("/api/projects/" + project + "/next", null);
            boolean first = next.text("left").equals("one");
            String side = verdict.equals("one") ? (first ? "LEFT" : "RIGHT") : (first ? "RIGHT" : "LEFT");
            Map<String, Object> rating = verdict.equals("TIE")
                    ? Map.of("verdict", "TIE", "strength", 0)
                    : Map.of("verdict", side, "strength", 2);
            Answer given = annotator.postOnce("/api/leases/" + next.text("leaseId") + "/rating", rating);
            assertThat(given.status()).as(given.toString()).isBetween(200, 201);
        }
    }

    @Test
    void aTemplateMakesAProjectWithGuidelinesAndExamplesWhoseAnswersAreWaitedFor() {
        Api engineer = someone("engineer");
        JsonNode templates = engineer.get("/api/templates").body();
        assertThat(templates.findValuesAsText("id")).contains("house-style", "helpful-harmless", "summaries", "code");
        templates.forEach(
                template -> assertThat(template.path("prompts").size()).isGreaterThanOrEqualTo(20));

        String name = name();
        Answer made = engineer.post("/api/templates/house-style/projects", Map.of("name", name));
        String project = made.text("id");
        int examples = templates.path(0).path("prompts").size();

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("guidelines")).contains("Which answer sounds like us?");
        JsonNode before = progress(engineer, project).body();
        assertThat(before.path("prompts").asInt()).isEqualTo(examples);
        assertThat(before.path("waiting").asInt()).isEqualTo(examples);
        String more = prompt(engineer, project, "One more?");
        candidates.enter(UUID.randomUUID().toString(), candidates(project, more, "One more?", "same", "same"));
        assertThat(progress(engineer, project).body().path("waiting").asInt()).isEqualTo(examples);
        assertThat(engineer.post("/api/templates/house-style/projects", Map.of("name", name))
                        .code())
                .isEqualTo("project-exists");
        assertThat(engineer.post("/api/templates/nothing/projects", Map.of("name", name()))
                        .code())
                .isEqualTo("template-unknown");
        Answer empty = engineer.post("/api/templates/code/projects", Map.of("name", name(), "examples", false));
        assertThat(progress(engineer, empty.text("id")).body().path("prompts").asInt())
                .isZero();
    }

    @Test
    void anArchivedProjectHandsNothingOutAndIsHiddenUntilItIsRestored() {
        Api manager = someone("engineer");
        Api annotator = someone("annotator");
        String project = project(manager, 1);
        pairs(manager, project, 2);
        Answer held = annotator.post("/api/projects/" + project + "/next", null);

        manager.send("PUT", "/api/projects/" + project + "/archive", null);

        assertThat(annotator.post("/api/projects/" + project + "/next", null).code())
                .isEqualTo("project-archived");
        assertThat(annotator
                        .postOnce(
                                "/api/leases/" + held.text("leaseId") + "/rating",
                                Map.of("verdict", "TIE", "strength", 0))
                        .status())
                .isBetween(200, 201);
        assertThat(manager.post(
                                "/api/projects/" + project + "/prompts",
                                Map.of(
                                        "prompts",
                                        List.of(Map.of(
                                                "messages", List.of(Map.of("role", "user", "content", "More?"))))))
                        .code())
                .isEqualTo("project-archived");
        assertThat(manager.get("/api/projects").body().findValuesAsText("id")).doesNotContain(project);
        assertThat(manager.get("/api/projects?managed=true").body()).isEmpty();
        assertThat(annotator.get("/api/projects?managed=true&archived=true").body())
                .isEmpty();
        assertThat(manager.get("/api/projects?archived=true").body().findValuesAsText("id"))
                .contains(project);
        Answer back = manager.delete("/api/projects/" + project + "/archive");
        assertThat(back.body().path("archivedAt").isNull()).isTrue();
        assertThat(annotator.post("/api/projects/" + project + "/next", null).status())
                .isEqualTo(200);
    }

    @Test
    void aCopyHasGuidelinesAndPromptsButNoRatings() {
        Api manager = someone("engineer");
        String project = project(manager, 3);
        pairs(manager, project, 3);
        rateAll(someone("annotator"), project, "one");

        Answer copy = manager.post("/api/projects/" + project + "/copies", Map.of("name", name()));
        Answer bare = manager.post("/api/projects/" + project + "/copies", Map.of("name", name(), "prompts", false));

        assertThat(copy.status()).isEqualTo(201);
        assertThat(copy.text("guidelines")).isEqualTo("be kind");
        assertThat(copy.body().path("ratingsPerItem").asInt()).isEqualTo(3);
        JsonNode progress = progress(manager, copy.text("id")).body();
        assertThat(progress.path("prompts").asInt()).isEqualTo(3);
        assertThat(progress.path("waiting").asInt()).isEqualTo(3);
        assertThat(progress.path("ratings").asInt()).isZero();
        assertThat(progress(manager, bare.text("id")).body().path("prompts").asInt())
                .isZero();
    }

    @Test
    void aDeletedProjectIsGoneAtOnceAndItsRowsSoon() {
        Api manager = someone("engineer");
        Answer made = manager.post("/api/projects", Map.of("name", name(), "guidelines", "be kind"));
        String project = made.text("id");
        pairs(manager, project, 4);
        rateAll(someone("annotator"), project, "one", "two");
        manager.post("/api/projects/" + project + "/invitations", Map.of("role", "ANNOTATOR"));
        manager.send("PUT", "/api/projects/" + project + "/guidelines/seen", Map.of("version", 1));
        String late = prompt(manager, project, "Late?");

        assertThat(manager.delete("/api/projects/" + project).code()).isEqualTo("project-not-archived");
        manager.send("PUT", "/api/projects/" + project + "/archive", null);
        assertThat(manager.delete("/api/projects/" + project).status()).isEqualTo(204);

        assertThat(manager.get("/api/projects/" + project).code()).isEqualTo("project-unknown");
        assertThat(manager.get("/api/projects?archived=true").body().findValuesAsText("id"))
                .doesNotContain(project);
        assertThat(manager.post("/api/projects", Map.of("name", made.text("name")))
                        .status())
                .isEqualTo(201);
        Eventually.holds(
                Duration.ofSeconds(30),
                "no row of it",
                () -> queryOne("SELECT count(*) FROM feedback.project WHERE CAST(id AS text) = ?", project)
                        .equals("0"));
        for (String table :
                List.of("rating", "lease", "item", "prompt", "guidelines", "invitation", "project_member")) {
            assertThat(queryOne(
                            "SELECT count(*) FROM feedback." + table + " WHERE CAST(project_id AS text) = ?", project))
                    .as(table)
                    .isEqualTo("0");
        }
        // Answers that were being made come to nothing, and break nothing.
        candidates.enter(UUID.randomUUID().toString(), candidates(project, late, "Late?", "one", "two"));
        assertThat(manager.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void theOverviewSaysWhoDidWhatHowQuicklyAndWhetherTheyAgree() {
        Api manager = someone("engineer");
        String project = project(manager, 2);
        pairs(manager, project, 4);
        String ana = account("annotator");
        String ben = account("annotator");
        rateAll(nobody().as(ana, PASSWORD), project, "one", "one", "two", "TIE");
        rateAll(nobody().as(ben, PASSWORD), project, "one", "one", "one");

        JsonNode overview = manager.get("/api/projects/" + project + "/overview?days=3&zone=Asia/Tokyo")
                .body();

        assertThat(overview.path("days")).hasSize(3);
        JsonNode row = person(overview, ana);
        assertThat(row.path("ratings").asInt()).isEqualTo(4);
        assertThat(row.path("byDay").path(2).asInt() + row.path("byDay").path(1).asInt())
                .isEqualTo(4);
        assertThat(row.path("medianMillis").asLong()).isPositive();
        assertThat(person(overview, ben).path("ratings").asInt()).isEqualTo(3);
        assertThat(overview.path("pace").path("wanted").asInt()).isEqualTo(1);
        assertThat(overview.path("pace").path("perDay").asDouble()).isEqualTo(7.0);
        assertThat(overview.path("pace").path("doneAt").isTextual()).isTrue();
        JsonNode agreement = overview.path("agreement");
        assertThat(agreement.path("items").asInt()).isEqualTo(3);
        assertThat(agreement.path("pairs").asInt()).isEqualTo(3);
        assertThat(agreement.path("equalShare").asDouble()).isEqualTo(2.0 / 3);
        // Two units agree on "first", one is split: observed 2 of 6, expected 10 of 30; so chance does as well.
        assertThat(agreement.path("alpha").asDouble()).isZero();
        assertThat(manager.get("/api/projects/" + project + "/overview?zone=Nowhere/Else")
                        .text("detail"))
                .contains("There is no time zone Nowhere/Else");
        JsonNode empty = manager.get("/api/projects/" + project(manager, 1) + "/overview")
                .body();
        assertThat(empty.path("agreement").path("alpha").isNull()).isTrue();
        assertThat(empty.path("pace").path("doneAt").isNull()).isTrue();
    }

    private static JsonNode person(JsonNode overview, String name) {
        for (JsonNode person : overview.path("people")) {
            if (person.path("name").asText().equals(name)) {
                return person;
            }
        }
        throw new AssertionError(name + " is not in " + overview);
    }

    @Test
    void ratersAreToldWhenGuidelinesChanged() {
        Api manager = someone("engineer");
        Api annotator = someone("annotator");
        String project = project(manager, 1);
        String seen = "/api/projects/" + project + "/guidelines/seen";

        assertThat(annotator.get(seen).body().path("seen").isNull()).isTrue();
        assertThat(annotator.get(seen).body().path("current").asInt()).isEqualTo(1);
        assertThat(annotator
                        .send("PUT", seen, Map.of("version", 1))
                        .body()
                        .path("seen")
                        .asInt())
                .isEqualTo(1);
        manager.send("PATCH", "/api/projects/" + project, Map.of("guidelines", "be kinder"));
        assertThat(annotator.get(seen).body().path("current").asInt()).isEqualTo(2);
        assertThat(annotator.send("PUT", seen, Map.of("version", 3)).code()).isEqualTo("invalid-request");
        annotator.send("PUT", seen, Map.of("version", 2));
        annotator.send("PUT", seen, Map.of("version", 1));
        assertThat(annotator.get(seen).body().path("seen").asInt()).isEqualTo(2);
    }
}
