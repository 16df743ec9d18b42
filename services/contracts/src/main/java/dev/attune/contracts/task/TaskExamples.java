package dev.attune.contracts.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * The examples that a prompt shows before each text, in their order.
 *
 * @param choice how a search chose them; only those that are given can be served
 * @param count how many there are; as many as are given
 */
public record TaskExamples(
        @Nullable String choice, @Nullable Integer count, List<TaskExample> given) {

    public TaskExamples {
        given = Require.copy(given);
        Require.that(
                count == null || count == given.size(),
                "the prompt wants " + count + " examples and gives " + given.size()
                        + "; a served prompt shows the same examples before each text, so give them all");
    }

    public static TaskExamples none() {
        return new TaskExamples(null, 0, List.of());
    }
}
