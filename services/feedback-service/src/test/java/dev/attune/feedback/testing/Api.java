package dev.attune.feedback.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;

/** A client of the service, signed in as somebody or as nobody. */
public final class Api {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final @Nullable String token;

    public Api(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    /** What the service answered; the body is a missing node when there is none. */
    public record Answer(int status, JsonNode body, HttpHeaders headers) {

        public String code() {
            return body.path("code").asText();
        }

        public String text(String field) {
            return body.path(field).asText();
        }

        public UUID id(String field) {
            return UUID.fromString(text(field));
        }
    }

    public Api as(String name, String password) {
        Answer session = post("/api/session", Map.of("name", name, "password", password));
        if (session.status() != 200) {
            throw new IllegalStateException(name + " cannot sign in: " + session);
        }
        return new Api(base, session.text("token"));
    }

    /** The same service, with a token that was made. */
    public Api withToken(String made) {
        return new Api(base, made);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** What is sent for {@code body}. */
    public static byte[] written(Object body) {
        try {
            String json = body instanceof String text ? text : Json.MAPPER.writeValueAsString(body);
            return json.getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends {@code body} as JSON; a string or bytes are sent as they are. */
    public Answer post(String path, @Nullable Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** A POST with a fresh Idempotency-Key. */
    public Answer postOnce(String path, Object body) {
        return post(path, body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    /** Fields as a form sends them. */
    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The bytes of a file. */
    public byte[] bytes(String path) {
        try (InputStream file = open(path)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("GET " + path + " broke off", e);
        }
    }

    /** A file as it comes. */
    public InputStream open(String path) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<InputStream> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("GET " + path + ": " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException("GET " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are. */
    public Answer put(String path, byte[] bytes) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()), response.headers());
        } catch (IOException e) {
            throw new IllegalStateException("PUT " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was answered; a GET of events has no end, so that nothing is read of it. */
    private static String text(String method, HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            boolean endless = method.equals("GET")
                    && response.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.startsWith("text/event-stream"))
                            .isPresent();
            return endless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Any request; {@code headers} are names and values in turn. */
    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
            if (body == null) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else {
                byte[] json = body instanceof byte[] written ? written : written(body);
                request.method(method, HttpRequest.BodyPublishers.ofByteArray(json));
                request.header("Content-Type", "application/json");
            }
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            HttpResponse<InputStream> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            String text = text(method, response);
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .map(type -> type.contains("json"))
                    .orElse(false);
            JsonNode node = !json || text.isEmpty() ? MissingNode.getInstance() : Json.MAPPER.readTree(text);
            return new Answer(response.statusCode(), node, response.headers());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
