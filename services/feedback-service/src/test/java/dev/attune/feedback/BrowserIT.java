package dev.attune.feedback;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.BrowserWalk;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A person's walk through the page in Chromium, against this service; what it does and checks is written in rating.browser.mjs.
 */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class BrowserIT extends ServiceFixture {

    private static final int PAIRS = 8;

    @TestHTTPResource("/")
    URI address;

    @Inject
    Candidates candidates;

    @Test
    void aPersonSignsInRatesByKeysAndButtonsUndoesAndSignsOut() throws Exception {
        Api engineer = someone("engineer");
        project(engineer, 1);
        String project = project(engineer, 1);
        for (int pair = 0; pair < PAIRS; pair++) {
            String text = "How much is " + pair + " and " + pair + "?";
            String prompt = prompt(engineer, project, text);
            candidates.enter(
                    UUID.randomUUID().toString(),
                    candidates(project, prompt, text, "It is " + (pair + pair) + ".", "Who knows?"));
        }
        String name = annotatorWithOneTimePassword();

        BrowserWalk.run(
                "rating.browser.mjs",
                address,
                name,
                PASSWORD,
                Map.of(
                        "ATTUNE_PROJECT",
                        engineer.get("/api/projects/" + project).text("name")));

        // Keys 2, x and 6, the button "B is much better", the double click on the tie; the undone one is gone.
        assertThat(progress(engineer, project).body().path("ratings").asInt()).isEqualTo(5);
        assertThat(progress(engineer, project).body().path("skipped").asInt()).isEqualTo(1);
    }

    private String annotatorWithOneTimePassword() {
        String name = "browser-" + UUID.randomUUID();
        administrator()
                .post("/api/accounts", Map.of("name", name, "password", PASSWORD, "roles", new String[] {"annotator"}));
        return name;
    }
}
