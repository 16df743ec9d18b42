package dev.attune.feedback.form;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What raters of a project are asked for.
 *
 * @param answers of an item: 2 to compare, 3 to 8 to rank, 0 to write
 * @param top so many of the best must be ranked, the others may be left out; absent: all must
 * @param axes on which each answer may be scored
 * @param flags that may be set on an answer
 * @param comment whether the rater may write about the answers
 * @param correction whether the rater may write one of the answers as it should be
 * @param highlights reasons for which a part of an answer may be marked; empty: none may
 */
public record Form(
        Task task,
        int answers,
        @Nullable Integer top,
        List<Axis> axes,
        List<String> flags,
        boolean comment,
        boolean correction,
        List<String> highlights) {

    /** Two answers are compared, with a comment: what holds where nothing is said. */
    public static final Form PLAIN = new Form(Task.COMPARE, 2, null, List.of(), List.of(), true, false, List.of());

    public Form {
        axes = List.copyOf(axes);
        flags = List.copyOf(flags);
        highlights = List.copyOf(highlights);
    }

    /** The same, in which nobody writes an answer as it should be. */
    public Form withoutCorrection() {
        return new Form(task, answers, top, axes, flags, comment, false, highlights);
    }

    /** How many of {@code all} answers must be ranked. */
    public int mustRank(int all) {
        return top == null ? all : Math.min(top, all);
    }
}
