package dev.attune.feedback.standing;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How the checkpoints of a project stand. The same votes give the same figures, whichever instance computes them.
 *
 * @param votes comparisons of two checkpoints' answers; a ranking is one for each two answers that it compares
 * @param raters who gave them
 * @param prompts whose answers they compare
 * @param lastAt when the last of them was given or revised; absent without a vote
 * @param cut whether there are older votes that were not read: then no anytime interval holds, as its beginning is lost
 * @param leftOut what is no vote between two checkpoints
 * @param groups of checkpoints that compare, those with the most votes first; there is no lead between two groups
 * @param apart why there is none, for each two groups
 * @param pairs of checkpoints that were compared at least once
 * @param window of each rater so many first votes on a pair are one score of its anytime interval
 */
public record ProjectStanding(
        int votes,
        int raters,
        int prompts,
        @Schema(nullable = true) @Nullable Instant lastAt,
        boolean cut,
        LeftOut leftOut,
        List<StandingGroup> groups,
        List<Apart> apart,
        List<CheckpointPair> pairs,
        int window) {
    public ProjectStanding {
        groups = List.copyOf(groups);
        apart = List.copyOf(apart);
        pairs = List.copyOf(pairs);
    }

    /**
     * What was rated and says nothing of two checkpoints.
     *
     * @param byHand comparisons with an answer that no checkpoint made as it stands: a person wrote or changed it, or it was imported
     * @param sameCheckpoint comparisons of two answers of one checkpoint
     * @param checkpoints the fewest votes are theirs, and they are too many to be shown beside each other
     */
    @Schema(name = "StandingLeftOut")
    public record LeftOut(int byHand, int sameCheckpoint, int checkpoints) {}

    /**
     * That there is no lead between two groups.
     *
     * @param group its place among the groups, from 0
     * @param other the other one's place
     * @param reason NOT_CONNECTED: no chain of votes joins them; NEVER_LOST: {@code ahead} never lost to the other one
     * @param ahead the place of the one that is ahead by no finite lead; absent where nothing joins them
     */
    @Schema(name = "StandingApart")
    public record Apart(
            int group,
            int other,
            String reason,
            @Schema(nullable = true) @Nullable Integer ahead) {}
}
