package dev.attune.feedback.form;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.feedback.choice.Draw;

/**
 * What is kept of a rating beside its verdict. Answers are counted from 0 as the item holds them, wherever they stood.
 *
 * @param order which answer stood at each position of the screen; empty for pairs, of which the side is kept
 * @param ranking the best group first, ties in one group; what is in none was not ranked and is behind all that was
 * @param remarks on each answer; empty: nothing was said of any
 * @param demonstration the answer as the rater wrote it from nothing
 * @param guidelinesVersion which guidelines the rater had before them, where that is known
 * @param draw how the item was chosen for the rater, where that is known
 */
public record Details(
        List<Integer> order,
        List<List<Integer>> ranking,
        List<Remarks> remarks,
        @Nullable Correction correction,
        @Nullable String demonstration,
        @Nullable Integer guidelinesVersion,
        @Nullable Draw draw) {

    /** Nothing is known. */
    public static final Details NONE = new Details(List.of(), List.of(), List.of(), null, null, null);

    public Details {
        order = List.copyOf(order);
        ranking = ranking.stream().map(List::copyOf).toList();
        remarks = List.copyOf(remarks);
    }

    /** Nothing is known of how the item was chosen. */
    public Details(
            List<Integer> order,
            List<List<Integer>> ranking,
            List<Remarks> remarks,
            @Nullable Correction correction,
            @Nullable String demonstration,
            @Nullable Integer guidelinesVersion) {
        this(order, ranking, remarks, correction, demonstration, guidelinesVersion, null);
    }

    /** The same of an item that was chosen so. */
    public Details drawn(@Nullable Draw how) {
        return new Details(order, ranking, remarks, correction, demonstration, guidelinesVersion, how);
    }

    /** An answer of the item as the rater would have it. */
    public record Correction(int answer, String text) {}
}
