package dev.attune.feedback.standing;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.agreement.Figure;

/**
 * Checkpoints that compare: from each to each other leads a chain of wins or ties.
 *
 * @param checkpoints best first
 * @param undefined why they have no ratings, such as ALL_TIES, or NOTHING for one that is alone; absent where they have
 * @param votes between them, without those that found both bad
 * @param fewRaters whether so few raters voted that intervals over raters are by bootstrap-t, and rest on little
 * @param fewPrompts the same of prompts
 * @param left of two equally good answers, how often the one that stood on the left (in a ranking: earlier) was preferred; 0.5 is no advantage
 * @param longer of two otherwise equally good answers, how often one of twice the length was preferred
 * @param turning what turns first and second; absent in a group without ratings
 */
public record StandingGroup(
        List<CheckpointRating> checkpoints,
        @Schema(nullable = true) @Nullable String undefined,
        int votes,
        int raters,
        int prompts,
        boolean fewRaters,
        boolean fewPrompts,
        Figure left,
        Figure longer,
        @Schema(nullable = true) @Nullable Turning turning) {
    public StandingGroup {
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * The first and the second of a group, and how little would make it the other way round. The numbers are the smallest that were found; fewer could do.
     *
     * @param lead of the first, in points of Elo's scale
     * @param removed so many votes taken away turn it; absent where none that were tried do
     * @param flipped so many votes given to the other one turn it; absent likewise
     * @param raters without so many raters it turns; absent likewise
     */
    @Schema(name = "StandingTurning")
    public record Turning(
            String first,
            String second,
            Figure lead,
            @Schema(nullable = true) @Nullable Integer removed,
            @Schema(nullable = true) @Nullable Integer flipped,
            @Schema(nullable = true) @Nullable Integer raters) {}
}
