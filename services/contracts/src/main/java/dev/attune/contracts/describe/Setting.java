package dev.attune.contracts.describe;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A setting of a recipe.
 *
 * @param path as it stands in a configuration, such as {@code optimisation.learningRate}
 * @param value when nobody says another; absent where nothing is said
 * @param choices the values that there are; empty where any of the kind will do
 * @param help what it does, in a sentence; absent where its name says all
 */
public record Setting(
        String path,
        Kind kind,
        @Nullable Object value,
        List<String> choices,
        @Nullable String help) {

    /** What its value is. */
    public enum Kind {
        INTEGER,
        NUMBER,
        SWITCH,
        TEXT,
        CHOICE,
        /** Several texts. */
        TEXTS
    }

    public Setting {
        choices = List.copyOf(choices);
    }
}
