package dev.attune.feedback;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Prompts that are rated together under the same guidelines.
 *
 * @param guidelinesVersion from 1, one more whenever the guidelines change
 * @param ratingsPerItem how many people rate each pair of answers that comes from now on: never fewer, never more
 * @param archivedAt since when nothing of it is handed out; absent: it is
 */
public record Project(
        UUID id,
        String name,
        String guidelines,
        int guidelinesVersion,
        int ratingsPerItem,
        Annotators annotators,
        Instant createdAt,
        @Nullable Instant archivedAt) {}
