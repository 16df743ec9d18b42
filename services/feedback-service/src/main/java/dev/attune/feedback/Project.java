package dev.attune.feedback;

import java.time.Instant;
import java.util.UUID;

/**
 * Prompts that are rated together under the same guidelines.
 *
 * @param guidelinesVersion from 1, one more whenever the guidelines change
 * @param ratingsPerItem how many people rate each pair of answers that comes from now on: never fewer, never more
 */
public record Project(
        UUID id,
        String name,
        String guidelines,
        int guidelinesVersion,
        int ratingsPerItem,
        Annotators annotators,
        Instant createdAt) {}
