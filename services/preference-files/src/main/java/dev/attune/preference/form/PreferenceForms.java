package dev.attune.preference.form;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/** The forms that are known, and which of them a line has. */
public final class PreferenceForms {

    private static final List<PreferenceForm> ALL = List.of(
            SettledForm.FORM,
            OasstForm.FORM,
            QaFeedbackForm.FORM,
            PandaLmForm.FORM,
            RankingForm.FORM,
            LabelForm.FORM,
            TrlForm.FORM);

    private PreferenceForms() {}

    /** The form with the most required columns among those that the line has. */
    public static PreferenceForm of(JsonNode line) {
        Set<String> columns = columns(line);
        Optional<PreferenceForm> form = ALL.stream()
                .filter(candidate -> columns.containsAll(candidate.requiredColumns()))
                .max(Comparator.comparingInt(
                        candidate -> candidate.requiredColumns().size()));
        return form.orElseThrow(
                () -> new IllegalArgumentException(
                        "its columns " + columns
                                + " are those of no known form; TRL's and Anthropic's need chosen and rejected, with or without prompt"));
    }

    public static Set<String> columns(JsonNode line) {
        Set<String> columns = new TreeSet<>();
        line.fieldNames().forEachRemaining(columns::add);
        return columns;
    }
}
