package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.artifact.Sha256;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reviewer's walks through prompts and approvals in Chromium, against a whole platform; what they do and check is written in
 * prompts.browser.mjs and approvals.browser.mjs.
 */
class ReviewerPageIT {

    private static final int CASES = 6;

    @TempDir
    Path folder;

    private LivePlatform platform;

    @BeforeEach
    void prepare() {
        platform = new LivePlatform(folder);
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        platform.down();
    }

    @Test
    void aReviewerLooksAtPromptsAndDecidesOnProposals() throws Exception {
        ServiceClient admin = platform.up();
        ServiceClient registry = platform.registry(platform.account(admin, "eva", "engineer"));
        platform.account(admin, "ana", "reviewer", "engineer");

        platform.walk("prompts.browser.mjs", "ana", Map.of("ATTUNE_EMPTY", "true"));
        platform.walk("approvals.browser.mjs", "ana", Map.of("ATTUNE_EMPTY", "true"));

        pushPrompts(registry);
        platform.walk("prompts.browser.mjs", "ana", Map.of("ATTUNE_PROMPT", "greet"));
        assertThat(platform.as("eva", "prompts", "list")).contains("staging").doesNotContain("production");

        propose(TaskFolder.base(platform.registry(admin)));
        platform.walk("approvals.browser.mjs", "ana", Map.of("ATTUNE_TASK", "moods"));
        assertThat(registry.get("/api/proposals").body().findValuesAsText("state"))
                .containsExactly("REJECTED", "APPROVED", "APPROVED");
        assertThat(promotions(registry)).hasSize(3);
    }

    /** Three versions of a prompt, and a run of two of them, of which one fails half of the cases. */
    private void pushPrompts(ServiceClient registry) throws IOException, InterruptedException {
        Path greet = folder.resolve("greet.yaml");
        for (String template : List.of("Greet {{ who }}.", "Greet {{ who }} warmly.", "Say hello to {{ who }}.")) {
            Files.writeString(greet, "{name: greet, template: '" + template + "'}");
            platform.as("eva", "prompts", "push", greet.toString(), "--label", "staging");
        }
        String run = registry.post(
                        "/api/prompt-runs",
                        Map.of(
                                "digest",
                                Sha256.of("greetings"),
                                "suite",
                                "greetings",
                                "prompts",
                                List.of(version(2), version(3)),
                                "cases",
                                CASES,
                                "rows",
                                2 * CASES),
                        "")
                .accepted()
                .body()
                .path("id")
                .asText();
        registry.post("/api/prompt-runs/" + run + "/rows", Map.of("from", 0, "rows", rows()), "")
                .accepted();
    }

    private static Map<String, Object> version(int version) {
        return Map.of("label", "greet v" + version, "name", "greet", "version", version);
    }

    private static List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int version = 2; version <= 3; version++) {
            for (int number = 1; number <= CASES; number++) {
                rows.add(row("greet v" + version, number, version == 3 || number % 2 == 0));
            }
        }
        return rows;
    }

    private static Map<String, Object> row(String prompt, int number, boolean passed) {
        String guest = "guest " + number;
        String output = passed ? "Hello, " + guest + "!" : "Yes?";
        String reason = passed ? "" : "Hello is not in it";
        Map<String, Object> check = Map.of(
                "check",
                "contains",
                "passed",
                passed,
                "score",
                passed ? 1 : 0,
                "reason",
                reason,
                "skipped",
                false,
                "weight",
                1);
        return Map.ofEntries(
                Map.entry("prompt", prompt),
                Map.entry("provider", "attune-tiny"),
                Map.entry("number", number),
                Map.entry("title", guest),
                Map.entry("repeat", 1),
                Map.entry("variables", Map.of("who", guest)),
                Map.entry("conversation", List.of(Map.of("role", "user", "content", "Greet " + guest + "."))),
                Map.entry("output", output),
                Map.entry("error", ""),
                Map.entry("state", passed ? "PASSED" : "FAILED"),
                Map.entry("score", passed ? 1 : 0),
                Map.entry("reason", reason),
                Map.entry("checks", List.of(check)),
                Map.entry("millis", 12.5));
    }

    /** A version that is served, one more by another person, and one by the reviewer. */
    private void propose(String base) throws IOException, InterruptedException {
        String first = TaskFolder.proposed(platform, "eva", TaskFolder.written(folder, "moods", base, "Mood:"));
        platform.as("ana", "tasks", "approve", first, "--reason", "read it");
        platform.as("eva", "tasks", "promote", "moods", "1");
        TaskFolder.proposed(platform, "eva", TaskFolder.written(folder, "moods", base, "What is it?"));
        TaskFolder.proposed(platform, "ana", TaskFolder.written(folder, "moods", base, "How is it?"));
    }

    private static JsonNode promotions(ServiceClient registry) throws InterruptedException {
        return registry.get("/api/promotions/task-moods").body();
    }
}
