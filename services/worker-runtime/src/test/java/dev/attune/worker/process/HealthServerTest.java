package dev.attune.worker.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HealthServerTest {

    @Test
    void readinessFollowsTheWorkerAndLivenessDoesNot() throws IOException, InterruptedException {
        AtomicBoolean ready = new AtomicBoolean();
        List<String> troubles = new CopyOnWriteArrayList<>();
        try (HealthServer server = HealthServer.start(0, ready::get, () -> troubles)) {
            assertThat(get(server, "/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(server, "/q/health/live").statusCode()).isEqualTo(200);
            ready.set(true);
            HttpResponse<String> up = get(server, "/q/health/ready");
            assertThat(up.statusCode()).isEqualTo(200);
            assertThat(up.body()).isEqualTo("{\"status\":\"UP\"}");
            troubles.add("An offset was lost.");
            assertThat(get(server, "/q/health/ready").body())
                    .isEqualTo("{\"status\":\"UP\",\"troubles\":[\"An offset was lost.\"]}");
        }
    }

    @Test
    void aTakenPortIsASentenceThatNamesIt() {
        try (HealthServer server = HealthServer.start(0, () -> true, List::of)) {
            assertThatThrownBy(() -> HealthServer.start(server.port(), () -> true, List::of))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("cannot listen on port " + server.port());
        }
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
