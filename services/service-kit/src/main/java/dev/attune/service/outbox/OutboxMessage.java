package dev.attune.service.outbox;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What is read of a row to send it. */
record OutboxMessage(
        UUID id,
        String type,
        @Nullable String key,
        String payload,
        Instant createdAt,
        @Nullable String traceParent,
        @Nullable String traceState) {}
