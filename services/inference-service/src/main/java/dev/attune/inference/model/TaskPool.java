package dev.attune.inference.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskExample;
import dev.attune.contracts.task.TaskLabel;
import dev.attune.lm.classify.WordLikeness;

/** The training texts that a task keeps, by the words that they share with an input: as the laboratory finds them. */
final class TaskPool {

    private final TaskDocument task;
    private final List<TaskExample> examples;
    private final WordLikeness likeness;

    /** @param examples none where the task wants none */
    TaskPool(TaskDocument task, List<TaskExample> examples) {
        this.task = task;
        this.examples = List.copyOf(examples);
        this.likeness = new WordLikeness(
                examples.stream().map(example -> text(example.variables())).toList());
    }

    private static String text(Map<String, Object> variables) {
        return String.valueOf(variables.getOrDefault(TaskDocument.TEXT, ""));
    }

    /** What the prompt of an input shows, in order: the nearest last. */
    List<TaskExample> shown(Map<String, Object> input) {
        int count = task.prompt().examples().nearest();
        return count == 0
                ? task.prompt().examples().given()
                : near(input, count).reversed();
    }

    private List<TaskExample> near(Map<String, Object> input, int count) {
        return likeness.nearest(text(input), count).stream().map(examples::get).toList();
    }

    /** The places of the labels that are scored for an input, ascending. */
    List<Integer> labels(Map<String, Object> input) {
        List<TaskLabel> labels = task.prompt().labels();
        int wanted = task.prompt().shortlisted();
        Set<String> ids = new LinkedHashSet<>();
        if (wanted > 0) {
            for (TaskExample example : near(input, WordLikeness.TEXTS_PER_LABEL * wanted)) {
                if (ids.size() < wanted) {
                    ids.add(example.label());
                }
            }
        }
        return IntStream.range(0, labels.size())
                .filter(place -> ids.isEmpty() || ids.contains(labels.get(place).id()))
                .boxed()
                .toList();
    }
}
