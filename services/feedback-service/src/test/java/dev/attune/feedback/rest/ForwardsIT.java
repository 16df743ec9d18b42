package dev.attune.feedback.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page asks about prompts, runs and checkpoints goes to the registry as it is, questions to models to inference, and nothing else does. */
@QuarkusTest
@TestProfile(ForwardsIT.WithRegistry.class)
@SuppressWarnings("NullAway.Init")
class ForwardsIT extends ServiceFixture {

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final List<String> VERSIONS = new CopyOnWriteArrayList<>();
    private static final HttpServer REGISTRY = start();

    /** Says where the registry is. */
    public static final class WithRegistry implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String other = "http://127.0.0.1:" + REGISTRY.getAddress().getPort();
            return Map.of("attune.feedback.registry", other, "attune.feedback.inference", other);
        }
    }

    @TestHTTPResource("/")
    URI here;

    @AfterAll
    static void stop() {
        REGISTRY.stop(0);
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
            server.createContext("/", ForwardsIT::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            ASKED.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Cookie") + " "
                    + exchange.getRequestHeaders().getFirst("Origin") + " " + body.length());
            VERSIONS.add(exchange.getRequestHeaders().getFirst("If-Match") + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().add("ETag", "\"3\"");
            exchange.getResponseHeaders().add("Set-Cookie", "attune=stolen");
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
            byte[] bytes = "{\"code\":\"label-guarded\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(403, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void methodPathQueryBodyAndSessionGoThereAndTheAnswerComesBack() throws Exception {
        HttpResponse<String> answer =
                send("/registry/api/prompts/greet/labels/production?x=%20y", "PUT", "1".repeat(300_000));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"code\":\"label-guarded\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("ETag")).contains("\"3\"");
        assertThat(VERSIONS).contains("\"2\" once");
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "access-control-allow-origin");
        assertThat(ASKED).contains("PUT /api/prompts/greet/labels/production?x=%20y Bearer mine null null 300000");
        for (String path : List.of(
                "prompt-runs",
                "proposals?state=PROPOSED",
                "proposals/p-1/approval",
                "promotions",
                "runs/r/pause",
                "jobs/ppo",
                "checkpoints/c/lineage",
                "gates/p/attempts",
                "approvals/promotion-1/approval",
                "channels/production/canary")) {
            assertThat(send("/registry/api/" + path, "GET", "").statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void nothingElseOfTheRegistryIsReachedThisWay() throws Exception {
        for (String path : List.of(
                "/registry/api/outbox",
                "/registry/api/proposals/../outbox",
                "/inference/v1/tasks",
                "/inference/v1/models/../tasks",
                "/inference/q/health",
                "/registry/api/proposalsx",
                "/registry/api/gatesx",
                "/registry/api/prompts/../outbox/republish",
                "/registry/api/prompts/%2e%2e/outbox",
                "/registry/q/health",
                "/registry/api/promptsx")) {
            assertThat(send(path, "GET", "").statusCode()).as(path).isNotEqualTo(403);
        }
        assertThat(ASKED).noneMatch(asked -> asked.contains("outbox") || asked.contains("tasks"));
    }

    @Test
    void whatAnotherSitesPageSendsGoesNowhere() throws Exception {
        HttpResponse<String> answer =
                send("/registry/api/prompts/foreign/labels/production", "PUT", "{}", "http://elsewhere.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"foreign-origin\"");
        assertThat(ASKED).noneMatch(asked -> asked.contains("foreign"));
    }

    private HttpResponse<String> send(String path, String method, String body) throws Exception {
        return send(path, method, body, here.toString().replaceFirst("/$", ""));
    }

    private HttpResponse<String> send(String path, String method, String body, String origin) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(here.toString().replaceFirst("/$", "") + path))
                            .version(HttpClient.Version.HTTP_1_1)
                            .header("Cookie", "attune=mine")
                            .header("Origin", origin)
                            .header("Content-Type", "application/json")
                            .header("If-Match", "\"2\"")
                            .header("Idempotency-Key", "once")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
