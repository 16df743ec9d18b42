package dev.attune.lab.task;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.json.Choice;
import dev.attune.text.SettingsFile;
import dev.attune.text.TextFile;

/** Tasks as people write them: YAML or JSON, described in the laboratory's page. */
public final class TaskFile {

    private static final List<String> KEYS = List.of(
            "name",
            "description",
            "preset",
            "data",
            "labels",
            "template",
            "templates",
            "system",
            "style",
            "separator",
            "many",
            "split",
            "shifted");
    private static final List<String> DATA_KEYS =
            List.of("file", "files", "test", "format", "text", "label", "encoding", "detokenise");
    private static final List<String> LABEL_KEYS = List.of("name", "id", "description", "words");
    private static final List<String> SPLIT_KEYS = List.of("seed", "dev", "test");

    private final Path file;

    private TaskFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a task; files that it names are beside it.
     *
     * @throws AttuneException {@code task-unreadable} or {@code task-invalid}
     */
    public static Task read(Path file) {
        try {
            JsonNode json = SettingsFile.read(file);
            if (!(json instanceof ObjectNode object)) {
                throw TaskErrors.invalid(file + " holds a list; a task is one object with data and labels.");
            }
            return new TaskFile(file).task(object);
        } catch (IOException e) {
            throw TaskErrors.unreadable(file, TextFile.reason(e), e);
        }
    }

    /** A task that is an object in another file; files that it names are beside that one. */
    public static Task of(ObjectNode json, Path within) {
        return new TaskFile(within).task(json);
    }

    private Task task(ObjectNode json) {
        requireKeys(json, KEYS, "A task");
        Optional<Preset> preset = choice(json, "preset", Preset.class);
        JsonNode data = json.path("data");
        if (data instanceof ObjectNode object) {
            requireKeys(object, DATA_KEYS, "Its data");
        }
        List<Path> files = files(data.isObject() ? either(data, "files", "file") : data);
        if (files.isEmpty()) {
            throw TaskErrors.invalid(file + " names no data; give data: {file: …}.");
        }
        DataSource source = source(data, preset, files);
        List<Path> tests = files(data.path("test"));
        List<Label> labels = json.has("labels")
                ? labels(json.path("labels"))
                : preset.map(Preset::labels).orElse(List.of());
        List<String> templates = texts(either(json, "templates", "template")).stream()
                .map(template -> template.replaceFirst("\\R+$", ""))
                .toList();
        return new Task(
                text(json, "name")
                        .orElseGet(() -> String.valueOf(file.getFileName()).replaceFirst("\\..*$", "")),
                source,
                tests.isEmpty() ? Optional.empty() : Optional.of(source.of(tests)),
                labels,
                templates.isEmpty() ? preset.map(Preset::template).stream().toList() : templates,
                text(json, "system").orElse(""),
                choice(json, "style", Style.class).orElse(Style.AUTO),
                text(json, "separator").orElse(" "),
                json.path("many").asBoolean(false),
                split(json.path("split")));
    }

    private DataSource source(JsonNode data, Optional<Preset> preset, List<Path> files) {
        DataSource usual = preset.map(one -> one.source(files))
                .orElseGet(() -> DataSource.of(files.getFirst()).of(files));
        return new DataSource(
                files,
                choice(data, "format", DataForm.class).orElse(usual.form()),
                text(data, "text").orElse(usual.text()),
                text(data, "label").orElse(usual.label()),
                text(data, "encoding").map(this::charset).orElse(usual.charset()),
                data.has("detokenise") ? data.path("detokenise").asBoolean() : usual.detokenised(),
                usual.lastNumber());
    }

    private Charset charset(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replace("_", "-")) {
            case "utf-8", "utf8" -> StandardCharsets.UTF_8;
            case "latin-1", "latin1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
            case "windows-1252", "cp1252" -> Charset.forName("windows-1252");
            default ->
                throw TaskErrors.invalid(
                        file + " names the encoding " + name + "; there are utf-8, latin-1 and windows-1252.");
        };
    }

    private List<Path> files(JsonNode names) {
        return texts(names).stream()
                .map(name -> file.toAbsolutePath().resolveSibling(name).normalize())
                .toList();
    }

    /** A list of names or objects, or an object from names to a word, words or an object. */
    private List<Label> labels(JsonNode json) {
        List<Label> labels = new ArrayList<>();
        if (json instanceof ObjectNode named) {
            for (Map.Entry<String, JsonNode> label : named.properties()) {
                labels.add(label(label.getKey(), label.getValue()));
            }
        } else {
            json.forEach(label -> labels.add(label(text(label, "name").orElse(label.asText()), label)));
        }
        if (labels.isEmpty()) {
            throw TaskErrors.invalid(file + " has labels, but none is in them.");
        }
        return labels;
    }

    private Label label(String name, JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            Label plain = Label.named(name);
            List<String> words = texts(json);
            return words.isEmpty() ? plain : new Label(name, name, "", words);
        }
        requireKeys(object, LABEL_KEYS, "The label " + name);
        List<String> words = texts(object.path("words"));
        Label plain = Label.of(text(object, "id").orElse(name), name)
                .withDescription(text(object, "description").orElse(""));
        return words.isEmpty() ? plain : new Label(name, plain.id(), plain.description(), words);
    }

    private Optional<Split> split(JsonNode json) {
        if (json instanceof ObjectNode object) {
            requireKeys(object, SPLIT_KEYS, "Its split");
            return Optional.of(new Split(
                    object.path("seed").asLong(0),
                    object.path("dev").asDouble(0),
                    object.path("test").asDouble(0.2)));
        }
        if (!json.isMissingNode()) {
            throw TaskErrors.invalid(
                    file + " has a split that is no object; give split: {seed: 1, dev: 0.1, test: 0.2}.");
        }
        return Optional.empty();
    }

    private void requireKeys(ObjectNode object, List<String> keys, String what) {
        object.fieldNames().forEachRemaining(name -> {
            if (!keys.contains(name)) {
                throw TaskErrors.invalid(what + " of " + file + " has no setting " + name + "; there are "
                        + String.join(", ", keys) + ".");
            }
        });
    }

    private static JsonNode either(JsonNode object, String first, String second) {
        return object.has(first) ? object.path(first) : object.path(second);
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        if (json.isValueNode() && !json.isNull() && !(json instanceof MissingNode)) {
            texts.add(json.asText());
        }
        if (json.isArray()) {
            json.forEach(text -> texts.add(text.asText()));
        }
        return texts;
    }

    private static Optional<String> text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isValueNode() && !value.isNull() && !value.isMissingNode()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    private <C extends Enum<C> & Choice> Optional<C> choice(JsonNode object, String name, Class<C> choices) {
        try {
            return text(object, name).map(text -> Choice.of(choices, text));
        } catch (IllegalArgumentException e) {
            throw TaskErrors.invalid("The setting " + name + " of " + file + " " + e.getMessage() + ".");
        }
    }
}
