package dev.attune.policy.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/**
 * The lines of a file of JSON lines, of which a bad one does not stop the others.
 *
 * @param values in the order of the file
 * @param rejected a sentence for each line that holds none
 */
record JsonLines<T>(List<T> values, List<String> rejected) {

    /**
     * Reads a file.
     *
     * @param what a line holds, such as prompt
     * @param form of the lines, to be given where there is none
     * @param reader throws an {@link IllegalArgumentException} that says why a line holds none
     * @throws AttuneException {@code <what>s-unreadable}, or {@code no-<what>s} when nothing usable is in it
     */
    static <T> JsonLines<T> read(Path file, String what, String form, Function<JsonNode, T> reader) {
        List<T> values = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        List<String> lines = lines(file, what);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                String place = "Line " + (i + 1) + " of " + file;
                try {
                    values.add(reader.apply(Json.MAPPER.readTree(lines.get(i))));
                } catch (JsonProcessingException e) {
                    rejected.add(place + " is not JSON: " + Json.sentence(e) + ".");
                } catch (IllegalArgumentException e) {
                    rejected.add(place + " holds no " + what + ": " + e.getMessage() + ".");
                }
            }
        }
        if (values.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-" + what + "s",
                    "There is no " + what + " in " + file + "; give JSON lines with " + form + "."
                            + (rejected.isEmpty() ? "" : " " + rejected.getFirst()));
        }
        return new JsonLines<>(values, rejected);
    }

    private static List<String> lines(Path file, String what) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    what + "s-unreadable",
                    "The " + what + "s file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); give an existing UTF-8 file.",
                    e);
        }
    }
}
