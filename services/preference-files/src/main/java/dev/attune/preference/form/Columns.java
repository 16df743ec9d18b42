package dev.attune.preference.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;

/** Typed reading of columns; each failure is a sentence that names the column. */
public final class Columns {

    private Columns() {}

    static String text(JsonNode line, String column) {
        JsonNode value = line.path(column);
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
        return value.isMissingNode() || value.isNull() ? Map.of() : Map.of(value.asText(), true);
    }

    static int integer(JsonNode value, String column) {
        if (!value.isInt()) {
            throw new IllegalArgumentException(
                    "column " + column + " must hold whole numbers but holds " + kind(value));
        }
        return value.intValue();
    }

    /** Messages in OpenAI's form; the published names of roles are brought to ours. */
    static List<Message> messages(JsonNode array, String column) {
        if (!array.isArray() || array.isEmpty()) {
            throw new IllegalArgumentException(
                    "column " + column + " must be a list of messages but is " + kind(array));
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : array) {
            JsonNode role = message.has("role") ? message.path("role") : message.path("from");
            JsonNode content = content(message);
            if (!role.isTextual() || !content.isTextual()) {
                throw new IllegalArgumentException(
                        "column " + column + " holds a message without the texts role and content");
            }
            messages.add(new Message(role(role.textValue()), content.textValue()));
        }
        return messages;
    }

    private static JsonNode content(JsonNode message) {
        for (String name : List.of("content", "text", "value")) {
            if (message.has(name)) {
                return message.path(name);
            }
        }
        return message.path("content");
    }

    private static String role(String published) {
        return switch (published.toLowerCase(Locale.ROOT)) {
            case "human", "prompter", "user" -> "user";
            case "gpt", "assistant", "model" -> "assistant";
            case "system" -> "system";
            default -> throw new IllegalArgumentException("role " + published + " is unknown");
        };
    }

    public static String kind(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
