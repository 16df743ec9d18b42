package dev.attune.feedback.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Another program is told what happens, over a real connection. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class WebhookIT extends ServiceFixture {

    private record Received(Headers headers, String body) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String id() {
            return headers.getFirst("webhook-id");
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final LinkedBlockingDeque<Integer> answers = new LinkedBlockingDeque<>();
    private HttpServer server;
    private Api engineer;
    private String project;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::answer);
        server.start();
        engineer = someone("engineer");
        project = project(engineer, 1);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestHeaders(), body));
        Integer status = answers.poll();
        if (status != null && status == 302) {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port() + "/hook");
        }
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private String hooks() {
        return "/api/projects/" + project + "/webhooks";
    }

    private Answer create(String... events) {
        return engineer.post(
                hooks(), Map.of("url", "http://127.0.0.1:" + port() + "/hook?k=v", "events", List.of(events)));
    }

    private void rate(String prompt) {
        Answer imported = engineer.postOnce(
                "/api/projects/" + project + "/preferences",
                Map.of(
                        "format",
                        "trl",
                        "pairs",
                        List.of(Map.of("prompt", List.of(Message.user(prompt)), "chosen", "yes", "rejected", "no"))));
        assertThat(imported.status()).isEqualTo(200);
    }

    private void await(int count) {
        Eventually.holds(Duration.ofSeconds(20), count + " messages", () -> received.size() >= count);
    }

    private JsonNode deliveries(String hook) {
        return engineer.get(hooks() + "/" + hook + "/deliveries").body();
    }

    private static boolean isSigned(Received message, String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        String signed = message.id() + "." + message.headers().getFirst("webhook-timestamp") + "." + message.body();
        return ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))))
                .equals(message.headers().getFirst("webhook-signature"));
    }

    @Test
    void tellsWhatWasAskedForAndSignsIt() throws GeneralSecurityException {
        Answer made = create("preference.settled", "rating.given", "project.changed");
        assertThat(made.status()).isEqualTo(201);
        String secret = made.text("secret");
        assertThat(engineer.get(hooks()).body().toString()).doesNotContain(secret);

        rate("Is it signed?");
        engineer.send("PATCH", "/api/projects/" + project, Map.of("guidelines", "be brief"));
        await(3);

        assertThat(received)
                .extracting(message -> message.json().path("type").asText())
                .containsExactlyInAnyOrder("rating.given", "preference.settled", "project.changed");
        for (Received message : received) {
            assertThat(isSigned(message, secret)).isTrue();
            assertThat(message.headers().getFirst("Host")).isEqualTo("127.0.0.1:" + port());
        }
        JsonNode settled = received.stream()
                .map(Received::json)
                .filter(message -> message.path("type").asText().equals("preference.settled"))
                .findFirst()
                .orElseThrow();
        assertThat(settled.path("data").path("projectId").asText()).isEqualTo(project);
        assertThat(settled.path("data").path("chosen").path("text").asText()).isEqualTo("yes");
        assertThat(queryOne("SELECT count(*)::text FROM feedback.audit_entry WHERE detail LIKE ?", "%" + secret + "%"))
                .isEqualTo("0");
    }

    @Test
    void tellsOfNoOtherProjectAndOfNothingThatWasNotCommitted() {
        String hook = create("rating.given").body().path("webhook").path("id").asText();
        String mine = project;
        project = project(engineer, 1);
        rate("Elsewhere?");
        project = mine;
        engineer.postOnce("/api/projects/" + project + "/preferences", Map.of("format", "No!", "pairs", List.of()));
        rate("Here?");
        await(1);
        assertThat(deliveries(hook)).hasSize(1);
        assertThat(received.getFirst().body()).contains("Here?");
    }

    @Test
    void triesAgainUnderTheSameIdAndFollowsNoRedirection() {
        answers.addAll(List.of(500, 302));
        String hook = create("rating.given").body().path("webhook").path("id").asText();
        rate("Again?");
        await(3);
        assertThat(received)
                .hasSize(3)
                .extracting(Received::id)
                .containsOnly(received.getFirst().id());
        JsonNode delivery = Eventually.get(() -> deliveries(hook).path(0), found -> found.hasNonNull("deliveredAt"));
        assertThat(delivery.path("attempts").asInt()).isEqualTo(3);
        assertThat(delivery.path("lastStatus").asInt()).isEqualTo(204);
    }

    @Test
    void isSwitchedOffWhenNobodyAnswersAndSendsTheRestAfterwards() {
        answers.addAll(List.of(500, 500, 500));
        String hook = create("rating.given").body().path("webhook").path("id").asText();
        rate("Anybody?");
        await(3);
        JsonNode off =
                Eventually.get(() -> engineer.get(hooks()).body().path(0), found -> found.hasNonNull("disabledAt"));
        assertThat(off.path("disabledBecause").asText())
                .isEqualTo("An event could not be delivered in 3 attempts. The answer was 500.");
        assertThat(queryOne("SELECT actor FROM feedback.audit_entry WHERE subject = ?", hook))
                .isEqualTo("webhooks");
        rate("Not told");
        assertThat(engineer.send("PATCH", hooks() + "/" + hook, Map.of("enabled", true))
                        .body()
                        .path("disabledAt")
                        .isNull())
                .isTrue();
        String delivery = deliveries(hook).path(0).path("id").asText();
        assertThat(engineer.post(hooks() + "/" + hook + "/deliveries/" + delivery + "/replay", null)
                        .status())
                .isEqualTo(204);
        await(4);
        assertThat(received.get(3).id()).isEqualTo(received.getFirst().id());
        assertThat(deliveries(hook)).hasSize(1);
    }

    @Test
    void goesOffAtOnceWhereTheOtherSideIsGone() {
        answers.add(410);
        create("rating.given");
        rate("Gone?");
        Eventually.get(() -> engineer.get(hooks()).body().path(0), found -> found.hasNonNull("disabledAt"));
        assertThat(received).hasSize(1);
    }

    @Test
    void canBeTriedRenewedAndRemoved() throws GeneralSecurityException {
        String hook = create("rating.given").body().path("webhook").path("id").asText();
        String secret = engineer.post(hooks() + "/" + hook + "/secret", null).text("secret");
        Answer tested = engineer.post(hooks() + "/" + hook + "/test", null);
        assertThat(tested.body().path("lastStatus").asInt()).isEqualTo(204);
        assertThat(isSigned(received.getFirst(), secret)).isTrue();
        answers.add(503);
        assertThat(engineer.post(hooks() + "/" + hook + "/test", null).text("lastError"))
                .isEqualTo("The answer was 503.");
        assertThat(engineer.delete(hooks() + "/" + hook).status()).isEqualTo(204);
        assertThat(engineer.get(hooks()).body()).isEmpty();
        assertThat(engineer.post(hooks() + "/" + hook + "/test", null).code()).isEqualTo("webhook-unknown");
    }

    @Test
    void leadsNowhereInside() {
        for (String url :
                List.of("http://10.0.0.1/", "https://169.254.169.254/latest", "https://[::1]/", "file:///etc")) {
            Answer refused = engineer.post(hooks(), Map.of("url", url, "events", List.of("rating.given")));
            assertThat(refused.status()).as(url).isEqualTo(400);
        }
        assertThat(engineer.post(hooks(), Map.of("url", "https://1.1.1.1/", "events", List.of("all")))
                        .text("detail"))
                .startsWith("There is no event all; use rating.given");
        assertThat(engineer.delete(hooks() + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }
}
