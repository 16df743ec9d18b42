package dev.attune.feedback.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.review.ReviewState;

/**
 * One's own rating, with the answers as they stood on the screen.
 *
 * @param version one more with each revision; a revision names the one that it changes
 * @param changeable whether it may be revised
 * @param undoUntil until when it may be taken back without a reason
 * @param decided what a reviewer said of it, LEFT being what stood on the left here
 * @param unseen notes of reviewers that its person has not seen
 */
public record OwnRating(
        UUID id,
        UUID itemId,
        UUID projectId,
        String project,
        List<Message> prompt,
        List<String> answers,
        Verdict verdict,
        int strength,
        @Schema(nullable = true) @Nullable String comment,
        Instant ratedAt,
        @Schema(nullable = true) @Nullable Instant revisedAt,
        int version,
        RatingState state,
        ReviewState review,
        boolean changeable,
        Instant undoUntil,
        @Schema(nullable = true) @Nullable Decided decided,
        int notes,
        int unseen) {
    public OwnRating {
        prompt = List.copyOf(prompt);
        answers = List.copyOf(answers);
    }

    /** A reviewer's verdict. */
    public record Decided(
            Verdict verdict,
            int strength,
            @Schema(nullable = true) @Nullable String comment) {}
}
