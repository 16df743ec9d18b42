package dev.attune.feedback.rest.playground;

import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.feedback.playground.Comparison;
import dev.attune.feedback.playground.Seat;

/** What a person is told of a comparison: while it is blind, nothing of the models. */
final class Told {

    private Told() {}

    /**
     * A comparison.
     *
     * @param ratingId of its verdict
     */
    @Schema(name = "PlaygroundComparison")
    record Both(
            UUID id,
            UUID projectId,
            List<Message> messages,
            boolean blind,
            Sided left,
            Sided right,

            @Schema(nullable = true) @Nullable UUID ratingId) {

        static Both of(Comparison comparison) {
            return new Both(
                    comparison.id(),
                    comparison.projectId(),
                    comparison.messages(),
                    comparison.blind(),
                    Sided.of(comparison.left(), comparison.named()),
                    Sided.of(comparison.right(), comparison.named()),
                    comparison.ratingId());
        }
    }

    /**
     * One of its sides.
     *
     * @param answer absent until it is complete
     * @param finishReason {@code stop} when the model ended the answer, {@code length} when it was cut
     * @param model what was asked for; absent while the comparison is blind
     * @param checkpointId what answered; absent while the comparison is blind, or until the answer is complete
     */
    @Schema(name = "PlaygroundSide")
    record Sided(
            @Schema(nullable = true) @Nullable String answer,
            @Schema(nullable = true) @Nullable String finishReason,
            @Schema(nullable = true) @Nullable String model,
            @Schema(nullable = true) @Nullable String checkpointId,
            long seed) {

        private static Sided of(Seat seat, boolean named) {
            Candidate answer = seat.answer();
            return new Sided(
                    answer == null ? null : answer.text(),
                    answer == null ? null : answer.finishReason(),
                    named ? seat.model() : null,
                    named && answer != null ? answer.checkpointId() : null,
                    seat.sampling().seed());
        }
    }
}
