package dev.attune.contracts.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * The examples that a prompt shows before each text, in their order.
 *
 * @param choice how a search chose those that are given; {@code nearest} without any for those of the task's pool that share most
 *     words with each text, the nearest last
 * @param count how many there are; of those that are given as many as they are
 */
public record TaskExamples(
        @Nullable String choice, @Nullable Integer count, List<TaskExample> given) {

    private static final String NEAREST = "nearest";

    private static final int MOST = 200;

    public TaskExamples {
        given = Require.copy(given);
        Require.that(count == null || count >= 0 && count <= MOST, "a prompt shows 0 to " + MOST + " examples");
        boolean chosen = NEAREST.equals(choice) && given.isEmpty();
        Require.that(
                chosen || count == null || count == given.size(),
                "the prompt wants " + count + " examples and gives " + given.size()
                        + "; give them all, or the nearest ones of a pool by their words");
    }

    /** How many of the pool's nearest examples stand before each text. */
    public int nearest() {
        return NEAREST.equals(choice) && given.isEmpty() && count != null ? count : 0;
    }

    public static TaskExamples none() {
        return new TaskExamples(null, 0, List.of());
    }
}
