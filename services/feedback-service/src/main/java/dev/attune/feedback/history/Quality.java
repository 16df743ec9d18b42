package dev.attune.feedback.history;

import java.time.LocalDate;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How one's own ratings are, for oneself.
 *
 * @param days those of the last thirty with ratings, oldest first, by UTC
 * @param medianSeconds from seeing a pair to rating it; absent without ratings
 * @param leftShare of the verdicts for one answer, how many were for the left one: near a half when sides do not matter
 * @param others beside other people's ratings of the same, complete items
 * @param reviewers beside reviewers' verdicts
 */
public record Quality(
        long ratings,
        long skipped,
        List<Day> days,
        @Schema(nullable = true) @Nullable Double medianSeconds,
        @Schema(nullable = true) @Nullable Double leftShare,
        Agreement others,
        Agreement reviewers) {
    public Quality {
        days = List.copyOf(days);
    }

    /** Ratings of a day. */
    public record Day(LocalDate day, long ratings) {}
}
