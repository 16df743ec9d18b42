package dev.attune.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;

/**
 * A signed-in program at the services' REST interfaces: the same ones that the page uses.
 *
 * <p>A call that finds the service away, or its database, is made again until {@link #PATIENCE} is over; calls that
 * create something carry an Idempotency-Key, so that doing so never counts twice.
 */
final class PatientClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI base;
    private final @Nullable String token;

    private PatientClient(HttpClient http, URI base, @Nullable String token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    static PatientClient at(URI base) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new PatientClient(http, base, null);
    }

    /** This client at another service, signed in as before. */
    PatientClient toward(URI other) {
        return new PatientClient(http, other, token);
    }

    PatientClient signIn(String name, String password) throws InterruptedException {
        Reply reply = post("/api/session", Map.of("name", name, "password", password), null);
        return new PatientClient(http, base, reply.require(200).get("token").asText());
    }

    /** The status and body of an answer; the body of an empty one is a JSON null. */
    record Reply(int status, JsonNode body) {
        JsonNode require(int... expected) {
            for (int each : expected) {
                if (status == each) {
                    return body;
                }
            }
            throw new IllegalStateException("The service answered " + status + ": " + body);
        }
    }

    Reply get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    Reply post(String path, Object body, @Nullable String idempotencyKey) throws InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.MAPPER.valueToTree(body).toString()));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Reply send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String failure;
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() < 500 || System.nanoTime() > deadline) {
                    return new Reply(response.statusCode(), body(response.body()));
                }
                failure = "status " + response.statusCode();
            } catch (IOException e) {
                failure = String.valueOf(e.getMessage());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        request.uri() + " did not answer for " + PATIENCE.toSeconds() + " s: " + failure);
            }
            Thread.sleep(250);
        }
    }

    private static JsonNode body(byte[] bytes) throws IOException {
        return bytes.length == 0 ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(bytes);
    }
}
