package dev.attune.registry.card;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Who rated what a run learnt from: how many, never who.
 *
 * @param ratings that held when the run began
 * @param raters that gave them
 * @param itemsOfSeveral items that more than one rater compared
 * @param sources how many ratings came by which way: {@code page}, {@code program}, {@code import:FORMAT}, {@code adjudication}
 * @param alpha Krippendorff's alpha of the verdicts (first better, second better, tie, both bad; nominal), with its interval over items; 1
 *     all agree, 0 as by chance
 * @param undefined why there is no alpha
 */
public record RaterSummary(
        long ratings,
        long raters,
        long itemsOfSeveral,
        Map<String, Long> sources,
        @Nullable Instant first,
        @Nullable Instant last,
        @Nullable Double alpha,
        @Nullable Double alphaLow,
        @Nullable Double alphaHigh,
        @Nullable String undefined) {

    static final String PROGRAM = "program";

    public RaterSummary {
        sources = Map.copyOf(sources);
    }

    /** Whether no person of those is known to have sat before the page. */
    boolean programsAlone() {
        return ratings > 0 && sources.getOrDefault(PROGRAM, 0L) == ratings;
    }

    /** In the order of their names. */
    Map<String, Long> sortedSources() {
        return new TreeMap<>(sources);
    }
}
