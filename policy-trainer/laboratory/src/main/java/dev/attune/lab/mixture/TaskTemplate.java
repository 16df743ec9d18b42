package dev.attune.lab.mixture;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Task;
import dev.attune.lab.template.TextTemplate;

/**
 * One way to put a task.
 *
 * @param prompt Jinja over the columns, {@code text}, {@code labels}, {@code label} and {@code description}
 * @param answer Jinja over the same; the label's word in most templates, the text in those that are turned round
 * @param words of labels by their names, where they are not the task's
 */
public record TaskTemplate(TextTemplate prompt, TextTemplate answer, Map<String, String> words) {

    /** What answers with the label's word. */
    static final String LABEL = "{{ label }}";

    public TaskTemplate {
        words = Map.copyOf(words);
    }

    /** Whether the answer is one of the labels' words, so that it can be scored. */
    public boolean isChoice() {
        return answer.source().strip().replaceAll("\\s+", " ").equals(LABEL)
                && Collections.disjoint(prompt.variables(), List.of("label", "description"));
    }

    /** The labels as this template says them. */
    List<Label> labels(Task task) {
        return task.labels().stream()
                .map(label -> words.containsKey(label.name())
                        ? new Label(label.name(), label.id(), label.description(), List.of(words.get(label.name())))
                        : label)
                .toList();
    }

    /** The task put in this way, to be measured. */
    Task on(Task task) {
        return task.withLabels(labels(task)).withTemplates(List.of(prompt.source()));
    }

    void requireKnown(Example example, boolean labelled) {
        Set<String> known = new TreeSet<>(example.variables().keySet());
        known.addAll(labelled ? List.of("labels", "label", "description") : List.of("answer"));
        prompt.requireKnown(known);
        answer.requireKnown(known);
    }
}
