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
 * @param calibration of the labels' probabilities
 * @param shortlist labels that are scored for each text, those of the nearest training texts; 0 for all
 */
public record SearchPrompt(
        String system,
        String template,
        String separator,
        Style style,
        List<Label> labels,
        Shown examples,
        Calibration calibration,
        int shortlist) {

    private static final String USUAL = "{{ text }}\nWhich is it: {{ labels }}?";

    public SearchPrompt {
        labels = List.copyOf(labels);
    }

    /** The task's own prompt, as a search starts from it. */
    public static SearchPrompt of(Task task, int shortlist) {
        return new SearchPrompt(
                task.system(),
                task.templates().isEmpty() ? USUAL : task.templates().getFirst(),
                task.separator(),
                task.style(),
                task.labels(),
                Shown.none(),
                Calibration.NONE,
                shortlist);
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

    /** The data with this prompt in place of the task's own. */
    public TaskData on(TaskData data) {
        return new TaskData(on(data.task()), data.train(), data.dev(), data.test(), data.notes());
    }

    /** How the prompt is measured; what it does not say is as in {@code others}. */
    public ClassifySettings settings(ClassifySettings others) {
        return new ClassifySettings(
                examples.count(),
                examples.choice(),
                others.score(),
                calibration == Calibration.NONE ? others.calibration() : calibration,
                shortlist == 0 ? others.shortlist() : shortlist,
                others.seed());
    }

    /** The search's own measure. */
    public ClassifySettings settings(long seed) {
        return settings(new ClassifySettings(0, ShotChoice.FIRST, Score.SUM, Calibration.NONE, 0, seed));
    }

    public SearchPrompt with(Calibration other) {
        return new SearchPrompt(system, template, separator, style, labels, examples, other, shortlist);
    }

    public SearchPrompt with(Shown others) {
        return new SearchPrompt(system, template, separator, style, labels, others, calibration, shortlist);
    }

    public SearchPrompt withTemplate(String other) {
        return new SearchPrompt(system, other, separator, style, labels, examples, calibration, shortlist);
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
        json.put("calibration", calibration.text());
        json.put("shortlist", shortlist);
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
