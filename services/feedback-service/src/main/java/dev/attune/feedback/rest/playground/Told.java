package dev.attune.feedback.rest.playground;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.playground.Comparison;
import dev.attune.feedback.playground.Comparison.Given;
import dev.attune.feedback.playground.Seat;

/** What a person is told of a comparison: while it is blind, nothing of the models. */
final class Told {

    private Told() {}

    /**
     * A comparison.
     *
     * @param ratingId of its verdict, as long as that is not taken back
     * @param verdict with its strength: what the person said
     * @param undoUntil the verdict may be taken back without a reason
     */
    @Schema(name = "PlaygroundComparison")
    record Both(
            UUID id,
            UUID projectId,
            List<Message> messages,
            boolean blind,
            Sided left,
            Sided right,

            @Schema(nullable = true) @Nullable UUID ratingId,
            @Schema(nullable = true) @Nullable Verdict verdict,
            @Schema(nullable = true) @Nullable Integer strength,
            @Schema(nullable = true) @Nullable Instant undoUntil) {

        static Both of(Comparison comparison, @Nullable Instant undoUntil) {
            Given given = comparison.given();
            return new Both(
                    comparison.id(),
                    comparison.projectId(),
                    comparison.messages(),
                    comparison.blind(),
                    Sided.of(comparison.left(), comparison.named()),
                    Sided.of(comparison.right(), comparison.named()),
                    given == null ? null : given.ratingId(),
                    given == null ? null : given.verdict(),
                    given == null ? null : given.strength(),
                    undoUntil);
        }
    }

    /**
     * One of several.
     *
     * @param question the last turn, cut when it is long
     * @param answered whether both answers are complete
     */
    @Schema(name = "PlaygroundSummary")
    record Brief(
            UUID id,
            UUID projectId,
            String question,
            boolean answered,

            @Schema(nullable = true) @Nullable String left,
            @Schema(nullable = true) @Nullable String right,
            @Schema(nullable = true) @Nullable Verdict verdict,
            @Schema(nullable = true) @Nullable Integer strength) {

        private static final int LONGEST_QUESTION = 200;

        static Brief of(Comparison comparison) {
            Given given = comparison.given();
            String question = comparison.messages().getLast().content();
            return new Brief(
                    comparison.id(),
                    comparison.projectId(),
                    question.codePointCount(0, question.length()) <= LONGEST_QUESTION
                            ? question
                            : question.substring(0, question.offsetByCodePoints(0, LONGEST_QUESTION)) + "…",
                    comparison.left().answer() != null && comparison.right().answer() != null,
                    comparison.named() ? comparison.left().model() : null,
                    comparison.named() ? comparison.right().model() : null,
                    given == null ? null : given.verdict(),
                    given == null ? null : given.strength());
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
