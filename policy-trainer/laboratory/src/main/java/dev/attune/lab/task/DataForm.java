package dev.attune.lab.task;

import java.nio.file.Path;
import java.util.Locale;

import dev.attune.contracts.json.Choice;

/** How the rows of a file are written. */
public enum DataForm implements Choice {
    /** A table with commas; a text in quotes may hold line breaks. */
    CSV,
    /** A table with tabs. */
    TSV,
    /** JSON objects, one a line or in one list. */
    JSONL,
    /** A label, a space and a text on each line. */
    LABELLED_LINES,
    /** What supervised tuning reads: messages, or prompt and completion; the last answer is the label. */
    DEMONSTRATIONS;

    /** The form that a file's name tells. */
    static DataForm of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".tsv")) {
            return TSV;
        }
        return name.endsWith(".all") || name.endsWith(".txt") ? LABELLED_LINES : JSONL;
    }
}
