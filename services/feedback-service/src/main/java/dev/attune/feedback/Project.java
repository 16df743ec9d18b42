package dev.attune.feedback;

import java.time.Instant;
import java.util.UUID;

/**
 * Prompts that are rated together under the same guidelines.
 *
 * @param ratingsPerItem how many people rate each pair of answers: never fewer, never more
 */
public record Project(UUID id, String name, String guidelines, int ratingsPerItem, Instant createdAt) {}
