package dev.attune.feedback.export;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Split;

/**
 * What of a project is exported.
 *
 * @param split whose prompts: one file never holds both
 * @param open also items that want more ratings, by what they have so far
 * @param undecided also ties and pairs of two bad answers, in the forms that can say so
 * @param since only what was rated, or added where nothing is rated, at that time or later
 */
public record ExportFilter(
        Split split,
        boolean open,
        boolean undecided,
        @Nullable Instant since) {

    /** Settled items of the prompts to learn from. */
    public static ExportFilter usual() {
        return new ExportFilter(Split.TRAIN, false, false, null);
    }

    /** The same for the prompts of another split. */
    public ExportFilter of(Split other) {
        return new ExportFilter(other, open, undecided, since);
    }
}
