package dev.attune.feedback.standing;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.agreement.Figure;

/**
 * What one checkpoint has against another.
 *
 * @param wins of the first, wherever its answer stood
 * @param losses of the first
 * @param bothBad votes that found neither any good; none of the others
 * @param winRate the share of wins of the first, a tie being half a win
 * @param lead of the first, in points of Elo's scale, by all votes of the group, with the interval of resampled raters or prompts
 * @param shownLeft how often the first one stood on the left; near one half where sides were drawn
 * @param anytime what holds however often one looks
 */
public record CheckpointPair(
        String first,
        String second,
        int wins,
        int ties,
        int losses,
        int bothBad,
        Figure winRate,
        Figure lead,
        Figure shownLeft,
        AnytimeShare anytime) {

    /**
     * The interval of the first one's win rate over raters, which holds at all times together, for all pairs together, with a probability of 0.95.
     *
     * @param raters who have voted often enough on this pair to be counted
     * @param clear whether one half lies outside: one of the two is better, and looking again and again did not make it seem so
     * @param undefined why there is none, such as TOO_FEW; absent where there is
     */
    @Schema(name = "AnytimeShare")
    public record AnytimeShare(
            @Schema(nullable = true) @Nullable Double low,
            @Schema(nullable = true) @Nullable Double high,
            int raters,
            boolean clear,
            @Schema(nullable = true) @Nullable String undefined) {}
}
