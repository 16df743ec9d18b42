package dev.attune.feedback.snapshot;

import java.time.Instant;
import java.util.UUID;

/**
 * A project's data in one form as it was at a moment, kept in the store of artifacts as {@code data.jsonl} with its manifest.
 *
 * @param form as exports name it
 * @param sha256 of the artifact: what a run is given as {@code dataSha256}
 * @param madeAt when it was made last: the same data is the same snapshot
 */
public record DataSnapshot(
        UUID id, UUID projectId, String form, String sha256, long rows, long bytes, Instant madeAt) {}
