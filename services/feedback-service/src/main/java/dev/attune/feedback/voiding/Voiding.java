package dev.attune.feedback.voiding;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All ratings of one person in a project since a time, being taken out or out.
 *
 * @param found ratings and skipped items that there were when it was asked for
 * @param voided those taken out so far
 * @param reopened items that want a rating again
 */
public record Voiding(
        UUID id,
        String pseudonym,
        String name,
        String by,
        Instant since,
        String reason,
        long found,
        long voided,
        long reopened,
        Instant requestedAt,
        @Schema(nullable = true) @Nullable Instant finishedAt) {}
