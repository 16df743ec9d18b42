package dev.attune.lab.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.json.Json;
import dev.attune.text.SettingsFile;
import dev.attune.text.TextFile;

/** Suites in promptfoo's YAML: what of it is read, the laboratory's page says. */
public final class SuiteFile {

    private static final Set<String> READ = Set.of(
            "description",
            "prompts",
            "providers",
            "targets",
            "tests",
            "defaultTest",
            "scenarios",
            "evaluateOptions",
            "outputPath",
            "$schema",
            "tags");

    private SuiteFile() {}

    /**
     * Reads a suite; files that it names are beside it.
     *
     * @throws AttuneException {@code suite-unreadable}, {@code suite-invalid} or {@code template-variable}
     */
    public static Suite read(Path file) {
        JsonNode json;
        try {
            json = SettingsFile.read(file);
        } catch (IOException e) {
            throw SuiteErrors.unreadable(file.toString(), TextFile.reason(e));
        }
        if (!json.isObject()) {
            throw SuiteErrors.invalid(file + " holds a list; a suite is one object with prompts and tests.");
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        List<String> notes = new ArrayList<>();
        Set<String> unread = new TreeSet<>();
        json.fieldNames().forEachRemaining(unread::add);
        unread.removeAll(READ);
        if (!unread.isEmpty()) {
            notes.add("Without effect in " + file + ": " + String.join(", ", unread) + ".");
        }
        JsonNode named = json.has("providers") ? json.path("providers") : json.path("targets");
        Suite suite = new Suite(
                String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", ""),
                new PromptReader(folder).read(json.path("prompts")),
                providers(named, notes),
                new CaseReader(folder, json.path("defaultTest")).read(json.path("tests"), json.path("scenarios")),
                Math.max(1, json.path("evaluateOptions").path("repeat").asInt(1)),
                json.path("outputPath").isTextual()
                        ? Optional.of(json.path("outputPath").asText())
                        : Optional.empty(),
                notes);
        suite.check();
        return suite;
    }

    private static List<Provider> providers(JsonNode json, List<String> notes) {
        List<JsonNode> all = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(all::add);
        } else if (!json.isMissingNode() && !json.isNull()) {
            all.add(json);
        }
        List<Provider> providers = new ArrayList<>();
        for (JsonNode one : all) {
            Provider provider = provider(one);
            if (provider.isKnown()) {
                providers.add(provider);
            } else {
                notes.add("The provider " + provider.id()
                        + " is skipped: attune:MODEL and openai:chat:MODEL are asked here.");
            }
        }
        return providers;
    }

    private static Provider provider(JsonNode json) {
        if (json.isTextual()) {
            return named(json.asText(), json.asText(), Json.MAPPER.createObjectNode(), List.of());
        }
        // {"attune:model": {config: …}} is a form of its own
        if (json.size() == 1 && !json.has("id")) {
            String id = json.fieldNames().next();
            return provider(json.path(id), id);
        }
        return provider(json, json.path("id").asText(""));
    }

    private static Provider provider(JsonNode json, String id) {
        List<String> prompts = new ArrayList<>();
        json.path("prompts").forEach(prompt -> prompts.add(prompt.asText()));
        ObjectNode config = json.path("config") instanceof ObjectNode given ? given : Json.MAPPER.createObjectNode();
        return named(id, json.path("label").asText(id), config, prompts);
    }

    private static Provider named(String id, String label, ObjectNode config, List<String> prompts) {
        return new Provider(id, label, config, prompts);
    }
}
