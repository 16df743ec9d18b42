package dev.attune.feedback;

import java.net.URI;
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

/** A manager's walk, and that of a rater who comes by a link, as manager.browser.mjs says. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ManagerBrowserIT extends ServiceFixture {

    private static final int PAIRS = 5;

    @TestHTTPResource("/")
    URI address;

    @Inject
    Candidates candidates;

    @Test
    void aManagerInvitesWatchesChangesAndDeletes() throws Exception {
        String name = account("engineer");
        Api engineer = nobody().as(name, PASSWORD);
        String project = project(engineer, 1);
        for (int pair = 0; pair < PAIRS; pair++) {
            String text = "How much is " + pair + " and " + pair + "?";
            String prompt = prompt(engineer, project, text);
            candidates.enter(
                    UUID.randomUUID().toString(),
                    candidates(project, prompt, text, "It is " + (pair + pair) + ".", "Who knows?"));
        }

        BrowserWalk.run(
                "manager.browser.mjs",
                address,
                name,
                PASSWORD,
                Map.of(
                        "ATTUNE_PROJECT",
                        engineer.get("/api/projects/" + project).text("name")));

        assertThat(progress(engineer, project).body().path("ratings").asInt()).isBetween(4, 6);
    }
}
