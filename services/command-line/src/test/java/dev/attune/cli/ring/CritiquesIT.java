package dev.attune.cli.ring;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.testing.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What raters write reaches, by the bus, whoever writes the next instructions. */
class CritiquesIT {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Path TINY =
            Path.of("../../language-model/models/attune-tiny").toAbsolutePath().normalize();
    private static final List<String> QUESTIONS =
            List.of("What is 2 plus 3?", "What is a cat?", "Is it warm?", "What is 4 plus 4?");

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private LivePlatform platform;
    private HttpServer proposer;

    @BeforeEach
    void prepare() throws IOException {
        platform = new LivePlatform(folder);
        proposer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proposer.createContext("/v1/chat/completions", this::propose);
        proposer.start();
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        proposer.stop(0);
        platform.down();
    }

    private void propose(HttpExchange exchange) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"Numbers are digits.\"}}]}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Test
    void aCritiqueGoesFromARatingByTheBusToTheSearchOfPrompts() throws Exception {
        ServiceClient admin = platform.up();
        platform.account(admin, "eva", "engineer");
        ServiceClient rater = platform.account(admin, "rea", "annotator");
        String project = project(admin);

        rate(rater, next(rater, project), Map.of("verdict", "BOTH_BAD", "comment", " Both guess, and are\n rude. "));
        String slip = rate(rater, next(rater, project), Map.of("verdict", "TIE", "comment", "A slip of mine."));
        assertThat(rater.delete("/api/ratings/" + slip).status()).isEqualTo(204);
        rate(rater, next(rater, project), Map.of("verdict", "TIE"));

        Path feedback = folder.resolve("feedback.jsonl");
        Eventually.holds(SOON, "four events on the bus", () -> lines(feedback) == 4);
        Path report = folder.resolve("search.json");
        platform.succeeds(
                "prompts",
                "search",
                "--task",
                task().toString(),
                "--model",
                TINY.toString(),
                "--calls",
                "260",
                "--strategy",
                "gepa",
                "--proposer",
                "http://127.0.0.1:" + proposer.getAddress().getPort() + "/v1",
                "--critiques",
                feedback.toString(),
                "--out",
                folder.resolve("search").toString(),
                "--json",
                report.toString());

        assertThat(report).exists();
        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request)
                        .contains("Both guess, and are\\n rude.")
                        .doesNotContain("A slip of mine."));
    }

    private String project(ServiceClient admin) throws InterruptedException {
        String project = admin.project("Critiques", "Say what is wrong.");
        List<Map<String, Object>> prompts = QUESTIONS.stream()
                .<Map<String, Object>>map(
                        text -> Map.of("messages", List.of(Map.of("role", "user", "content", text)), "split", "TRAIN"))
                .toList();
        admin.post(
                        "/api/projects/" + project + "/prompts",
                        Map.of("prompts", prompts),
                        UUID.randomUUID().toString())
                .accepted();
        return project;
    }

    /** The next pair, once the model has answered. */
    private static JsonNode next(ServiceClient rater, String project) {
        return Eventually.get(SOON, "a pair to rate", () -> {
            try {
                ServiceClient.Answer answer = rater.post("/api/projects/" + project + "/next", Map.of(), "");
                return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private static String rate(ServiceClient rater, JsonNode pair, Map<String, String> rating)
            throws InterruptedException {
        return rater.post(
                        "/api/leases/" + pair.path("leaseId").asText() + "/rating",
                        rating,
                        UUID.randomUUID().toString())
                .accepted()
                .body()
                .path("ratingId")
                .asText();
    }

    private int lines(Path file) {
        try {
            platform.succeeds("tail", "feedback", "--from-beginning", "--max", "100", "--json", file.toString());
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path task() throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < 120; i++) {
            lines.add(i % 2 == 0 ? "What is " + i + " plus 1?,numbers" : "Is a dog number " + i + " a pet?,animals");
        }
        Files.write(folder.resolve("data.csv"), lines);
        return Files.writeString(
                folder.resolve("task.yaml"),
                "{name: things, data: data.csv, template: '{{ text }}', split: {dev: 40, test: 40}}");
    }
}
