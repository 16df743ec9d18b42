package dev.attune.cli.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.file.BadLine;
import dev.attune.preference.file.PreferenceFile;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.preference.file.UnusedColumns;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.text.Row;

/**
 * Reads preferences in every form that {@link PreferenceFiles} knows, and the ties of our own form ({@code "tie":
 * true}). Ties and two bad answers are ratings too, although no recipe learns an order from them.
 */
public final class PreferenceLines {

    private static final String TIE = "tie";
    private static final String ANNOTATOR = "annotator";

    /** What trainers look at in a file and a rating has no place for. */
    private static final Set<String> NO_RATING = Set.of(
            "margin",
            "weight",
            "prompt_id",
            "chosen_rank",
            "rejected_rank",
            "probability",
            "ratings",
            "motivation_app");

    private final List<ImportLine> lines = new ArrayList<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private final UnusedColumns unusedColumns = new UnusedColumns();
    private String format = "";

    private PreferenceLines() {}

    /**
     * Reads a file.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code file-unreadable} or {@code file-empty}
     */
    public static ImportFile read(Path file) {
        PreferenceLines reading = new PreferenceLines();
        String sha256 = JsonLines.read(file, reading::row);
        return new ImportFile(reading.format, reading.lines, reading.badLines, reading.unusedColumns.rows(), sha256);
    }

    private void row(Row row) {
        switch (row) {
            case Row.Bad bad -> badLines.add(new BadLine(bad.line(), bad.sentence()));
            case Row.Good good -> good(good);
        }
    }

    private void good(Row.Good row) {
        JsonNode tie = row.json().path(TIE);
        if (!tie.isMissingNode() && !tie.isBoolean()) {
            badLines.add(new BadLine(row.line(), "column tie must be true or false but is " + tie));
            return;
        }
        PreferenceFile read = PreferenceFiles.readRow(new Row.Good(row.line(), withoutTie(row.json()), row.written()));
        badLines.addAll(read.badLines());
        unusedColumns.add(read.unusedColumns());
        List<PreferencePair> compared = new ArrayList<>(read.pairs());
        compared.addAll(read.ties());
        compared.addAll(read.bothBad());
        String annotator = row.json().path(ANNOTATOR).asText("");
        for (PreferencePair pair : compared) {
            lines.add(new ImportLine(row.line(), body(pair, tie.asBoolean(false), annotator)));
        }
        if (!read.answers().isEmpty()) {
            badLines.add(new BadLine(row.line(), "it judges one answer by itself, which is no comparison"));
        }
        int nothing = read.undecided() - read.ties().size() - read.bothBad().size();
        if (nothing > 0) {
            badLines.add(new BadLine(
                    row.line(),
                    compared.isEmpty()
                            ? "it compares answers that are undecided or identical"
                            : nothing + " of its comparisons are of identical answers"));
        }
        if (!compared.isEmpty()) {
            row.json().properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(NO_RATING::contains)
                    .filter(column -> !read.unusedColumns().containsKey(column))
                    .forEach(column -> unusedColumns.add(Map.of(column, 1)));
            format = format.isEmpty() ? isTranscript(row.json()) ? "hh" : read.form() : format;
        }
    }

    private static Map<String, Object> body(PreferencePair pair, boolean tieColumn, String annotator) {
        boolean bothBad = pair.outcome() == Outcome.BOTH_BAD;
        boolean tie = !bothBad && (tieColumn || pair.outcome() == Outcome.TIE);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", pair.prompt());
        body.put("chosen", pair.chosen());
        body.put("rejected", pair.rejected());
        body.put("strength", tie || bothBad ? 0 : (int) Math.round(pair.strength()));
        body.put(TIE, tie);
        if (bothBad) {
            body.put("bothBad", true);
        }
        if (!annotator.isBlank()) {
            body.put(ANNOTATOR, annotator);
        }
        return body;
    }

    private static ObjectNode withoutTie(ObjectNode json) {
        if (!json.has(TIE)) {
            return json;
        }
        ObjectNode copy = json.deepCopy();
        copy.remove(TIE);
        return copy;
    }

    private static boolean isTranscript(JsonNode parsed) {
        return parsed.path("chosen").asText("").stripLeading().startsWith("Human:");
    }
}
