package dev.attune.inference;

import java.util.List;
import java.util.Map;

import dev.attune.contracts.task.TaskDocument;

/**
 * What a task is asked.
 *
 * @param inputs for each the variables of the task's template
 */
public record TaskQuestion(List<Map<String, Object>> inputs) {

    public TaskQuestion {
        inputs = List.copyOf(inputs);
    }

    /**
     * Inputs as people write them: a text where the task has one variable, else an object of all.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code invalid-value}
     */
    public static TaskQuestion of(List<Object> written, TaskDocument task) {
        List<String> names = task.inputs();
        return new TaskQuestion(
                written.stream().map(input -> variables(input, names)).toList());
    }

    private static Map<String, Object> variables(Object input, List<String> names) {
        if (input instanceof String text && names.size() == 1) {
            return Map.of(names.getFirst(), text);
        }
        if (input instanceof Map<?, ?> given && given.keySet().equals(java.util.Set.copyOf(names))) {
            Map<String, Object> variables = new java.util.LinkedHashMap<>();
            given.forEach((name, value) -> variables.put(String.valueOf(name), value));
            return variables;
        }
        throw Faults.invalid("An input of this task is "
                + (names.size() == 1 ? "a text, or an object with " + names.getFirst() : "an object with " + names)
                + " and nothing else.");
    }
}
