package dev.attune.cli.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/**
 * A service as one account, over the same interface that the page uses.
 *
 * <p>A call that finds the service away, or its database, is made again until the patience is over; calls that create
 * something carry an Idempotency-Key, so that doing so never counts twice.
 *
 * @param root such as {@code http://127.0.0.1:8480}
 * @param token of a session; empty before signing in
 * @param timeout of one attempt
 * @param patience zero for a single attempt
 */
public record ServiceClient(HttpClient http, URI root, String token, Duration timeout, Duration patience) {

    /** Immutable maps have another order in each process, and an Idempotency-Key belongs to exact bytes. */
    private static final ObjectWriter SAME_BYTES =
            Json.MAPPER.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** A client that tries once, for a person who waits. */
    public static ServiceClient at(URI root, String token) {
        return new ServiceClient(newHttp(), root, token, Duration.ofSeconds(120), Duration.ZERO);
    }

    /** A client that waits for services that are restarted meanwhile, not signed in. */
    public static ServiceClient patient(URI root) {
        return new ServiceClient(newHttp(), root, "", Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    private static HttpClient newHttp() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** This client with another time for one attempt. */
    public ServiceClient within(Duration time) {
        return new ServiceClient(http, root, token, time, patience);
    }

    /** This client at another service, signed in as before. */
    public ServiceClient toward(URI other) {
        return new ServiceClient(http, other, token, timeout, patience);
    }

    /**
     * An answer.
     *
     * @param body missing when the answer has none
     * @param replayed whether the service had stored it under the request's Idempotency-Key
     */
    public record Answer(String request, int status, JsonNode body, boolean replayed) {

        /** The body of an answer with one of these statuses. */
        public JsonNode require(int... expected) {
            if (IntStream.of(expected).noneMatch(each -> each == status)) {
                throw new IllegalStateException("The service answered " + status + ": " + body);
            }
            return body;
        }

        /**
         * This answer, unless it is a refusal.
         *
         * @throws AttuneException with the service's own code and sentence
         */
        public Answer accepted() {
            if (status < 400) {
                return this;
            }
            JsonNode error = body.path("error"); // OpenAI's form
            String detail = body.path("detail")
                    .asText(error.path("message")
                            .asText(violations(body.path("violations"))
                                    .orElse(body.path("title").asText("no reason given"))));
            ErrorCategory category = status >= 500 ? ErrorCategory.RETRIABLE : ErrorCategory.CALLER;
            throw category.error(
                    body.path("code").asText(error.path("code").asText("http-" + status)),
                    request + " was refused with " + status + ": " + detail);
        }
    }

    /** What is wrong with which field, where a service says so. */
    private static Optional<String> violations(JsonNode violations) {
        List<String> all = new ArrayList<>();
        violations.forEach(one ->
                all.add(one.path("field").asText() + " " + one.path("message").asText()));
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    /**
     * Signs in.
     *
     * @throws AttuneException {@code wrong-credentials} among others
     */
    public ServiceClient signIn(String name, String password) throws InterruptedException {
        Answer session = post("/api/session", Map.of("name", name, "password", password), "");
        String fresh = session.accepted().body().path("token").asText();
        return new ServiceClient(http, root, fresh, timeout, patience);
    }

    /** The project's id by its id or name; a name that nobody uses yet becomes a new project. */
    public String project(String name, String guidelines) throws InterruptedException {
        Optional<String> known = findProject(name);
        if (known.isPresent()) {
            return known.get();
        }
        Map<String, Object> project = Map.of("name", name, "guidelines", guidelines, "ratingsPerItem", 1);
        return post("/api/projects", project, "").accepted().body().path("id").asText();
    }

    /**
     * The project's id by its id or name.
     *
     * @throws AttuneException {@code project-unknown}
     */
    public String projectId(String name) throws InterruptedException {
        return findProject(name)
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "project-unknown", "There is no project " + name + " that this account sees."));
    }

    private Optional<String> findProject(String name) throws InterruptedException {
        JsonNode answer = get("/api/projects").accepted().body();
        for (JsonNode project : answer.isArray() ? answer : answer.path("projects")) {
            String id = project.path("id").asText();
            if (name.equals(id) || name.equals(project.path("name").asText())) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    public Answer get(String path) throws InterruptedException {
        return send(request(path).GET().build());
    }

    /**
     * A file as it comes; what breaks off ends with an exception when it is read.
     *
     * @throws AttuneException when the service refuses it or does not answer
     */
    public InputStream download(String path) throws InterruptedException {
        return download(path, "*/*");
    }

    /** The same in a form that the service has, such as {@code text/markdown}. */
    public InputStream download(String path, String form) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                    .timeout(timeout)
                    .header("Accept", form)
                    .header("Authorization", "Bearer " + token)
                    .GET()
                    .build();
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= 400) {
                String refusal = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
                new Answer("GET " + path, response.statusCode(), body(refusal), false).accepted();
            }
            return response.body();
        } catch (IOException e) {
            throw ErrorCategory.RETRIABLE.error(
                    "service-unreachable", "The service at " + root + " does not answer; see ./attune status.", e);
        }
    }

    /** @param idempotencyKey empty for none */
    public Answer post(String path, Object body, String idempotencyKey) throws InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (!idempotencyKey.isEmpty()) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request.POST(json(body)).build());
    }

    public Answer put(String path, Object body) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(json(body))
                .build());
    }

    /** A part of a file, as it is. */
    public Answer putBytes(String path, byte[] bytes) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build());
    }

    public Answer delete(String path) throws InterruptedException {
        return send(request(path).DELETE().build());
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(SAME_BYTES.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request could not be written as JSON", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.resolve(path)).timeout(timeout).header("Accept", "application/json");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() < 500 || System.nanoTime() > deadline) {
                    return new Answer(
                            request.method() + " " + request.uri().getPath(),
                            response.statusCode(),
                            body(response.body()),
                            response.headers()
                                    .firstValue("Idempotency-Replayed")
                                    .isPresent());
                }
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw ErrorCategory.RETRIABLE.error(
                            "service-unreachable",
                            "The service at " + root + " does not answer ("
                                    + e.getClass().getSimpleName() + "); see ./attune status.",
                            e);
                }
            }
            Thread.sleep(250);
        }
    }

    private static JsonNode body(String text) {
        try {
            return text.isBlank() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(text);
        } catch (JsonProcessingException noJson) {
            return Json.MAPPER.getNodeFactory().textNode(text);
        }
    }
}
