package dev.attune.feedback.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An address to which a project's events are sent.
 *
 * @param events names such as {@code rating.given}
 * @param disabledAt since when nothing is sent there, nor kept to be sent; absent while it is on
 * @param disabledBecause why, as a sentence
 */
public record Webhook(
        UUID id,
        UUID projectId,
        String url,
        List<String> events,
        Instant createdAt,
        @Nullable Instant disabledAt,
        @Nullable String disabledBecause) {
    public Webhook {
        events = List.copyOf(events);
    }
}
