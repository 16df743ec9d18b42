package dev.attune.feedback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** A manager brings a file in, takes ratings out and tells another program, in Chromium; see data.browser.mjs. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class DataBrowserIT extends ServiceFixture {

    @TestHTTPResource("/")
    URI address;

    @Test
    void aManagerImportsExportsAndTellsOthers() throws IOException, InterruptedException {
        String name = account("engineer");
        Api engineer = nobody().as(name, PASSWORD);
        String project = project(engineer, 1);
        HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        listener.start();
        try {
            BrowserWalk.run(
                    "data.browser.mjs",
                    address,
                    name,
                    PASSWORD,
                    Map.of(
                            "ATTUNE_PROJECT",
                            engineer.get("/api/projects/" + project).text("name"),
                            "ATTUNE_LISTENER",
                            "http://127.0.0.1:" + listener.getAddress().getPort() + "/hook"));
        } finally {
            listener.stop(0);
        }
        assertThat(progress(engineer, project).body().path("settled").asInt()).isEqualTo(3);
    }
}
