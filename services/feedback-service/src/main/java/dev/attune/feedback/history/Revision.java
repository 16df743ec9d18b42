package dev.attune.feedback.history;

import java.time.Instant;
import java.util.UUID;

/** A rating that was revised. */
public record Revision(UUID ratingId, int version, Instant revisedAt) {}
