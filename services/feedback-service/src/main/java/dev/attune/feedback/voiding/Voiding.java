package dev.attune.feedback.voiding;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All ratings of one person in a project since a time, being taken out or out.
 *
 * @param found ratings and skipped items that there were when it was asked for
 * @param voided those taken out so far
 * @param reopened items that want a rating again
 * @param reversal absent where it was not taken back
 */
public record Voiding(
        UUID id,
        String pseudonym,
        String name,
        String by,
        Instant since,
        String reason,
        long found,
        long voided,
        long reopened,
        Instant requestedAt,
        @Schema(nullable = true) @Nullable Instant finishedAt,
        @Schema(nullable = true) @Nullable Reversal reversal) {

    /**
     * The voiding taken back: its ratings count again where their items still want them. The words that came with them are gone.
     *
     * @param restored ratings and skips that count again so far
     * @param keptOut those whose items have enough ratings by now, are closed, or have another rating of the same person
     */
    public record Reversal(
            String by,
            String reason,
            Instant requestedAt,
            long restored,
            long keptOut,
            @Schema(nullable = true) @Nullable Instant finishedAt) {}
}
