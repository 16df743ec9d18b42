package dev.attune.feedback.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Images by their hash: uploaded, shown to who may see the project, referred to by prompts. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ImagesIT extends ServiceFixture {

    /** One transparent pixel. */
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private static final byte[] GIF =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI base;

    private String token;
    private Api manager;
    private String project;

    @BeforeEach
    void make() {
        String name = account("engineer");
        token = token(name);
        manager = nobody().as(name, PASSWORD);
        project = manager.post("/api/projects", Map.of("name", "images " + UUID.randomUUID()))
                .text("id");
    }

    private String token(String name) {
        return nobody().post("/api/session", Map.of("name", name, "password", PASSWORD))
                .text("token");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, String as) {
        try {
            return CLIENT.send(
                    request.header("Authorization", "Bearer " + as).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> upload(byte[] bytes, String type) {
        return send(
                HttpRequest.newBuilder(base.resolve("/api/projects/" + project + "/images"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)),
                token);
    }

    private HttpResponse<byte[]> fetch(String inProject, String sha256, String as) {
        return send(HttpRequest.newBuilder(base.resolve("/api/projects/" + inProject + "/images/" + sha256)), as);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anImageIsKeptByItsHashAndServedByItsType() {
        HttpResponse<byte[]> added = upload(PNG, "image/jpeg");
        assertThat(added.statusCode()).isEqualTo(201);
        String sha256 = json(added).path("sha256").asText();
        assertThat(sha256).isEqualTo(Sha256.of(PNG));
        assertThat(json(upload(PNG, "application/octet-stream")).path("sha256").asText())
                .isEqualTo(sha256);

        HttpResponse<byte[]> shown = fetch(project, sha256, token(account("annotator")));

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(PNG);
        assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(shown.headers().firstValue("Cache-Control")).contains("private, max-age=31536000, immutable");
    }

    @Test
    void whoDoesNotSeeTheProjectSeesNoImageOfIt() {
        String sha256 = json(upload(GIF, "image/gif")).path("sha256").asText();
        manager.send("PATCH", "/api/projects/" + project, Map.of("annotators", "MEMBERS"));
        String stranger = account("engineer");
        String other = nobody().as(stranger, PASSWORD)
                .post("/api/projects", Map.of("name", "other " + UUID.randomUUID()))
                .text("id");

        assertThat(json(fetch(project, sha256, token(stranger))).path("code").asText())
                .isEqualTo("project-unknown");
        // Nor by a project of his own, whose hash he guesses.
        assertThat(json(fetch(other, sha256, token(stranger))).path("code").asText())
                .isEqualTo("image-unknown");
        assertThat(fetch(project, sha256, token).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNoImageOrTooLargeIsRefused() {
        HttpResponse<byte[]> svg =
                upload("<svg onload='alert(1)'/>".getBytes(java.nio.charset.StandardCharsets.UTF_8), "image/png");
        assertThat(svg.statusCode()).isEqualTo(400);
        assertThat(json(svg).path("code").asText()).isEqualTo("no-image");
        byte[] large = java.util.Arrays.copyOf(PNG, 5 * 1024 * 1024 + 1);
        HttpResponse<byte[]> refused = upload(large, "image/png");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json(refused).path("code").asText()).isEqualTo("image-too-large");
        assertThat(upload(new byte[0], "image/png").statusCode()).isEqualTo(400);
        assertThat(upload(java.util.Arrays.copyOf(PNG, 5 * 1024 * 1024), "image/png")
                        .statusCode())
                .isEqualTo(201);
    }

    private static Map<String, Object> shows(String sha256, String alt) {
        return Map.of(
                "role", "user",
                "content", "What is this?",
                "images", List.of(Map.of("sha256", sha256, "alt", alt)));
    }

    @Test
    void promptsAndPairsReferToImages() {
        String sha256 = json(upload(PNG, "image/png")).path("sha256").asText();
        Map<String, Object> answered =
                Map.of("messages", List.of(shows(sha256, "A pixel")), "answers", List.of("A dot.", "Nothing."));
        Answer added = manager.post(
                "/api/projects/" + project + "/prompts",
                Map.of(
                        "prompts",
                        List.of(
                                answered,
                                Map.of("messages", List.of(shows(sha256, "Another pixel"))),
                                Map.of("messages", List.of(shows("0".repeat(64), "Not there"))),
                                Map.of("messages", List.of(shows(sha256, " "))))));
        assertThat(added.body().path("rejected").findValuesAsText("code"))
                .containsExactly("images-unseen", "image-unknown", "invalid-line");
        Answer assignment = someone("annotator").post("/api/projects/" + project + "/next", null);
        JsonNode image = assignment.body().path("prompt").path(0).path("images").path(0);
        assertThat(image.path("sha256").asText()).isEqualTo(sha256);
        assertThat(image.path("alt").asText()).isEqualTo("A pixel");

        Answer imported = manager.postOnce(
                "/api/projects/" + project + "/preferences",
                Map.of(
                        "format",
                        "trl",
                        "pairs",
                        List.of(Map.of(
                                "prompt",
                                List.of(shows(sha256, "One pixel")),
                                "chosen",
                                "A dot.",
                                "rejected",
                                "No."))));

        assertThat(imported.body().path("imported").asInt())
                .as(imported.toString())
                .isEqualTo(1);
        String item = imported.body().path("ids").path(0).asText();
        PreferenceSettled settled = (PreferenceSettled)
                Eventually.get(() -> topics().events(Topics.PREFERENCES, item), events -> !events.isEmpty())
                        .getFirst()
                        .event();
        assertThat(settled.prompt().getFirst().images()).containsExactly(new Message.Image(sha256, "One pixel"));
        assertThat(topics().records(Topics.PREFERENCES, item).getFirst().value().length)
                .isLessThan(2000);
    }
}
