package dev.attune.feedback.need;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an item asks of its rater.
 *
 * @param language a BCP 47 tag; absent: any
 * @param skills names, in order; the rater must have each
 */
public record Need(@Nullable String language, List<String> skills) {

    /** Nothing. */
    public static final Need NONE = new Need(null, List.of());

    public Need {
        skills = skills.stream().distinct().sorted().toList();
    }
}
