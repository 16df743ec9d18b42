package dev.attune.lab.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** A prompt in parts, as {@code prompts pull} writes it and people edit it: system, examples of both sides, template. */
final class PromptParts {

    private PromptParts() {}

    /** A turn before it is a template. */
    record Part(String role, String text) {}

    /** How it is known: name and version where it says both. */
    static String label(JsonNode json, String file) {
        String name = json.path("name").asText("");
        if (name.isEmpty()) {
            return file;
        }
        return json.path("version").isIntegralNumber()
                ? name + "@" + json.path("version").asInt()
                : name;
    }

    /** Its turns. */
    static List<Part> of(JsonNode json, Path file) {
        List<Part> parts = new ArrayList<>();
        if (!json.path("system").asText("").isEmpty()) {
            parts.add(new Part("system", json.path("system").asText()));
        }
        JsonNode examples =
                json.path("examples").isObject() ? json.path("examples").path("given") : json.path("examples");
        for (JsonNode example : examples) {
            if (!example.path("user").isTextual() || !example.path("assistant").isTextual()) {
                throw SuiteErrors.invalid("An example of the prompt " + file
                        + " has no user and assistant; a task's examples are run by evaluate classify --prompt.");
            }
            parts.add(new Part("user", example.path("user").asText()));
            parts.add(new Part("assistant", example.path("assistant").asText()));
        }
        parts.add(new Part("user", json.path("template").asText()));
        return parts;
    }
}
