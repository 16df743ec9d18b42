package dev.attune.feedback.rater;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step that was taken about a rater.
 *
 * @param rater pseudonym
 * @param signals what spoke for it
 * @param by who took it; absent: the service itself, which goes no further than a warning
 * @param seenAt when the rater read it
 * @param answer what the rater answered
 */
public record RaterStep(
        UUID id,
        String rater,
        RaterState before,
        RaterState state,
        @Schema(nullable = true) @Nullable String reason,
        List<Signal> signals,
        @Schema(nullable = true) @Nullable String by,
        Instant takenAt,
        @Schema(nullable = true) @Nullable Instant seenAt,
        @Schema(nullable = true) @Nullable String answer,
        @Schema(nullable = true) @Nullable Instant answeredAt) {
    public RaterStep {
        signals = List.copyOf(signals);
    }
}
