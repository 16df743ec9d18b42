package dev.attune.feedback.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.contracts.event.part.Verdict;

/**
 * One person's verdict beside others': LEFT is the item's first answer, whichever side it stood on.
 *
 * @param ratingId of an adjudication: its own
 * @param ranking the best group of answers first
 * @param remarks on each answer; empty: none were made
 * @param corrected the answer that was corrected
 * @param accepted of an adjudication: the rating whose written answer it takes
 * @param refused why a reviewer did not take the written answer
 * @param wasLeft whether the item's first answer stood on the left when it was rated
 */
public record Opinion(
        UUID ratingId,
        Person by,
        Verdict verdict,
        int strength,
        boolean wasLeft,
        List<List<Integer>> ranking,
        List<Remarks> remarks,
        @Schema(nullable = true) @Nullable Integer corrected,
        @Schema(nullable = true) @Nullable String correction,
        @Schema(nullable = true) @Nullable String demonstration,
        long dwellMillis,
        @Schema(nullable = true) @Nullable String comment,
        Instant at,
        @Schema(nullable = true) @Nullable Instant revisedAt,
        @Schema(nullable = true) @Nullable UUID accepted,
        @Schema(nullable = true) @Nullable String refused) {
    public Opinion {
        ranking = List.copyOf(ranking);
        remarks = List.copyOf(remarks);
    }
}
