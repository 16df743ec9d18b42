package dev.attune.cli.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** The feedback service as one account. */
public final class FeedbackClient {

    /** Immutable maps have another order in each process, and an Idempotency-Key belongs to exact bytes. */
    private static final ObjectWriter SAME_BYTES =
            Json.MAPPER.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI root;
    private final String token;

    /**
     * @param root such as {@code http://127.0.0.1:8480}
     * @param token of a session; empty before signing in
     */
    public FeedbackClient(URI root, String token) {
        this.root = root;
        this.token = token;
    }

    /**
     * An answer with a success status.
     *
     * @param replayed whether the service had stored it under the request's Idempotency-Key
     */
    public record Answer(int status, JsonNode body, boolean replayed) {}

    /**
     * Signs in.
     *
     * @throws AttuneException {@code wrong-credentials} among others
     */
    public FeedbackClient signIn(String name, String password) {
        Answer session = post("/api/session", Map.of("name", name, "password", password), "");
        return new FeedbackClient(root, session.body().path("token").asText());
    }

    /** The project's id by its id or name; a name that nobody uses yet becomes a new project. */
    public String project(String name, String guidelines) {
        return findProject(name)
                .orElseGet(() -> post(
                                "/api/projects",
                                Map.of("name", name, "guidelines", guidelines, "ratingsPerItem", 1),
                                "")
                        .body()
                        .path("id")
                        .asText());
    }

    /** The id of a project, empty when no project has that id or name. */
    public Optional<String> findProject(String name) {
        JsonNode answer = get("/api/projects").body();
        JsonNode projects = answer.isArray() ? answer : answer.path("projects");
        for (JsonNode project : projects) {
            if (name.equals(project.path("id").asText())
                    || name.equals(project.path("name").asText())) {
                return Optional.of(project.path("id").asText());
            }
        }
        return Optional.empty();
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** @param idempotencyKey empty for none */
    public Answer post(String path, Object body, String idempotencyKey) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (!idempotencyKey.isEmpty()) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        try {
            return send(request.POST(HttpRequest.BodyPublishers.ofString(SAME_BYTES.writeValueAsString(body)))
                    .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request could not be written as JSON", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).header("Accept", "application/json");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = body(response);
            if (response.statusCode() >= 400) {
                throw refused(request, response.statusCode(), body);
            }
            boolean replayed =
                    response.headers().firstValue("Idempotency-Replayed").isPresent();
            return new Answer(response.statusCode(), body, replayed);
        } catch (IOException e) {
            throw ErrorCategory.RETRIABLE.error(
                    "service-unreachable",
                    "The feedback service at " + root + " does not answer ("
                            + e.getClass().getSimpleName() + "); see ./attune status.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the feedback service", e);
        }
    }

    private static JsonNode body(HttpResponse<String> response) {
        try {
            return response.body().isBlank() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(response.body());
        } catch (JsonProcessingException noJson) {
            return Json.MAPPER.getNodeFactory().textNode(response.body());
        }
    }

    private static AttuneException refused(HttpRequest request, int status, JsonNode problem) {
        String detail = problem.path("detail").asText(problem.path("title").asText("no reason given"));
        ErrorCategory category = status >= 500 ? ErrorCategory.RETRIABLE : ErrorCategory.CALLER;
        return category.error(
                problem.path("code").asText("http-" + status),
                request.method() + " " + request.uri().getPath() + " was refused with " + status + ": " + detail);
    }
}
