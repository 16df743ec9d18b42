package dev.attune.feedback;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.PlantedVotes;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** A manager looks at what is known of who rates, in Chromium. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class TrustBrowserIT extends ServiceFixture {

    private static final int PAIRS = 300;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TestHTTPResource("/")
    URI address;

    @Test
    void aManagerSeesWhatIsKnownOfWhoRates() throws Exception {
        String name = account("engineer");
        Api manager = nobody().as(name, PASSWORD);
        String project = project(manager, 2);
        for (String statement : PlantedVotes.statements(PAIRS)) {
            sql(statement, project);
        }
        String report = "/api/projects/" + project + "/trust";
        Eventually.holds(SOON, "a fit that is told", () -> {
            JsonNode body = manager.get(report).body();
            return !body.path("fit").isNull() && body.path("pending").asInt() == 0;
        });

        BrowserWalk.run("trust.browser.mjs", address, name, PASSWORD, Map.of("ATTUNE_PROJECT", project));

        assertThat(manager.get("/api/projects/" + project + "/overlap")
                        .body()
                        .path("fewest")
                        .asInt())
                .isEqualTo(2);
    }
}
