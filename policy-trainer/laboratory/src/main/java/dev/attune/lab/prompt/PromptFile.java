package dev.attune.lab.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.json.Json;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Style;
import dev.attune.lab.task.Task;
import dev.attune.text.SettingsFile;
import dev.attune.text.TextFile;

/** Prompts as a search writes them and people edit them: the prompt alone, or a search's result that holds it. */
public final class PromptFile {

    private final Path file;

    private PromptFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a prompt; what it does not say is as the task has it.
     *
     * @throws AttuneException {@code prompt-unreadable}
     */
    public static SearchPrompt read(Path file, Task task) {
        try {
            JsonNode json = SettingsFile.read(file);
            return new PromptFile(file).prompt(json.path("prompt").isObject() ? json.path("prompt") : json, task);
        } catch (IOException e) {
            throw unreadable(file, TextFile.reason(e));
        } catch (IllegalArgumentException e) {
            throw unreadable(file, "a setting " + e.getMessage());
        }
    }

    private SearchPrompt prompt(JsonNode json, Task task) {
        if (!json.path("template").isTextual()) {
            throw unreadable(file, "it has no template");
        }
        List<Label> labels = new ArrayList<>();
        json.path("labels").forEach(label -> labels.add(label(label)));
        List<Label> all = labels.isEmpty() ? task.labels() : labels;
        return new SearchPrompt(
                json.path("system").asText(task.system()),
                json.path("template").asText(),
                json.path("separator").asText(task.separator()),
                json.has("style") ? Choice.of(Style.class, json.path("style").asText()) : task.style(),
                all,
                shown(json.path("examples"), all),
                Choice.of(Calibration.class, json.path("calibration").asText(Calibration.NONE.text())),
                shortlist(json));
    }

    private int shortlist(JsonNode json) {
        int shortlist = json.path("shortlist").asInt(0);
        if (shortlist < 0 || shortlist == 1) {
            throw unreadable(file, "its shortlist of " + shortlist + " is neither 0 nor 2 or more");
        }
        return shortlist;
    }

    private Label label(JsonNode json) {
        String name = json.path("name").asText("");
        List<String> words = new ArrayList<>();
        json.path("words").forEach(word -> words.add(word.asText()));
        return new Label(
                name,
                json.path("id").asText(name),
                json.path("description").asText(""),
                words.isEmpty() ? Label.named(name).words() : words);
    }

    private Shown shown(JsonNode json, List<Label> labels) {
        List<Example> given = new ArrayList<>();
        for (JsonNode example : json.path("given")) {
            String label = example.path("label").asText("");
            String place = "Example " + (given.size() + 1) + " of " + file;
            if (labels.stream().noneMatch(one -> one.id().equals(label))) {
                throw unreadable(file, place + " has the label \"" + label + "\", which is none of the labels");
            }
            Map<String, Object> variables = Json.MAPPER.convertValue(example.path("variables"), Json.MAP);
            given.add(new Example(variables, List.of(), List.of(label), place));
        }
        if (!given.isEmpty() || json.isMissingNode()) {
            return Shown.of(given);
        }
        ShotChoice choice = Choice.of(ShotChoice.class, json.path("choice").asText(ShotChoice.FIRST.text()));
        int count = json.path("count").asInt(0);
        if (count < 0 || count > 0 && choice == ShotChoice.FIRST) {
            throw unreadable(file, "it says " + count + " examples and gives none");
        }
        return new Shown(choice, count, given);
    }

    private static AttuneException unreadable(Path file, String why) {
        return ErrorCategory.CALLER.error("prompt-unreadable", file + " is no prompt: " + why + ".");
    }
}
