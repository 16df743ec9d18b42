package dev.attune.cli.ring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.ring.TraceCollector.Seen;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows a click from the rating to the checkpoint of the reward model that it asks for: by the headers on the bus, and by the
 * spans that a collector is sent.
 *
 * @param administrator who brings the prompt, and the account that rates and asks for the job
 */
record ClickTrail(ServiceClient administrator, URI registry, TestBus bus, TraceCollector collector) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CLICK = "b7ad6b7169203331";
    private static final String PASSWORD = "six words that no span may hold";
    private static final String NAME = "annotator-of-the-trail";
    private static final String QUESTION = "Which month is the quietest?";

    void leadsToACheckpoint(String project, List<String> secrets) throws IOException, InterruptedException {
        String trace = UUID.randomUUID().toString().replace("-", "");
        ServiceClient annotator = annotator();
        JsonNode assignment = assignment(annotator, project);
        String item = assignment.path("itemId").asText();
        clicked(
                annotator,
                trace,
                annotator
                        .root()
                        .resolve("/api/leases/" + assignment.path("leaseId").asText() + "/rating"),
                Map.of("verdict", "LEFT", "strength", 1));
        assertThat(traceOf(Topics.FEEDBACK, item)).isEqualTo(trace);
        assertThat(traceOf(Topics.PREFERENCES, item)).isEqualTo(trace);

        Map<String, Object> small = Map.of("epochs", 1, "batchPairs", 64, "maxTokens", 128, "minimumPreferences", 1);
        String run = clicked(annotator, trace, registry.resolve("/api/jobs/reward"), Map.of("configuration", small))
                .path("runId")
                .asText();
        assertThat(traceOf(Topics.JOBS, run)).isEqualTo(trace);
        String checkpoint = Eventually.get(
                        PATIENCE,
                        "the run's end",
                        () -> bus.events(Topics.RUNS, run).stream()
                                .map(ReceivedEvent::event)
                                .filter(RunFinished.class::isInstance)
                                .map(RunFinished.class::cast)
                                .findFirst())
                .checkpointId();
        assertThat(traceOf(Topics.RUNS, run)).isEqualTo(trace);
        assertThat(traceOf(Topics.CHECKPOINTS, checkpoint)).isEqualTo(trace);

        spansHaveTheirParents(trace);
        candidatesAreOfThePromptsTrace();
        assertThat(collector.everything())
                .contains("http.route")
                .doesNotContain("exception.message", QUESTION, PASSWORD, annotator.token(), NAME);
        secrets.forEach(secret -> assertThat(collector.everything()).doesNotContain(secret));
        texts(assignment).forEach(text -> assertThat(collector.everything()).doesNotContain(text));
    }

    private static List<String> texts(JsonNode assignment) {
        return List.of(
                        assignment.path("left").asText(),
                        assignment.path("right").asText())
                .stream()
                .filter(text -> text.length() > 8)
                .toList();
    }

    private void spansHaveTheirParents(String trace) throws InterruptedException {
        Seen rating = span(trace, "feedback-service", "POST /api/leases/{leaseId}/rating");
        assertThat(rating.parentId()).isEqualTo(CLICK);
        Seen job = span(trace, "registry-service", "POST /api/jobs/reward");
        assertThat(job.parentId()).isEqualTo(CLICK);
        Seen run = span(trace, "reward-model", "run reward");
        assertThat(run.parentId()).isEqualTo(job.id());
        assertThat(run.linkedTraces()).isNotEmpty().doesNotContain(trace).doesNotHaveDuplicates();
        Seen registered = span(trace, "registry-service", "process dev.attune.checkpoints.checkpoint-published.v1");
        assertThat(registered.parentId()).isEqualTo(run.id());
    }

    /** As long as the making of the candidates, and below the request that brought the prompt. */
    private void candidatesAreOfThePromptsTrace() {
        Seen made = Eventually.get(
                PATIENCE,
                "the span of the candidates",
                () -> collector.all().stream()
                        .filter(seen -> seen.service().equals("inference-service")
                                && seen.span().getName().equals("process dev.attune.prompts.prompt-added.v1"))
                        .findFirst());
        assertThat(made.millis()).isGreaterThan(2);
        Seen asked = span(made.traceId(), "feedback-service", "POST /api/projects/{id}/prompts");
        assertThat(made.parentId()).isEqualTo(asked.id());
    }

    private Seen span(String trace, String service, String name) {
        return Eventually.get(
                PATIENCE, name + " of " + service + " in " + trace, () -> collector.find(trace, service, name));
    }

    private ServiceClient annotator() throws InterruptedException {
        String given = UUID.randomUUID().toString();
        administrator
                .post(
                        "/api/accounts",
                        Map.of("name", NAME, "password", given, "roles", List.of("annotator", "engineer")),
                        UUID.randomUUID().toString())
                .accepted();
        administrator
                .signIn(NAME, given)
                .post("/api/session/password", Map.of("current", given, "next", PASSWORD), "")
                .accepted();
        administrator
                .post("/api/accounts/" + NAME + "/password?" + NAME, Map.of(), "")
                .require(400);
        administrator.get("/api/" + NAME + "/" + NAME).require(404);
        return administrator.signIn(NAME, PASSWORD);
    }

    private JsonNode assignment(ServiceClient annotator, String project) throws InterruptedException {
        Map<String, Object> prompt = Map.of("messages", List.of(Map.of("role", "user", "content", QUESTION)));
        administrator
                .post(
                        "/api/projects/" + project + "/prompts",
                        Map.of("prompts", List.of(prompt)),
                        UUID.randomUUID().toString())
                .require(200, 201);
        return Eventually.get(PATIENCE, "the prompt's candidates", () -> next(annotator, project));
    }

    private static Optional<JsonNode> next(ServiceClient annotator, String project) {
        try {
            ServiceClient.Answer next = annotator.post("/api/projects/" + project + "/next", Map.of(), "");
            assertThat(next.status()).as(next.body().toString()).isIn(200, 204);
            return Optional.of(next.body()).filter(_ -> next.status() == 200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode clicked(ServiceClient client, String trace, URI address, Map<String, Object> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + client.token())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("traceparent", "00-" + trace + "-" + CLICK + "-01")
                .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = client.http().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return Json.MAPPER.readTree(response.body());
    }

    private String traceOf(String topic, String key) {
        return Eventually.get(
                PATIENCE,
                "an event of " + key + " on " + topic,
                () -> bus.events(topic, key).stream()
                        .map(ReceivedEvent::trace)
                        .flatMap(trace -> Optional.ofNullable(trace).stream())
                        .map(trace -> trace.span().getTraceId())
                        .findFirst());
    }
}
