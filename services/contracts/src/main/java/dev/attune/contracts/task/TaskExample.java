package dev.attune.contracts.task;

import java.util.Map;

import dev.attune.contracts.error.Require;

/**
 * An example that a prompt shows.
 *
 * @param label the id of its label; of a task without labels the answer itself
 * @param variables what the template reads
 */
public record TaskExample(String label, Map<String, Object> variables) {
    public TaskExample {
        Require.text(label, "the label of an example");
        variables = Require.copy(variables);
    }
}
