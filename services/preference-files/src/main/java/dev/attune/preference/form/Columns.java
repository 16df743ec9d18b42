package dev.attune.preference.form;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.message.Messages;

/** Typed reading of columns; each failure is a sentence that names the column. */
final class Columns {

    private Columns() {}

    static String text(JsonNode line, String column) {
        JsonNode value = Messages.joinedParts(line.path(column), column);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("column " + column + " must be text but is " + kind(value));
        }
        return value.textValue();
    }

    static double number(JsonNode line, String column, double absent) {
        JsonNode value = line.path(column);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException("column " + column + " must be a number but is " + kind(value));
        }
        return value.doubleValue();
    }

    /** Column {@code outcome}, decisive where absent. */
    static Outcome outcome(JsonNode line) {
        JsonNode value = line.path("outcome");
        if (value.isMissingNode() || value.isNull()) {
            return Outcome.DECISIVE;
        }
        String text = value.asText("").toUpperCase(Locale.ROOT);
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "column outcome must be decisive, tie or both_bad but is " + value));
    }

    /** The vote of column {@code annotator}, none where absent. */
    static Map<String, Boolean> votes(JsonNode line) {
        JsonNode value = line.path("annotator");
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException("column annotator must be a name but is " + kind(value));
        }
        return Map.of(value.asText(), true);
    }

    static int integer(JsonNode value, String column) {
        if (!value.isInt()) {
            throw new IllegalArgumentException(
                    "column " + column + " must hold whole numbers but holds " + kind(value));
        }
        return value.intValue();
    }

    private static String kind(JsonNode value) {
        return Messages.kind(value);
    }
}
