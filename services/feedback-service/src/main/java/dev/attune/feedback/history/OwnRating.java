package dev.attune.feedback.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.review.ReviewState;

/**
 * One's own rating, with the answers as they stood on the screen, by which everything else counts them.
 *
 * @param images of each answer
 * @param ranking the best group of positions first
 * @param remarks on each answer; empty: none were made
 * @param correctedPosition of the answer that was corrected
 * @param version one more with each revision; a revision names the one that it changes
 * @param changeable whether it may be revised
 * @param undoUntil until when it may be taken back without a reason
 * @param decided what a reviewer said of it
 * @param refused why a reviewer did not take the answer that was written
 * @param unseen notes of reviewers that its person has not seen
 */
public record OwnRating(
        UUID id,
        UUID itemId,
        UUID projectId,
        String project,
        List<Message> prompt,
        Form form,
        List<String> answers,
        List<List<Message.Image>> images,
        Verdict verdict,
        int strength,
        @Schema(nullable = true) @Nullable String comment,
        List<List<Integer>> ranking,
        List<Remarks> remarks,
        @Schema(nullable = true) @Nullable Integer correctedPosition,
        @Schema(nullable = true) @Nullable String correction,
        @Schema(nullable = true) @Nullable String demonstration,
        Instant ratedAt,
        @Schema(nullable = true) @Nullable Instant revisedAt,
        int version,
        RatingState state,
        ReviewState review,
        boolean changeable,
        Instant undoUntil,
        @Schema(nullable = true) @Nullable Decided decided,
        @Schema(nullable = true) @Nullable String refused,
        int notes,
        int unseen) {
    public OwnRating {
        prompt = List.copyOf(prompt);
        answers = List.copyOf(answers);
        images = List.copyOf(images);
        ranking = List.copyOf(ranking);
        remarks = List.copyOf(remarks);
    }

    /**
     * A reviewer's verdict.
     *
     * @param accepted of written answers: whether it is this one
     * @param demonstration the answer that was accepted, where the reviewer changed it
     */
    public record Decided(
            Verdict verdict,
            int strength,
            List<List<Integer>> ranking,
            @Schema(nullable = true) @Nullable String comment,
            @Schema(nullable = true) @Nullable Boolean accepted,
            @Schema(nullable = true) @Nullable String demonstration) {
        public Decided {
            ranking = List.copyOf(ranking);
        }
    }
}
