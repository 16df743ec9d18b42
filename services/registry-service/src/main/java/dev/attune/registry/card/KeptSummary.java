package dev.attune.registry.card;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What an artifact that a run learnt from holds; texts are not in it.
 *
 * @param form {@code preferences}, {@code prompts}, {@code demonstrations}, or that of an export
 * @param records lines of the artifact
 * @param rows what holds of them: of a key that was said twice the last, and nothing that was taken back
 * @param kinds of the rows: outcomes of preferences, splits of prompts
 * @param prompts how many different ones
 * @param projects from how many
 * @param answeredBy which checkpoint made how many of the answers
 * @param raters absent where nothing was rated, or where a file does not say
 */
public record KeptSummary(
        String form,
        long records,
        long rows,
        Map<String, Long> kinds,
        long prompts,
        long projects,
        Map<String, Long> answeredBy,
        @Nullable RaterSummary raters) {
    public KeptSummary {
        kinds = Map.copyOf(kinds);
        answeredBy = Map.copyOf(answeredBy);
    }

    Map<String, Long> sortedKinds() {
        return new TreeMap<>(kinds);
    }

    Map<String, Long> sortedAnsweredBy() {
        return new TreeMap<>(answeredBy);
    }
}
