package dev.attune.feedback;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People's walks over the desk in Chromium, against this service; what they do and check is written in feedback-ui's browser tests.
 */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class BrowserIT extends ServiceFixture {

    private static final int PAIRS = 40;
    /** More, such as 10,000, by the environment. ATTUNE_NO_LOOK there spares the walk the look at each pair. */
    private static final int MANY = Integer.parseInt(System.getenv().getOrDefault("ATTUNE_RATINGS", "120"));

    @TestHTTPResource("/")
    URI address;

    @Inject
    Candidates candidates;

    @Test
    void aPersonSignsInRatesByKeysAndButtonsUndoesAndSignsOut() throws Exception {
        Api engineer = someone("engineer");
        project(engineer, 1);
        String project = project(engineer, 1);
        items(engineer, project, PAIRS, "It is **so**.", "Who **knows**?");
        String name = annotatorWithOneTimePassword();

        BrowserWalk.run(
                "rating.browser.mjs", address, name, PASSWORD, Map.of("ATTUNE_PROJECT", nameOf(engineer, project)));

        // Whatever the walk lost, repeated or sent twice counts once; its last step says how many there are.
        assertThat(progress(engineer, project).body().path("ratings").asInt()).isGreaterThan(20);
        assertThat(progress(engineer, project).body().path("skipped").asInt()).isEqualTo(2);
        assertThat(engineer.get("/api/projects/" + project + "/skips").body().findValuesAsText("reason"))
                .contains("LANGUAGE");
    }

    @Test
    void aPersonRatesInEveryWayByTheKeyboardAlone() throws Exception {
        Api engineer = someone("engineer");
        String scores = project(
                engineer,
                Map.of(
                        "axes",
                        List.of(
                                Map.of("name", "helpful", "label", "Helpful", "lowest", 1, "highest", 5),
                                Map.of("name", "honest", "label", "Honest", "lowest", 1, "highest", 5)),
                        "flags",
                        List.of("harmful", "untrue"),
                        "correction",
                        true,
                        "highlights",
                        List.of("wrong", "unclear")));
        String rank = project(engineer, Map.of("task", "RANK", "answers", 4));
        String write = project(engineer, Map.of("task", "DEMONSTRATE"));
        items(engineer, scores, 3, "It **really** is so.", "Who **really** knows?");
        items(engineer, rank, 5, "One.", "Two.", "Three.", "Four.");
        prompt(engineer, write, "How do you do?");
        String name = annotatorWithOneTimePassword();

        BrowserWalk.run(
                "ways.browser.mjs",
                address,
                name,
                PASSWORD,
                Map.of(
                        "ATTUNE_SCORES",
                        nameOf(engineer, scores),
                        "ATTUNE_RANK",
                        nameOf(engineer, rank),
                        "ATTUNE_WRITE",
                        nameOf(engineer, write)));

        // The walk takes its rating of scores back and gives it once more.
        assertThat(progress(engineer, scores).body().path("ratings").asInt()).isEqualTo(1);
        assertThat(progress(engineer, rank).body().path("ratings").asInt()).isEqualTo(4);
        assertThat(progress(engineer, write).body().path("ratings").asInt()).isEqualTo(1);
    }

    @Test
    void manyRatingsInARowAreNoSlowerAtTheEnd() throws Exception {
        Api engineer = someone("engineer");
        String project = project(engineer, 1);
        items(engineer, project, MANY + 3, "It is so.", "Who knows?");
        String name = annotatorWithOneTimePassword();

        BrowserWalk.run(
                "many.browser.mjs",
                address,
                name,
                PASSWORD,
                Map.of("ATTUNE_PROJECT", nameOf(engineer, project), "ATTUNE_RATINGS", String.valueOf(MANY)));

        assertThat(progress(engineer, project).body().path("ratings").asInt()).isEqualTo(MANY + 1);
    }

    private static String project(Api engineer, Map<String, Object> form) {
        return engineer.post("/api/projects", Map.of("name", "project " + UUID.randomUUID(), "form", form))
                .text("id");
    }

    private static String nameOf(Api engineer, String project) {
        return engineer.get("/api/projects/" + project).text("name");
    }

    private void items(Api engineer, String project, int count, String... answers) {
        for (int i = 0; i < count; i++) {
            String text = "How much is " + i + " and " + i + "?";
            String prompt = prompt(engineer, project, text);
            candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, answers));
        }
    }

    private String annotatorWithOneTimePassword() {
        String name = "browser-" + UUID.randomUUID();
        administrator()
                .post("/api/accounts", Map.of("name", name, "password", PASSWORD, "roles", new String[] {"annotator"}));
        return name;
    }
}
