package dev.attune.lab.mixture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.json.Choice;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskFile;
import dev.attune.lab.template.TextTemplate;
import dev.attune.text.SettingsFile;
import dev.attune.text.TextFile;

/** Mixtures as people write them: YAML or JSON, described in the laboratory's page. */
public final class MixtureFile {

    private static final List<String> KEYS = List.of(
            "name", "seed", "examples", "sampling", "fewShot", "shuffledLabels", "heldOut", "evaluation", "tasks");
    private static final List<String> SAMPLING_KEYS = List.of("by", "maximum", "temperature");
    private static final List<String> FEW_SHOT_KEYS = List.of("share", "most");
    private static final List<String> EVALUATION_KEYS = List.of("items", "shots", "seed");
    private static final List<String> TEMPLATE_KEYS = List.of("prompt", "answer", "words");
    /** Of a task in a mixture; all others are a task file's. */
    private static final List<String> SOURCE_KEYS =
            List.of("task", "cluster", "free", "templates", "template", "options", "heldOut", "longest", "maximum");

    private static final int LONGEST = 2000;

    private final Path file;

    private MixtureFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a mixture; files that it names are beside it.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code mixture-unreadable} or {@code mixture-invalid}, or what is
     *     wrong with one of its tasks
     */
    public static Mixture read(Path file) {
        try {
            JsonNode json = SettingsFile.read(file);
            if (!(json instanceof ObjectNode object)) {
                throw MixtureErrors.invalid(file + " holds a list; a mixture is one object with tasks.");
            }
            return new MixtureFile(file).mixture(object);
        } catch (IOException e) {
            throw MixtureErrors.unreadable(file, TextFile.reason(e), e);
        }
    }

    private Mixture mixture(ObjectNode json) {
        requireKeys(json, KEYS, "A mixture");
        JsonNode sampling = part(json, "sampling", SAMPLING_KEYS);
        JsonNode fewShot = part(json, "fewShot", FEW_SHOT_KEYS);
        JsonNode evaluation = part(json, "evaluation", EVALUATION_KEYS);
        long seed = json.path("seed").asLong(0);
        List<Source> sources = new ArrayList<>();
        json.path("tasks").forEach(task -> sources.add(source(task)));
        if (sources.isEmpty()) {
            throw MixtureErrors.invalid(file + " names no tasks; give tasks: [{task: FILE}, …].");
        }
        List<String> heldOut = new ArrayList<>();
        json.path("heldOut").forEach(name -> heldOut.add(name.asText()));
        return new Mixture(
                json.path("name").asText(String.valueOf(file.getFileName()).replaceFirst("\\..*$", "")),
                seed,
                json.path("examples").asInt(1000),
                new Sampling(
                        rule(sampling),
                        sampling.path("maximum").asInt(1 << 21),
                        sampling.path("temperature").asDouble(2)),
                new Mixture.FewShot(
                        fewShot.path("share").asDouble(0), fewShot.path("most").asInt(4)),
                sources,
                heldOut,
                json.path("shuffledLabels").asBoolean(true),
                new Mixture.Evaluation(
                        evaluation.path("items").asInt(200),
                        evaluation.path("shots").asInt(4),
                        evaluation.path("seed").asLong(seed)));
    }

    private Sampling.Rule rule(JsonNode sampling) {
        try {
            return Choice.of(Sampling.Rule.class, sampling.path("by").asText("size"));
        } catch (IllegalArgumentException e) {
            throw MixtureErrors.invalid("The setting sampling.by of " + file + " " + e.getMessage() + ".");
        }
    }

    private Source source(JsonNode written) {
        if (!(written instanceof ObjectNode json)) {
            throw MixtureErrors.invalid("A task of " + file + " is no object; give {task: FILE} or a task's settings.");
        }
        Task task = task(json);
        String name = json.path("name").asText(task.name());
        boolean free = json.path("free").asBoolean(false);
        List<TaskTemplate> templates = new ArrayList<>();
        JsonNode own = json.has("templates") ? json.path("templates") : json.path("template");
        if (own.isTextual()) {
            templates.add(template(name, 1, own, free));
        }
        own.forEach(template -> templates.add(template(name, templates.size() + 1, template, free)));
        if (templates.isEmpty()) {
            task.templates().forEach(text -> templates.add(plain(name, templates.size() + 1, text, free)));
        }
        if (templates.isEmpty()) {
            throw MixtureErrors.invalid("The task " + name + " of " + file + " has no template; give templates: […].");
        }
        return new Source(
                name,
                json.path("cluster").asText(name),
                task,
                free,
                templates,
                json.path("options").asInt(0),
                json.path("heldOut").asInt(0),
                json.path("longest").asInt(LONGEST),
                json.path("maximum").asInt(Integer.MAX_VALUE));
    }

    private Task task(ObjectNode json) {
        if (json.has("task")) {
            return TaskFile.read(
                    file.toAbsolutePath().resolveSibling(json.path("task").asText()));
        }
        ObjectNode plain = json.deepCopy();
        plain.remove(SOURCE_KEYS);
        return TaskFile.of(plain, file);
    }

    private TaskTemplate plain(String task, int number, String text, boolean free) {
        return new TaskTemplate(
                text(task, number, text), text(task, number, free ? "{{ answer }}" : TaskTemplate.LABEL), Map.of());
    }

    private TaskTemplate template(String task, int number, JsonNode json, boolean free) {
        if (json.isTextual()) {
            return plain(task, number, json.asText(), free);
        }
        if (!(json instanceof ObjectNode object) || !object.has("prompt")) {
            throw MixtureErrors.invalid("Template " + number + " of " + task
                    + " is neither a text nor an object with a prompt; give {prompt: …}.");
        }
        requireKeys(object, TEMPLATE_KEYS, "Template " + number + " of " + task);
        Map<String, String> words = new LinkedHashMap<>();
        object.path("words")
                .properties()
                .forEach(word -> words.put(word.getKey(), word.getValue().asText()));
        String answer = object.path("answer").asText(free ? "{{ answer }}" : TaskTemplate.LABEL);
        return new TaskTemplate(text(task, number, object.path("prompt").asText()), text(task, number, answer), words);
    }

    private static TextTemplate text(String task, int number, String text) {
        return TextTemplate.of(text.replaceFirst("\\R+$", ""), "Template " + number + " of " + task);
    }

    private JsonNode part(ObjectNode json, String name, List<String> keys) {
        JsonNode part = json.path(name);
        if (part instanceof ObjectNode object) {
            requireKeys(object, keys, "The part " + name);
        } else if (!part.isMissingNode()) {
            throw MixtureErrors.invalid(
                    "The part " + name + " of " + file + " is no object; it has " + String.join(", ", keys) + ".");
        }
        return part;
    }

    private void requireKeys(ObjectNode object, List<String> keys, String what) {
        object.fieldNames().forEachRemaining(name -> {
            if (!keys.contains(name)) {
                throw MixtureErrors.invalid(what + " of " + file + " has no setting " + name + "; there are "
                        + String.join(", ", keys) + ".");
            }
        });
    }
}
