package dev.attune.lab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.json.Json;

/** Checks of an answer's characters. */
final class TextChecks {

    private static final List<String> REFUSALS = List.of(
            "i cannot",
            "i can't",
            "i can not",
            "i am unable",
            "i'm unable",
            "i am not able",
            "i'm not able",
            "i won't",
            "i will not",
            "as an ai",
            "as a language model",
            "i apologize, but",
            "i'm sorry, but",
            "i am sorry, but",
            "i must decline",
            "i do not feel comfortable",
            "i don't feel comfortable",
            "cannot assist",
            "can't assist",
            "cannot help with",
            "can't help with",
            "against my programming",
            "not appropriate for me");

    private TextChecks() {}

    static Finding isEqual(JsonNode value, String output) {
        if (value.isContainerNode()) {
            return JsonChecks.isEqual(value, output);
        }
        return Finding.of(output.equals(value.asText()), "the answer should be \"" + value.asText() + "\"");
    }

    /**
     * Whether texts are in the answer.
     *
     * @param all or any of them
     */
    static Finding contains(JsonNode value, String output, boolean all, boolean anyCase) {
        List<String> wanted = texts(value);
        String within = anyCase ? output.toLowerCase(Locale.ROOT) : output;
        Predicate<String> found = text -> within.contains(anyCase ? text.toLowerCase(Locale.ROOT) : text);
        Stream<String> each = wanted.stream();
        boolean passed = all ? each.allMatch(found) : each.anyMatch(found);
        return Finding.of(
                passed, "the answer should contain " + (all ? "all of " : "one of ") + String.join(", ", wanted));
    }

    static Finding containsOne(JsonNode value, String output, boolean anyCase) {
        String text = value.asText();
        boolean found = anyCase
                ? output.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))
                : output.contains(text);
        return Finding.of(found, "the answer should contain \"" + text + "\"");
    }

    /** A list, or a text with commas. */
    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(text -> texts.add(text.asText()));
        } else {
            Stream.of(value.asText().split(",")).map(String::strip).forEach(texts::add);
        }
        return texts;
    }

    static Finding startsWith(JsonNode value, String output) {
        return Finding.of(output.startsWith(value.asText()), "the answer should start with \"" + value.asText() + "\"");
    }

    static Finding isRefusal(String output) {
        String said = output.toLowerCase(Locale.ROOT).replace('’', '\'');
        boolean refused = said.isBlank() || REFUSALS.stream().anyMatch(said::contains);
        return Finding.of(refused, refused ? "the answer is a refusal" : "the answer is no refusal");
    }

    /** A number, or {@code {min, max}}. */
    static Finding wordCount(JsonNode value, String output) {
        int words = output.isBlank() ? 0 : output.strip().split("\\s+").length;
        boolean passed = value.isObject()
                ? words >= value.path("min").asInt(0)
                        && words <= value.path("max").asInt(Integer.MAX_VALUE)
                : words == value.asInt(-1);
        return Finding.of(
                passed,
                "the answer has " + words + " words, and should have "
                        + (value.isObject() ? Json.text(value) : value.asText()));
    }

    /** Edits of one character that make the answer the value. */
    static Finding levenshtein(JsonNode value, String output, OptionalDouble threshold) {
        int distance = distance(value.asText(), output);
        double most = threshold.orElse(5);
        return Finding.of(distance <= most, "the answer is " + distance + " edits away, and should be at most " + most);
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
