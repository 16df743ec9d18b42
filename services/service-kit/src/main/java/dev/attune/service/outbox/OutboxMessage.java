package dev.attune.service.outbox;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is read of a row to send it.
 *
 * @param position as the database has numbered it; 0 of one that is not written yet
 */
record OutboxMessage(
        long position,
        UUID id,
        String type,
        @Nullable String key,
        String payload,
        Instant createdAt,
        @Nullable String traceParent,
        @Nullable String traceState) {}
