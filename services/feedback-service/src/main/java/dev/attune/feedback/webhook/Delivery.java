package dev.attune.feedback.webhook;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An event that is to be sent to a webhook, or was.
 *
 * @param attempts so far
 * @param nextAt when it is tried next; absent when it was delivered or given up
 * @param lastStatus what the other side answered last; absent when it did not
 * @param lastError why the last attempt failed, as a sentence; absent when it did not
 */
public record Delivery(
        UUID id,
        String type,
        Instant happenedAt,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable Instant triedAt,
        @Nullable Instant deliveredAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError) {}
