package dev.attune.preference.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.json.Json;
import dev.attune.preference.form.Columns;
import dev.attune.preference.form.PreferenceForm;
import dev.attune.preference.form.PreferenceForms;
import dev.attune.preference.form.SettledForm;
import dev.attune.preference.pair.PreferencePair;

/**
 * Reads files of preferences: JSON, one object per line, plain or gzipped.
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

    private static Reading reading(Path file) {
        Reading reading = new Reading(0);
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reading.line(line);
            }
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw ErrorCategory.CALLER.error(
                    "file-unreadable", "The preferences " + file + " cannot be read: " + reason + ".", e);
        }
        return reading;
    }

    /**
     * Reads one line, for callers that must know which pair came from which line.
     *
     * @param number of the line, counted from 1
     * @return its pairs, or the line as a bad one; nothing at all for a blank line
     */
    public static PreferenceFile readLine(int number, String text) {
        Reading reading = new Reading(number - 1);
        reading.line(text);
        return reading.soFar();
    }

    /** The comparison that a settled preference makes, whatever its outcome; empty when it has no weight or equal texts. */
    public static Optional<PreferencePair> comparisonOf(PreferenceSettled settled) {
        return SettledForm.comparisons(settled).pairs().stream().findFirst();
    }

    /** The lines of a file, plain or gzipped. */
    public static BufferedReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        InputStream bytes = Files.newInputStream(file);
        try {
            InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** What has been read so far. */
    private static final class Reading {
        private final List<PreferencePair> pairs = new ArrayList<>();
        private final List<PreferencePair> ties = new ArrayList<>();
        private final List<PreferencePair> bothBad = new ArrayList<>();
        private final List<BadLine> badLines = new ArrayList<>();
        private final Set<String> unusedColumns = new TreeSet<>();
        private String form = "";
        private int undecided;
        private int number;

        Reading(int linesBefore) {
            number = linesBefore;
        }

        void line(String text) {
            number++;
            if (text.isBlank()) {
                return;
            }
            try {
                object(Json.MAPPER.readTree(text));
            } catch (JsonProcessingException e) {
                badLines.add(new BadLine(number, "it is no valid JSON: " + e.getOriginalMessage()));
            } catch (IllegalArgumentException | InvalidEventException e) {
                badLines.add(new BadLine(number, String.valueOf(e.getMessage())));
            }
        }

        private void object(JsonNode line) {
            if (!line.isObject()) {
                throw new IllegalArgumentException("it is no JSON object but " + Columns.kind(line));
            }
            PreferenceForm lineForm = PreferenceForms.of(line);
            PreferenceForm.Comparisons comparisons = lineForm.read(line);
            comparisons.pairs().forEach(this::sort);
            undecided += comparisons.undecided();
            form = form.isEmpty() ? lineForm.name() : form;
            Set<String> unused = PreferenceForms.columns(line);
            unused.removeAll(lineForm.requiredColumns());
            unused.removeAll(lineForm.optionalColumns());
            unusedColumns.addAll(unused);
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
            if (pairs.isEmpty() && badLines.isEmpty() && undecided == 0) {
                throw ErrorCategory.CALLER.error(
                        "file-empty", "The preferences " + file + " are empty; each line must be a JSON object.");
            }
            if (pairs.isEmpty()) {
                String first = badLines.isEmpty()
                        ? "all " + undecided + " comparisons are ties"
                        : "line " + badLines.getFirst().line() + ": "
                                + badLines.getFirst().sentence();
                throw ErrorCategory.CALLER.error(
                        "no-usable-line", "The preferences " + file + " hold no decided pair (" + first + ").");
            }
            return soFar();
        }

        PreferenceFile soFar() {
            return new PreferenceFile(form, pairs, badLines, unusedColumns, undecided, ties, bothBad);
        }
    }
}
