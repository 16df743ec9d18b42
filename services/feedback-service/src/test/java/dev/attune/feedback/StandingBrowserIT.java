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
import dev.attune.feedback.testing.PlantedStanding;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** A manager and a reviewer look on as checkpoints stand, in Chromium. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class StandingBrowserIT extends ServiceFixture {

    private static final int PROMPTS = 500;

    @TestHTTPResource("/")
    URI address;

    @Inject
    Candidates candidates;

    @Test
    void aManagerLooksOnAsVotesCome() throws Exception {
        String name = account("engineer");
        Api manager = nobody().as(name, PASSWORD);
        String project = project(manager, 4);
        for (String statement : PlantedStanding.statements(PROMPTS)) {
            sql(statement, project);
        }
        for (int i = 0; i < 2; i++) {
            String text = "question " + i;
            String prompt = prompt(manager, project, text);
            candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, "new", "old"));
        }

        BrowserWalk.run(
                "standing.browser.mjs",
                address,
                name,
                PASSWORD,
                Map.of(
                        "ATTUNE_PROJECT",
                        project,
                        "ATTUNE_EMPTY",
                        project(manager, 1),
                        "ATTUNE_RATER",
                        account("annotator"),
                        "ATTUNE_REVIEWER",
                        account("reviewer")));

        assertThat(manager.get("/api/projects/" + project + "/standing")
                        .body()
                        .path("votes")
                        .asInt())
                .isEqualTo(4 * PROMPTS + 2);
    }
}
