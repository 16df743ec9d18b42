package dev.attune.contracts.error;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Checks shared by the compact constructors: each failure is a sentence that names the field. */
public final class Require {

    private Require() {}

    /** Returns {@code value}, or fails naming {@code field} when it is missing or blank. */
    public static String text(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing or blank");
        }
        return value;
    }

    /** Returns {@code value}, or fails naming {@code field} when it is missing. */
    public static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** Fails with {@code sentence} when {@code holds} is false. */
    public static void that(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** An immutable copy; a missing list is an empty one. */
    public static <T> List<T> copy(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** An immutable copy; a missing map is an empty one. */
    public static <V> Map<String, V> copy(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : Map.copyOf(values);
    }

    /** An immutable copy of what is said in a map: what says null is as it is when nothing is said. */
    public static Map<String, Object> copyOfSaid(@Nullable Map<String, Object> values) {
        Map<String, Object> said = values == null ? new HashMap<>() : new HashMap<>(values);
        said.values().removeIf(Objects::isNull);
        return Map.copyOf(said);
    }
}
