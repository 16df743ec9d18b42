package dev.attune.feedback.review;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Verdict;

/**
 * One person's verdict beside others': LEFT is the item's first answer, whichever side it stood on.
 *
 * @param ratingId of an adjudication: its own
 * @param wasLeft whether the item's first answer stood on the left when it was rated
 */
public record Opinion(
        UUID ratingId,
        Person by,
        Verdict verdict,
        int strength,
        boolean wasLeft,
        long dwellMillis,
        @Schema(nullable = true) @Nullable String comment,
        Instant at,
        @Schema(nullable = true) @Nullable Instant revisedAt) {}
