package dev.attune.feedback.review;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody holds to be wrong with an item. */
public record Flag(
        UUID id,
        Person by,
        FlagReason reason,
        @Schema(nullable = true) @Nullable String words,
        Instant flaggedAt,
        @Schema(nullable = true) @Nullable Instant decidedAt) {}
