package dev.attune.feedback.standing;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.attune.feedback.agreement.Figure;

/**
 * How one checkpoint stands.
 *
 * @param elo its rating by Bradley and Terry, with ties as Davidson has them and the left side's advantage taken off: in points of Elo's scale, with a mean
 *     of 0 in its group. The interval is the wider one of those that whole raters, and whole prompts, drawn again and again give
 * @param sameLength the same with the length of answers held equal; its interval takes raters and prompts for independent of each other
 * @param best how probable it is that it is the best of its group: the share of draws in which it is
 * @param ranks which ranks its interval allows, among all checkpoints of the project
 * @param votes what was said of its answers
 * @param winRate the share of wins in its votes, a tie being half a win; of votes that found both bad it knows nothing
 * @param bothBad the share of all its votes that found neither answer any good, with Wilson's interval
 */
public record CheckpointRating(
        String checkpoint,
        Figure elo,
        Figure sameLength,
        Figure best,
        Ranks ranks,
        Tally votes,
        Figure winRate,
        Figure bothBad) {

    /** From the best to the worst rank that is possible. */
    @Schema(name = "StandingRanks")
    public record Ranks(int best, int worst) {}

    /**
     * What was said.
     *
     * @param raters who said it
     * @param prompts on answers to which prompts
     */
    @Schema(name = "StandingTally")
    public record Tally(int wins, int ties, int losses, int bothBad, int raters, int prompts) {}
}
