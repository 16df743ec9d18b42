package dev.attune.cli.prompt;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.rest.ServiceClient.Answer;

/** The registry's library of prompts. */
record Library(ServiceClient registry) {

    /** A version, and whether it is new. */
    record Pushed(JsonNode version, boolean added) {
        int number() {
            return version.path("version").asInt();
        }
    }

    JsonNode list() throws InterruptedException {
        return registry.get("/api/prompts?limit=5000").accepted().body();
    }

    JsonNode prompt(String name) throws InterruptedException {
        return registry.get("/api/prompts/" + name + "?limit=1000").accepted().body();
    }

    JsonNode log(String name) throws InterruptedException {
        return registry.get("/api/prompts/" + name + "/log?limit=1000")
                .accepted()
                .body();
    }

    /** @param which a number, a label or {@code latest} */
    JsonNode version(String name, String which) throws InterruptedException {
        String asked = URLEncoder.encode(which, StandardCharsets.UTF_8);
        return registry.get("/api/prompts/" + name + "/versions/" + asked)
                .accepted()
                .body();
    }

    Pushed push(String name, JsonNode content, String note) throws InterruptedException {
        Answer answer = registry.post(
                        "/api/prompts/" + name + "/versions", Map.of("content", content, "note", note), "")
                .accepted();
        return new Pushed(answer.body(), answer.status() == 201);
    }

    JsonNode move(String name, String label, int version, String reason) throws InterruptedException {
        String asked = URLEncoder.encode(label, StandardCharsets.UTF_8);
        return registry.put("/api/prompts/" + name + "/labels/" + asked, Map.of("version", version, "reason", reason))
                .accepted()
                .body();
    }

    void removeLabel(String name, String label) throws InterruptedException {
        registry.delete("/api/prompts/" + name + "/labels/" + URLEncoder.encode(label, StandardCharsets.UTF_8))
                .accepted();
    }

    void delete(String name) throws InterruptedException {
        registry.delete("/api/prompts/" + name).accepted();
    }

    JsonNode restore(String name) throws InterruptedException {
        return registry.post("/api/prompts/" + name + "/restoration", Map.of(), "")
                .accepted()
                .body();
    }

    /** Runs that had a version of the prompt, newest first. */
    JsonNode runs(String name) throws InterruptedException {
        return registry.get("/api/prompt-runs?limit=1000&prompt=" + name)
                .accepted()
                .body();
    }

    void deleteRun(String runId) throws InterruptedException {
        registry.delete("/api/prompt-runs/" + runId).accepted();
    }

    /** Announces a run; the answer says how many of its rows are there. */
    JsonNode begin(Map<String, Object> run) throws InterruptedException {
        return registry.post("/api/prompt-runs", run, "").accepted().body();
    }

    JsonNode add(String runId, int from, List<JsonNode> rows) throws InterruptedException {
        return registry.post("/api/prompt-runs/" + runId + "/rows", Map.of("from", from, "rows", rows), "")
                .accepted()
                .body();
    }
}
