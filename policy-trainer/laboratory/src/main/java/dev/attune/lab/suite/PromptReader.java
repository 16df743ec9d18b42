package dev.attune.lab.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.json.Json;
import dev.attune.text.Row;
import dev.attune.text.SettingsFile;
import dev.attune.text.TableRows;
import dev.attune.text.TextFile;

/** The prompts of a suite: texts, conversations in JSON, files of several. */
final class PromptReader {

    private static final String FILE = "file://";

    private final Path folder;
    private final List<SuitePrompt> prompts = new ArrayList<>();

    /** @param folder of the suite */
    PromptReader(Path folder) {
        this.folder = folder;
    }

    List<SuitePrompt> read(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            add("", "{{ prompt }}");
        } else if (json.isArray()) {
            json.forEach(this::one);
        } else {
            one(json);
        }
        return prompts;
    }

    private void one(JsonNode json) {
        if (json.isTextual()) {
            text("", json.asText());
            return;
        }
        String label = json.path("label").asText(json.path("id").asText(""));
        if (json.hasNonNull("raw")) {
            text(label, json.path("raw").asText());
        } else if (json.path("id").asText().startsWith(FILE)) {
            text(json.path("label").asText(""), json.path("id").asText());
        } else {
            throw SuiteErrors.invalid("A prompt of the suite has neither a text nor raw: " + Json.text(json) + ".");
        }
    }

    private void text(String label, String text) {
        if (!text.startsWith(FILE)) {
            add(label, text);
            return;
        }
        String name = text.substring(FILE.length());
        if (name.matches(".*\\.(?:js|ts|mjs|cjs|py)(?::.*)?")) {
            throw SuiteErrors.invalid(
                    "The prompt " + text + " is a program; only prompts that are texts are read here.");
        }
        for (Path file : matching(name)) {
            file(label, file);
        }
    }

    private List<Path> matching(String name) {
        if (!name.contains("*")) {
            return List.of(folder.resolve(name).normalize());
        }
        Path at = folder.resolve(name.replaceFirst("[^/]*\\*.*$", "")).normalize();
        PathMatcher matcher = FileSystems.getDefault()
                .getPathMatcher("glob:" + folder.resolve(name).normalize());
        try (Stream<Path> files = Files.walk(at)) {
            List<Path> matching = files.filter(matcher::matches).sorted().toList();
            if (matching.isEmpty()) {
                throw SuiteErrors.unreadable(FILE + name, "no file has such a name");
            }
            return matching;
        } catch (IOException e) {
            throw SuiteErrors.unreadable(FILE + name, TextFile.reason(e));
        }
    }

    private void file(String label, Path file) {
        String name = String.valueOf(file.getFileName());
        String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String known = label.isEmpty() ? name : label;
        try {
            switch (kind) {
                case "csv" ->
                    TableRows.read(file, TableRows.Form.COMMAS, StandardCharsets.UTF_8, row -> {
                        if (row instanceof Row.Good good) {
                            add(
                                    good.json().path("label").asText(known),
                                    good.json().path("prompt").asText());
                        }
                    });
                case "json", "yaml", "yml" -> {
                    JsonNode json =
                            kind.equals("json") ? Json.MAPPER.readTree(TextFile.whole(file)) : SettingsFile.read(file);
                    if (isConversation(json)) {
                        conversation(known, json);
                    } else if (json.path("template").isTextual()) {
                        parts(label.isEmpty() ? PromptParts.label(json, name) : label, json, file);
                    } else {
                        throw SuiteErrors.invalid("The prompt " + file
                                + " is neither a list of turns with role and content, nor has it a template.");
                    }
                }
                case "txt" -> {
                    List<String> parts = Stream.of(TextFile.whole(file).split("(?m)^---\\s*$", -1))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .toList();
                    for (int i = 0; i < parts.size(); i++) {
                        add(parts.size() == 1 ? known : known + " " + (i + 1), parts.get(i));
                    }
                }
                default -> add(known, TextFile.whole(file).stripTrailing());
            }
        } catch (JsonProcessingException e) {
            throw SuiteErrors.unreadable(file.toString(), Json.sentence(e));
        } catch (IOException e) {
            throw SuiteErrors.unreadable(file.toString(), TextFile.reason(e));
        }
    }

    /** A text, which may be a conversation in JSON: then its turns are rendered one by one, and never the JSON. */
    private void add(String label, String text) {
        if (text.stripLeading().startsWith("[")) {
            try {
                JsonNode json = Json.MAPPER.readTree(text);
                if (isConversation(json)) {
                    conversation(label.isEmpty() ? shortened(text) : label, json);
                    return;
                }
            } catch (JsonProcessingException e) {
                // a text that happens to begin so
            }
        }
        String known = label.isEmpty() ? shortened(text) : label;
        prompts.add(new SuitePrompt(
                distinct(known),
                List.of(new SuitePrompt.Turn("user", Nunjucks.template(text, "The prompt " + known)))));
    }

    private static boolean isConversation(JsonNode json) {
        boolean all = json.isArray() && !json.isEmpty();
        for (JsonNode turn : json) {
            all &= turn.path("role").isTextual() && turn.path("content").isTextual();
        }
        return all;
    }

    private void conversation(String label, JsonNode json) {
        List<SuitePrompt.Turn> turns = new ArrayList<>();
        json.forEach(turn -> turns.add(new SuitePrompt.Turn(
                turn.path("role").asText(),
                Nunjucks.template(turn.path("content").asText(), "The prompt " + label))));
        prompts.add(new SuitePrompt(distinct(label), turns));
    }

    /** A prompt as the library keeps it. */
    private void parts(String label, JsonNode json, Path file) {
        List<SuitePrompt.Turn> turns = new ArrayList<>();
        for (PromptParts.Part part : PromptParts.of(json, file)) {
            turns.add(new SuitePrompt.Turn(part.role(), Nunjucks.template(part.text(), "The prompt " + label)));
        }
        prompts.add(new SuitePrompt(distinct(label), turns));
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > 60 ? line.substring(0, 59) + "…" : line;
    }

    private String distinct(String label) {
        String free = label;
        for (int i = 2; isTaken(free); i++) {
            free = label + " (" + i + ")";
        }
        return free;
    }

    private boolean isTaken(String label) {
        return prompts.stream().anyMatch(prompt -> prompt.label().equals(label));
    }
}
