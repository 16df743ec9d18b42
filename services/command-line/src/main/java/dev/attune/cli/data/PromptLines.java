package dev.attune.cli.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.attune.preference.file.BadLine;
import dev.attune.preference.file.UnusedColumns;
import dev.attune.preference.rating.PromptRow;
import dev.attune.text.Row;

/** Reads prompts in the forms that {@link PromptRow} knows. */
public final class PromptLines {

    private final double heldOut;
    private final List<ImportLine> lines = new ArrayList<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private final UnusedColumns unusedColumns = new UnusedColumns();

    private PromptLines(double heldOut) {
        this.heldOut = heldOut;
    }

    /**
     * Reads a file.
     *
     * @param heldOut share in [0, 1] of the prompts without a split of their own that are kept away from training; which
     *     ones depends on their text only
     * @throws dev.attune.contracts.error.AttuneException {@code file-unreadable} or {@code file-empty}
     */
    public static ImportFile read(Path file, double heldOut) {
        PromptLines reading = new PromptLines(heldOut);
        String sha256 = JsonLines.read(file, reading::row);
        return new ImportFile("prompts", reading.lines, reading.badLines, reading.unusedColumns.rows(), sha256);
    }

    private void row(Row row) {
        switch (row) {
            case Row.Bad bad -> badLines.add(new BadLine(bad.line(), bad.sentence()));
            case Row.Good good -> {
                try {
                    good(good);
                } catch (IllegalArgumentException e) {
                    badLines.add(new BadLine(good.line(), String.valueOf(e.getMessage())));
                }
            }
        }
    }

    private void good(Row.Good row) {
        PromptRow prompt = PromptRow.of(row, heldOut);
        lines.add(new ImportLine(row.line(), Map.of("messages", prompt.messages(), "split", prompt.split())));
        unusedColumns.add(prompt.unused());
    }
}
