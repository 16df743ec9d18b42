package dev.attune.feedback;

import java.net.URI;
import java.util.Map;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

/** A reviewer decides on promotions and an engineer changes gates, in Chromium; the registry stands in the walk. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class GatesBrowserIT extends ServiceFixture {

    @TestHTTPResource("/")
    URI address;

    @Test
    void peopleDecideOnWhatTheySee() throws Exception {
        String name = account("engineer");
        Api engineer = nobody().as(name, PASSWORD);
        project(engineer, 1);

        BrowserWalk.run("gates.browser.mjs", address, name, PASSWORD, Map.of("ATTUNE_REVIEWER", account("reviewer")));
    }
}
