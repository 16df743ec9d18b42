package dev.attune.lab.token;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lab.task.TaskData;

/** What a search for tokens needs of a task's data. */
final class TokenData {

    private static final int FEWEST = 10;

    private TokenData() {}

    /** Refuses a task with too few examples, before any work. */
    static void require(TaskData data, int batch) {
        if (data.task().many()) {
            throw ErrorCategory.CALLER.error(
                    "token-data",
                    "Tokens are searched for tasks with one label for each text, and "
                            + data.task().name() + " has any number.");
        }
        if (data.train().size() < 2 * batch
                || data.dev().size() < FEWEST
                || data.test().size() < FEWEST) {
            throw ErrorCategory.CALLER.error(
                    "token-data",
                    "Tokens need " + 2 * batch + " examples to learn from, " + FEWEST + " to choose with and " + FEWEST
                            + " to judge by, and " + data.task().name() + " has "
                            + data.train().size() + ", "
                            + data.dev().size() + " and " + data.test().size() + "; give its split other parts.");
        }
    }
}
