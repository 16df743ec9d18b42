package dev.attune.policy.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

/**
 * The rows of a file of JSON lines, of which a bad one does not stop the others.
 *
 * @param values in the order of the file
 * @param rejected a sentence for each line that holds none
 */
record JsonLines<T>(List<T> values, List<String> rejected) {

    /** What is made of a row. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * @param place such as {@code line 2 of prompts.jsonl}
         * @throws IllegalArgumentException that says why the row holds none
         */
        T read(Row.Good row, String place);
    }

    /**
     * Reads a file.
     *
     * @param what a line holds, such as prompt
     * @param form of the lines, to be given where there is none
     * @throws AttuneException {@code <what>s-unreadable}, or {@code no-<what>s} when nothing usable is in it
     */
    static <T> JsonLines<T> read(Path file, String what, String form, Reader<T> reader) {
        List<T> values = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        try {
            JsonRows.read(file, row -> {
                String place = "ine " + row.line() + " of " + file;
                switch (row) {
                    case Row.Bad bad -> rejected.add("L" + place + " cannot be read: " + bad.sentence() + ".");
                    case Row.Good good -> {
                        try {
                            values.add(reader.read(good, "l" + place));
                        } catch (IllegalArgumentException e) {
                            rejected.add("L" + place + " holds no " + what + ": " + e.getMessage() + ".");
                        }
                    }
                }
            });
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    what + "s-unreadable",
                    "The " + what + "s file " + file + " cannot be read: " + TextFile.reason(e) + ".",
                    e);
        }
        if (values.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-" + what + "s",
                    "There is no " + what + " in " + file + "; give JSON lines with " + form + "."
                            + (rejected.isEmpty() ? "" : " " + rejected.getFirst()));
        }
        return new JsonLines<>(values, rejected);
    }
}
