package dev.attune.feedback.review;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer and a rater write to each other about an item.
 *
 * @param rater pseudonym of the one with whom it is written about
 * @param seenAt when the other side had it on the screen
 */
public record Note(
        UUID id,
        String rater,
        Person author,
        String text,
        Instant writtenAt,
        @Schema(nullable = true) @Nullable Instant seenAt) {}
