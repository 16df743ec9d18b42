package dev.attune.feedback;

import java.time.Instant;
import java.util.UUID;

/** A rating that was stored together with its events. */
public record AcceptedRating(UUID ratingId, Instant undoUntil) {}
