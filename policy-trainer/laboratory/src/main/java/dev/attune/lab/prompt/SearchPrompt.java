package dev.attune.lab.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.classify.Score;
import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Style;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;

/**
 * All of a task that a search may change.
 *
 * @param template Jinja, as a task's
 * @param labels all of the task's, in the order in which a prompt lists them
 */
public record SearchPrompt(
        String system, String template, String separator, Style style, List<Label> labels, Shown examples) {

    public SearchPrompt {
        labels = List.copyOf(labels);
    }

    /** The task with this prompt in place of its own. */
    public Task on(Task task) {
        return new Task(
                task.name(),
                task.source(),
                task.tests(),
                labels,
                List.of(template),
                system,
                style,
                separator,
                task.many(),
                task.split());
    }

    /** The data with this prompt, and the examples that it shows as all that is learned from. */
    public TaskData on(TaskData data) {
        return new TaskData(
                on(data.task()),
                examples.choice() == ShotChoice.FIRST ? examples.given() : data.train(),
                data.dev(),
                data.test(),
                data.notes());
    }

    /** How the prompt is measured; what is not the prompt's is as in {@code others}. */
    public ClassifySettings settings(ClassifySettings others) {
        return new ClassifySettings(
                examples.count(),
                examples.choice(),
                others.score(),
                others.calibration(),
                others.shortlist(),
                others.seed());
    }

    /** The search's own measure. */
    public ClassifySettings settings(long seed) {
        return new ClassifySettings(examples.count(), examples.choice(), Score.SUM, Calibration.NONE, 0, seed);
    }

    /** Plain JSON that people edit and {@link PromptFile} reads. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", "proposed");
        json.put("system", system);
        json.put("template", template);
        json.put("separator", separator);
        json.put("style", style.text());
        json.put("labels", labels);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("choice", examples.choice().text());
        shown.put("count", examples.count());
        shown.put(
                "given",
                examples.given().stream()
                        .map(example -> Map.of("label", example.label(), "variables", example.variables()))
                        .toList());
        json.put("examples", shown);
        return json;
    }

    /** Equal for equal prompts. */
    public String key() {
        return Sha256.of(Json.text(json()));
    }
}
