package dev.attune.cli.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.name.Names;
import dev.attune.text.SettingsFile;
import dev.attune.text.TextFile;

/**
 * A prompt as a file that a repository can hold: JSON where the name ends so, else YAML, with {@code template} and whatever else
 * it needs. A text alone ({@code .txt}, {@code .md}, {@code .j2}) is a template. What a search wrote is read, too.
 *
 * @param name of the prompt; empty where the file says none
 * @param version that it was fetched as; 0 for none
 * @param note of the file's author
 * @param content as the library has it: system, template, examples, settings
 */
record PromptFile(String name, int version, String note, ObjectNode content) {

    private static final String EXAMPLES = "examples";
    private static final String GIVEN = "given";

    /** What of a file is no setting. */
    private static final Set<String> KNOWN =
            Set.of("name", "version", "digest", "note", "state", "variables", "system", "template", EXAMPLES);

    private static final Set<String> TEXTS = Set.of("txt", "md", "j2", "jinja");

    /**
     * Reads a file.
     *
     * @throws AttuneException {@code prompt-unreadable}
     */
    static PromptFile read(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        try {
            if (TEXTS.contains(name.substring(name.lastIndexOf('.') + 1))) {
                ObjectNode content = Json.MAPPER.createObjectNode();
                content.put("template", TextFile.whole(file).stripTrailing());
                return new PromptFile("", 0, "", whole(content));
            }
            JsonNode json = SettingsFile.read(file);
            return of(json.path("prompt").isObject() ? json.path("prompt") : json, file);
        } catch (IOException e) {
            throw unreadable(file, TextFile.reason(e));
        }
    }

    private static PromptFile of(JsonNode json, Path file) {
        if (!json.path("template").isTextual()) {
            throw unreadable(file, "it has no template; a prompt is {template: …, system: …, examples: […]}");
        }
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.set("template", json.path("template"));
        content.put("system", json.path("system").asText(""));
        ObjectNode settings = Json.MAPPER.createObjectNode();
        json.properties().forEach(field -> {
            if (!KNOWN.contains(field.getKey())) {
                settings.set(field.getKey(), field.getValue());
            }
        });
        JsonNode examples = json.path(EXAMPLES);
        content.set(EXAMPLES, examples.isObject() ? array(examples.path(GIVEN)) : array(examples));
        if (examples instanceof ObjectNode chosen) {
            settings.set(EXAMPLES, chosen.deepCopy().without(GIVEN));
        }
        content.set("settings", settings);
        return new PromptFile(
                json.path("name").asText(""),
                json.path("version").asInt(0),
                json.path("note").asText(""),
                whole(content));
    }

    private static ArrayNode array(JsonNode json) {
        return json instanceof ArrayNode array ? array : Json.MAPPER.createArrayNode();
    }

    /** A version of the library. */
    static PromptFile ofVersion(JsonNode version) {
        return new PromptFile(
                version.path("name").asText(),
                version.path("version").asInt(),
                version.path("note").asText(),
                whole((ObjectNode) version.path("content")));
    }

    /** All four parts, in one order, so that equal contents are equal. */
    private static ObjectNode whole(ObjectNode content) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.put("system", content.path("system").asText(""));
        all.put("template", content.path("template").asText(""));
        all.set(EXAMPLES, array(content.path(EXAMPLES)));
        all.set("settings", content.path("settings").isObject() ? content.path("settings") : all.objectNode());
        return all;
    }

    /** Whether both say the same, whatever they are called. */
    boolean saysWhat(PromptFile other) {
        return content.equals(other.content);
    }

    /** Writes the file whole or not at all. */
    void write(Path file) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("name", name).put("version", version);
        if (!note.isEmpty()) {
            json.put("note", note);
        }
        if (!content.path("system").asText().isEmpty()) {
            json.set("system", content.path("system"));
        }
        json.set("template", content.path("template"));
        ObjectNode settings = ((ObjectNode) content.path("settings")).deepCopy();
        JsonNode examples = content.path(EXAMPLES);
        if (settings.remove(EXAMPLES) instanceof ObjectNode chosen) {
            chosen.set(GIVEN, examples);
            json.set(EXAMPLES, chosen);
        } else if (!examples.isEmpty()) {
            json.set(EXAMPLES, examples);
        }
        json.setAll(settings);
        boolean plain =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
        try {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".prompt", ".new");
            Files.writeString(fresh, plain ? Json.pretty(json) + "\n" : SettingsFile.yaml(json));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "prompt-not-written", file + " cannot be written: " + TextFile.reason(e) + ".", e);
        }
    }

    /** A prompt's name from whatever people call something: {@code My suite_2} becomes {@code my-suite-2}. */
    static String nameOf(String called) {
        String name =
                called.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return name.length() > 80 ? name.substring(0, 80) : name;
    }

    /**
     * The name, if it is one.
     *
     * @throws AttuneException {@code bad-name}
     */
    static String requireName(String name) {
        if (!Names.isName(name)) {
            throw ErrorCategory.CALLER.error(
                    "bad-name",
                    "A prompt's name is 1 to 80 of the characters a-z, 0-9 and -, and \"" + name
                            + "\" is none; give one with --name.");
        }
        return name;
    }

    /** The turns of a conversation as a prompt; empty where they are no system, pairs of turns and a last one of the user. */
    static Optional<ObjectNode> ofTurns(List<JsonNode> turns) {
        ObjectNode content = Json.MAPPER.createObjectNode();
        ArrayNode examples = Json.MAPPER.createArrayNode();
        int from = !turns.isEmpty() && turns.getFirst().path("role").asText().equals("system") ? 1 : 0;
        content.put("system", from == 1 ? turns.getFirst().path("content").asText() : "");
        List<JsonNode> rest = turns.subList(from, turns.size());
        if (rest.size() % 2 == 0) {
            return Optional.empty();
        }
        for (int i = 0; i < rest.size(); i++) {
            if (!rest.get(i).path("role").asText().equals(i % 2 == 0 ? "user" : "assistant")) {
                return Optional.empty();
            }
            if (i % 2 == 1) {
                examples.addObject()
                        .put("user", rest.get(i - 1).path("content").asText())
                        .put("assistant", rest.get(i).path("content").asText());
            }
        }
        content.put("template", rest.getLast().path("content").asText());
        content.set(EXAMPLES, examples);
        return Optional.of(whole(content));
    }

    private static AttuneException unreadable(Path file, String why) {
        return ErrorCategory.CALLER.error("prompt-unreadable", file + " is no prompt: " + why + ".");
    }
}
