package dev.attune.feedback.form;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Rating.Remarks;

/**
 * What a rater says beside the verdict, with answers by their position on the screen.
 *
 * @param ranking the best group first, ties in one group; what is in none was not ranked
 * @param remarks on each answer; empty: nothing was said of any
 * @param demonstration the answer as the rater wrote it from nothing
 */
public record Said(
        List<List<Integer>> ranking,
        List<Remarks> remarks,
        @Nullable Correction correction,
        @Nullable String demonstration) {

    /** Nothing. */
    public static final Said NOTHING = new Said(List.of(), List.of(), null, null);

    public Said {
        ranking = ranking.stream().map(List::copyOf).toList();
        remarks = List.copyOf(remarks);
    }

    /** An answer as the rater would have it. */
    public record Correction(int position, String text) {}
}
