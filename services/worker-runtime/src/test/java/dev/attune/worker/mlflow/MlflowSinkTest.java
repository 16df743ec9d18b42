package dev.attune.worker.mlflow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.worker.sink.MetricSink;
import dev.attune.worker.sink.MetricSinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server that answers as MLflow's REST interface does and remembers what it was asked. */
class MlflowSinkTest {

    private record Request(String call, JsonNode body) {}

    @TempDir
    Path folder;

    private final List<Request> requests = new ArrayList<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRunIsMadeAndItsStepsAreLogged() {
        MetricSink sink = sink("");
        sink.report(1, Map.of("score", 0.5, "kl", 0.25));
        sink.report(2, Map.of("score", 0.75));
        sink.finish();
        assertThat(requests)
                .extracting(Request::call)
                .containsExactly("POST runs/create", "POST runs/log-batch", "POST runs/log-batch", "POST runs/update");
        assertThat(requests.get(0).body().path("experiment_id").asText()).isEqualTo("0");
        assertThat(requests.get(0).body().path("run_name").asText()).isEqualTo("policy");
        JsonNode batch = requests.get(1).body();
        assertThat(batch.path("run_id").asText()).isEqualTo("r-1");
        assertThat(batch.path("metrics").size()).isEqualTo(2);
        JsonNode kl = batch.path("metrics").get(0);
        assertThat(kl.path("key").asText()).isEqualTo("kl");
        assertThat(kl.path("value").asDouble()).isEqualTo(0.25);
        assertThat(kl.path("step").asLong()).isEqualTo(1);
        assertThat(kl.path("timestamp").asLong()).isPositive();
        assertThat(requests.get(3).body().path("status").asText()).isEqualTo("FINISHED");
    }

    @Test
    void aResumedRunGoesOnInTheServersRun() {
        sink("").report(1, Map.of("score", 0.5));
        MetricSink resumed = sink("");
        resumed.forgetAfter(0);
        resumed.report(1, Map.of("score", 0.5));
        assertThat(requests)
                .extracting(Request::call)
                .containsExactly("POST runs/create", "POST runs/log-batch", "POST runs/log-batch");
    }

    @Test
    void anExperimentThatIsNotThereIsMade() {
        sink("tune").report(1, Map.of("score", 0.5));
        assertThat(requests.stream().map(Request::call).distinct())
                .containsExactly(
                        "GET experiments/get-by-name",
                        "POST experiments/create",
                        "POST runs/create",
                        "POST runs/log-batch");
        assertThat(bodyOf("POST experiments/create").path("name").asText()).isEqualTo("tune");
        assertThat(bodyOf("POST runs/create").path("experiment_id").asText()).isEqualTo("7");
    }

    @Test
    void aServerThatRefusesIsLeftOutAfterThreeTimesAndTheRunGoesOn() {
        status = 400;
        MetricSink sink = sink("");
        for (int step = 1; step <= 5; step++) {
            sink.report(step, Map.of("score", 0.5));
        }
        assertThat(requests)
                .as("three steps, each tried three times by the client")
                .hasSize(9);
    }

    @Test
    void aMissingServerIsASentence() {
        assertThatThrownBy(() -> MetricSinks.open(folder, Map.of("ATTUNE_METRICS", "mlflow")))
                .hasMessageContaining("MLFLOW_TRACKING_URI is not set");
    }

    private JsonNode bodyOf(String call) {
        return requests.stream()
                .filter(request -> request.call().equals(call))
                .findFirst()
                .orElseThrow()
                .body();
    }

    private MetricSink sink(String experiment) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return MetricSinks.open(
                        folder.resolve("policy"),
                        Map.of(
                                "ATTUNE_METRICS", "mlflow",
                                "MLFLOW_TRACKING_URI", url,
                                "MLFLOW_EXPERIMENT_NAME", experiment))
                .getFirst();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getPath().replaceFirst("/api/2.0/(preview/)?mlflow/", "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new Request(
                exchange.getRequestMethod() + " " + call,
                Json.MAPPER.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body)));
        boolean unknown = call.equals("experiments/get-by-name");
        String answer = switch (call) {
            case "runs/create" -> "{\"run\":{\"info\":{\"run_id\":\"r-1\",\"run_uuid\":\"r-1\"}}}";
            case "experiments/create" -> "{\"experiment_id\":\"7\"}";
            case "experiments/get-by-name" -> "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"none\"}";
            default -> "{}";
        };
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(unknown ? 404 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
