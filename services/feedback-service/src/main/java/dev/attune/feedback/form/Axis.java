package dev.attune.feedback.form;

import org.jspecify.annotations.Nullable;

/**
 * A scale on which each answer is scored by itself.
 *
 * @param name under which the scores are kept
 * @param label for people
 * @param low what the lowest score means
 * @param high what the highest score means
 */
public record Axis(
        String name,
        String label,
        int lowest,
        int highest,
        @Nullable String low,
        @Nullable String high) {}
