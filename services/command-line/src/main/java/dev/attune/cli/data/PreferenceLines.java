package dev.attune.cli.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.file.BadLine;
import dev.attune.preference.file.UnusedColumns;
import dev.attune.preference.rating.Compared;
import dev.attune.preference.rating.RatingRow;
import dev.attune.text.Row;

/** Reads preferences in every form that {@link RatingRow} knows. */
public final class PreferenceLines {

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
        RatingRow read = RatingRow.of(row);
        badLines.addAll(read.badLines());
        unusedColumns.add(read.unused());
        read.compared().forEach(compared -> lines.add(new ImportLine(row.line(), body(compared))));
        if (!read.answers().isEmpty()) {
            badLines.add(new BadLine(
                    row.line(), "it judges one answer by itself, which is no comparison; upload the file in the page"));
        }
        format = format.isEmpty() && !read.compared().isEmpty() ? read.form() : format;
    }

    private static Map<String, Object> body(Compared compared) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", compared.prompt());
        body.put("chosen", compared.chosen());
        body.put("rejected", compared.rejected());
        body.put("strength", compared.strength());
        body.put("tie", compared.outcome() == Outcome.TIE);
        if (compared.outcome() == Outcome.BOTH_BAD) {
            body.put("bothBad", true);
        }
        if (compared.annotator() != null) {
            body.put("annotator", compared.annotator());
        }
        if (compared.comment() != null) {
            body.put("comment", compared.comment());
        }
        return body;
    }
}
