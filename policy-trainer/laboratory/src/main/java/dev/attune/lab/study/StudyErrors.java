package dev.attune.lab.study;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** What is wrong with a comparison, each with its code. */
final class StudyErrors {

    private StudyErrors() {}

    /** @param sentence with its full stop */
    static AttuneException task(String sentence) {
        return ErrorCategory.CALLER.error("lab-task", sentence);
    }

    static AttuneException folder(Path folder, String why, @Nullable Exception cause) {
        return ErrorCategory.RESOURCES.error(
                "lab-folder", "The comparison cannot be kept in " + folder + ": " + why + ".", cause);
    }

    static AttuneException cell(Cell cell, String why, @Nullable Exception cause) {
        return ErrorCategory.RESOURCES.error("lab-cell", "The cell " + cell.said() + " failed: " + why, cause);
    }
}
