package dev.attune.cli.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

/**
 * The folder of a run, as {@code prompts run} keeps it.
 *
 * @param digest of all of it
 * @param turns of each prompt, by its label
 * @param rows as the library takes them; texts beyond its bounds are shortened, which is said in them
 * @param shortened how many texts
 */
record KeptRun(
        String suite, String digest, int cases, Map<String, List<JsonNode>> turns, List<JsonNode> rows, int shortened) {

    private static final int LONGEST = 60_000;
    private static final Set<String> FIELDS = Set.of(
            "prompt",
            "provider",
            "number",
            "title",
            "repeat",
            "variables",
            "conversation",
            "output",
            "error",
            "state",
            "score",
            "reason",
            "checks",
            "millis");

    static boolean isRun(Path folder) {
        return Files.isDirectory(folder);
    }

    /**
     * Reads a folder.
     *
     * @throws AttuneException {@code no-run}
     */
    static KeptRun read(Path folder) {
        try {
            ObjectNode suite = JsonRows.one(folder.resolve("suite.json"));
            if (Files.notExists(folder.resolve("summary.json"))) {
                throw noRun(folder, "it was broken off, so that rows are missing; run the suite again");
            }
            Map<String, List<JsonNode>> turns = new LinkedHashMap<>();
            suite.path("turns").properties().forEach(prompt -> {
                List<JsonNode> each = new ArrayList<>();
                prompt.getValue().forEach(each::add);
                turns.put(prompt.getKey(), each);
            });
            Shortening shortening = new Shortening();
            List<JsonNode> rows = new ArrayList<>();
            JsonRows.read(folder.resolve("rows.jsonl"), row -> {
                switch (row) {
                    case Row.Good good -> rows.add(shortening.row(good.written()));
                    case Row.Bad bad -> throw noRun(folder, "line " + bad.line() + " of its rows: " + bad.sentence());
                }
            });
            if (rows.isEmpty() || turns.isEmpty()) {
                throw noRun(
                        folder, rows.isEmpty() ? "it has no rows" : "it is of an earlier version; run the suite again");
            }
            return new KeptRun(
                    suite.path("suite").asText("suite"),
                    new Sha256()
                            .add(Sha256.of(folder.resolve("suite.json")))
                            .add(Sha256.of(folder.resolve("rows.jsonl")))
                            .hex(),
                    suite.path("cases").asInt(1),
                    turns,
                    rows,
                    shortening.count);
        } catch (IOException e) {
            throw noRun(folder, TextFile.reason(e));
        }
    }

    private static AttuneException noRun(Path folder, String why) {
        return ErrorCategory.CALLER.error("no-run", "There is no run in " + folder + " that can be sent: " + why + ".");
    }

    /** Cuts texts, and says so where it did. */
    private static final class Shortening {
        private int count;

        private JsonNode row(ObjectNode row) {
            row.retain(FIELDS);
            cut(row);
            return row;
        }

        private void cut(JsonNode node) {
            if (node instanceof ObjectNode object) {
                object.properties().forEach(field -> {
                    if (field.getValue().isTextual()
                            && field.getValue().asText().length() > LONGEST) {
                        object.put(field.getKey(), shorter(field.getValue().asText()));
                        count++;
                    }
                });
            }
            node.forEach(this::cut);
        }

        private static String shorter(String text) {
            int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            return text.substring(0, end) + "… (" + (text.length() - end) + " more characters are in the run's folder)";
        }
    }
}
