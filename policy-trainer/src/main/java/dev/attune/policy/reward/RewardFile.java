package dev.attune.policy.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.text.JsonRows;
import dev.attune.text.TextFile;

/**
 * Reads a reward's description: a JSON object whose {@code type} says what the other fields mean.
 *
 * <pre>{@code
 * {"type": "exact-match", "field": "reference", "match": "whole|words", "extract": "REGEX"}
 * {"type": "format", "pattern": "REGEX", "whole": false}
 * {"type": "length", "unit": "words|characters", "target": 20, "tolerance": 10}
 * {"type": "program", "command": ["python3", "score.py"], "seconds": 60}
 * {"type": "model", "directory": "reward-model"}
 * {"type": "sum", "parts": [{"name": "right", "weight": 1.0, "reward": {...}}, ...]}
 * }</pre>
 *
 * Paths are relative to the file. A field that a type does not have is refused by name.
 */
public final class RewardFile {

    private static final double SECONDS = 60;

    private final Path file;

    private RewardFile(Path file) {
        this.file = file;
    }

    /** @throws AttuneException {@code bad-reward}, naming the field */
    public static RewardDescription read(Path file) {
        RewardFile reader = new RewardFile(file);
        try {
            return reader.description(JsonRows.one(file), "");
        } catch (IOException e) {
            throw reader.refused("it cannot be read: " + TextFile.reason(e), e);
        }
    }

    private RewardDescription description(JsonNode json, String place) {
        try {
            return switch (text(json, "type", null)) {
                case "model" -> {
                    only(json, "directory");
                    yield new RewardDescription.Model(
                            file.resolveSibling(text(json, "directory", null)).toString());
                }
                case "exact-match" -> {
                    only(json, "field", "match", "extract");
                    yield new RewardDescription.ExactMatch(
                            text(json, "field", null),
                            choice(json, "match", RewardDescription.Match.WHOLE),
                            json.has("extract") ? Optional.of(pattern(json, "extract")) : Optional.empty());
                }
                case "format" -> {
                    only(json, "pattern", "whole");
                    yield new RewardDescription.Format(
                            pattern(json, "pattern"), json.path("whole").asBoolean(false));
                }
                case "length" -> {
                    only(json, "unit", "target", "tolerance");
                    yield new RewardDescription.Length(
                            choice(json, "unit", RewardDescription.Unit.WORDS),
                            number(json, "target", null),
                            number(json, "tolerance", null));
                }
                case "program" -> {
                    only(json, "command", "seconds");
                    yield new RewardDescription.Program(
                            texts(json, "command"),
                            Duration.ofMillis(Math.round(1000 * number(json, "seconds", SECONDS))));
                }
                case "sum" -> {
                    only(json, "parts");
                    yield new RewardDescription.Sum(parts(json.path("parts"), place));
                }
                case String other ->
                    throw new IllegalArgumentException(
                            "type is " + other + " but must be model, exact-match, format, length, program or sum");
            };
        } catch (IllegalArgumentException e) {
            throw refused("in " + (place.isEmpty() ? "it" : place) + " " + e.getMessage(), e);
        }
    }

    private List<RewardDescription.Part> parts(JsonNode json, String place) {
        List<RewardDescription.Part> parts = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            JsonNode part = json.get(i);
            for (String field : names(part)) {
                require(Set.of("name", "weight", "reward").contains(field), "part " + i + " has no field " + field);
            }
            String inner = (place.isEmpty() ? "" : place + ".") + "parts[" + i + "].reward";
            parts.add(new RewardDescription.Part(
                    text(part, "name", null), number(part, "weight", 1.0), description(part.path("reward"), inner)));
        }
        return parts;
    }

    private static void only(JsonNode json, String... allowed) {
        Set<String> fields = new HashSet<>(List.of(allowed));
        fields.add("type");
        for (String field : names(json)) {
            require(fields.contains(field), "field " + field + " is unknown");
        }
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String text(JsonNode json, String field, @Nullable String fallback) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() && fallback != null) {
            return fallback;
        }
        require(value.isTextual() && !value.textValue().isBlank(), "field " + field + " must be a text");
        return value.textValue();
    }

    private static double number(JsonNode json, String field, @Nullable Double fallback) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() && fallback != null) {
            return fallback;
        }
        require(value.isNumber(), "field " + field + " must be a number");
        return value.doubleValue();
    }

    private static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : json.path(field)) {
            require(value.isTextual(), "field " + field + " must be a list of texts");
            texts.add(value.textValue());
        }
        require(!texts.isEmpty(), "field " + field + " must be a list of texts");
        return texts;
    }

    private static Pattern pattern(JsonNode json, String field) {
        try {
            return Pattern.compile(text(json, field, null), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "field " + field + " is no regular expression of RE2's language: " + e.getDescription(), e);
        }
    }

    private static <E extends Enum<E>> E choice(JsonNode json, String field, E fallback) {
        String name = text(json, field, fallback.name()).toUpperCase(Locale.ROOT);
        List<E> choices = List.of(fallback.getDeclaringClass().getEnumConstants());
        return choices.stream()
                .filter(choice -> choice.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("field " + field + " must be one of "
                        + choices.toString().toLowerCase(Locale.ROOT)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private AttuneException refused(String why, Exception cause) {
        return ErrorCategory.CALLER.error("bad-reward", "The reward " + file + " cannot be used: " + why + ".", cause);
    }
}
