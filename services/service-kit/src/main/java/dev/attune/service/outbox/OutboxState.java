package dev.attune.service.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox holds.
 *
 * @param waiting events that the bus has not acknowledged yet
 * @param waitingSince when the oldest of them was added
 * @param sent events that are kept so that they can be sent again
 * @param setApart how many events can never be sent as they are
 * @param examples the first of these
 */
public record OutboxState(
        long waiting,
        @Schema(nullable = true) @Nullable Instant waitingSince,
        long sent,
        long setApart,
        List<SetApart> examples) {

    public OutboxState {
        examples = List.copyOf(examples);
    }

    /** An event that can never be sent as it is, and why. */
    public record SetApart(
            UUID id,
            String type,
            @Schema(nullable = true) @Nullable String key,
            String reason,
            Instant addedAt) {}
}
