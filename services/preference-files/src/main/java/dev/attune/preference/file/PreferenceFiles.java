package dev.attune.preference.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.preference.form.PreferenceForm;
import dev.attune.preference.form.PreferenceForms;
import dev.attune.preference.form.SettledForm;
import dev.attune.preference.pair.LabelledAnswer;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

/**
 * Reads files of preferences: rows of JSON as {@link JsonRows} knows them, plain or gzipped.
 *
 * <p>The form is recognised by each line's columns: TRL's (explicit or implicit prompt, texts or messages), Anthropic
 * HH, this project's own (the data of a {@code PreferenceSettled} event), rankings of several answers, OpenAssistant pairs,
 * QA-Feedback and PandaLM.
 * Good lines are used and bad ones listed; a file without any usable line is an error.
 */
public final class PreferenceFiles {

    private PreferenceFiles() {}

    /**
     * Reads one file.
     *
     * @throws AttuneException {@code file-unreadable}, {@code file-empty} or {@code no-usable-line}
     */
    public static PreferenceFile read(Path file) {
        return reading(file).result(file);
    }

    /**
     * As {@link #read}, but a file without any decided pair is none of this method's business as long as a line is usable.
     *
     * @throws AttuneException {@code file-unreadable}, {@code file-empty} or {@code no-usable-line}
     */
    public static PreferenceFile readUndecided(Path file) {
        Reading reading = reading(file);
        return reading.undecided > 0 ? reading.soFar() : reading.result(file);
    }

    /**
     * As {@link #read}, for those who learn from answers with labels, too: a file may hold nothing else.
     *
     * @throws AttuneException {@code file-unreadable}, {@code file-empty} or {@code no-usable-line}
     */
    public static PreferenceFile readAnswers(Path file) {
        Reading reading = reading(file);
        return reading.answers.isEmpty() ? reading.result(file) : reading.soFar();
    }

    private static Reading reading(Path file) {
        Reading reading = new Reading(" of " + file);
        try {
            JsonRows.read(file, reading::row);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "file-unreadable", "The preferences " + file + " cannot be read: " + TextFile.reason(e) + ".", e);
        }
        return reading;
    }

    /**
     * Reads one row, for callers that must know which pair came from which line.
     *
     * @return its pairs, or the row as a bad line
     */
    public static PreferenceFile readRow(Row row) {
        Reading reading = new Reading("");
        reading.row(row);
        return reading.soFar();
    }

    /** The comparison that a settled preference makes, whatever its outcome; empty when it has no weight or equal texts. */
    public static Optional<PreferencePair> comparisonOf(PreferenceSettled settled) {
        return SettledForm.comparisons(settled).pairs().stream().findFirst();
    }

    /** What has been read so far. */
    private static final class Reading {
        private final List<PreferencePair> pairs = new ArrayList<>();
        private final List<PreferencePair> ties = new ArrayList<>();
        private final List<PreferencePair> bothBad = new ArrayList<>();
        private final List<LabelledAnswer> answers = new ArrayList<>();
        private final List<BadLine> badLines = new ArrayList<>();
        private final UnusedColumns unusedColumns = new UnusedColumns();
        private final String ofFile;
        private String form = "";
        private int undecided;

        Reading(String ofFile) {
            this.ofFile = ofFile;
        }

        void row(Row row) {
            switch (row) {
                case Row.Bad bad -> badLines.add(new BadLine(bad.line(), bad.sentence()));
                case Row.Good good -> {
                    try {
                        object(good.json(), "line " + good.line() + ofFile);
                    } catch (IllegalArgumentException | InvalidEventException e) {
                        badLines.add(new BadLine(good.line(), String.valueOf(e.getMessage())));
                    }
                }
            }
        }

        private void object(ObjectNode line, String place) {
            PreferenceForm lineForm = PreferenceForms.of(line);
            PreferenceForm.Comparisons comparisons = lineForm.read(line);
            comparisons.pairs().forEach(pair -> sort(pair.at(place)));
            comparisons.answers().forEach(answer -> answers.add(answer.at(place)));
            undecided += comparisons.undecided();
            form = form.isEmpty() ? lineForm.name() : form;
            unusedColumns.count(line, lineForm.columns());
        }

        private void sort(PreferencePair pair) {
            switch (pair.outcome()) {
                case DECISIVE -> pairs.add(pair);
                case TIE -> ties.add(pair);
                case BOTH_BAD -> bothBad.add(pair);
            }
            undecided += pair.isDecisive() ? 0 : 1;
        }

        PreferenceFile result(Path file) {
            if (pairs.isEmpty() && badLines.isEmpty() && answers.isEmpty() && undecided == 0) {
                throw ErrorCategory.CALLER.error(
                        "file-empty", "The preferences " + file + " are empty; each line must be a JSON object.");
            }
            if (pairs.isEmpty()) {
                String first = !answers.isEmpty()
                        ? answers.size() + " answers with labels, which only KTO learns from"
                        : badLines.isEmpty()
                                ? "all " + undecided + " comparisons are ties"
                                : "line " + badLines.getFirst().line() + ": "
                                        + badLines.getFirst().sentence();
                throw ErrorCategory.CALLER.error(
                        "no-usable-line", "The preferences " + file + " hold no decided pair (" + first + ").");
            }
            return soFar();
        }

        PreferenceFile soFar() {
            return new PreferenceFile(form, pairs, badLines, unusedColumns.rows(), undecided, ties, bothBad, answers);
        }
    }
}
