package dev.attune.lab.task;

import java.nio.file.Path;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** What is wrong with tasks and their data, each with its code. */
final class TaskErrors {

    private TaskErrors() {}

    /** @param sentence with its full stop */
    static AttuneException invalid(String sentence) {
        return ErrorCategory.CALLER.error("task-invalid", sentence);
    }

    static AttuneException unreadable(Path file, String why, Exception cause) {
        return ErrorCategory.CALLER.error("task-unreadable", file + " cannot be read: " + why + ".", cause);
    }

    static AttuneException data(String sentence) {
        return ErrorCategory.CALLER.error("task-data", sentence);
    }
}
