package dev.attune.cli.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.json.Json;
import dev.attune.preference.file.BadLine;
import dev.attune.preference.file.PreferenceFile;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.preference.pair.PreferencePair;

/**
 * Reads preferences in every form that {@link PreferenceFiles} knows, and the ties of our own form ({@code "tie":
 * true}), which are ratings too although no reward model learns from them.
 */
public final class PreferenceLines {

    private final List<ImportLine> lines = new ArrayList<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private final Set<String> unusedColumns = new TreeSet<>();
    private String format = "";

    private PreferenceLines() {}

    /**
     * Reads a file.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code file-unreadable} or {@code file-empty}
     */
    public static ImportFile read(Path file) {
        PreferenceLines reading = new PreferenceLines();
        String sha256 = JsonLines.read(file, reading::line);
        return new ImportFile(reading.format, reading.lines, reading.badLines, reading.unusedColumns, sha256);
    }

    private void line(int number, String text) {
        JsonNode parsed = parse(text);
        boolean tie = parsed.path("tie").asBoolean(false);
        PreferenceFile read = PreferenceFiles.readLine(number, parsed.has("tie") ? withoutTie(parsed) : text);
        badLines.addAll(read.badLines());
        unusedColumns.addAll(read.unusedColumns());
        if (read.undecided() > 0 && read.pairs().isEmpty()) {
            badLines.add(new BadLine(number, "it compares answers that are undecided or identical"));
        }
        for (PreferencePair pair : read.pairs()) {
            lines.add(new ImportLine(number, body(pair, tie)));
        }
        if (format.isEmpty() && !read.pairs().isEmpty()) {
            format = isTranscript(parsed) ? "hh" : read.form();
        }
    }

    private static Map<String, Object> body(PreferencePair pair, boolean tie) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", pair.prompt());
        body.put("chosen", pair.chosen());
        body.put("rejected", pair.rejected());
        body.put("strength", tie ? 0 : (int) Math.round(pair.strength()));
        body.put("tie", tie);
        return body;
    }

    /** What is no JSON stays for the reader that has a sentence for it. */
    private static JsonNode parse(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException toBeReported) {
            return Json.MAPPER.missingNode();
        }
    }

    private static String withoutTie(JsonNode parsed) {
        ObjectNode copy = parsed.deepCopy();
        copy.remove("tie");
        return copy.toString();
    }

    private static boolean isTranscript(JsonNode parsed) {
        return parsed.path("chosen").asText("").stripLeading().startsWith("Human:");
    }
}
