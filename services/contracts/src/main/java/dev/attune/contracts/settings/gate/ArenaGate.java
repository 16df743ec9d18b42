package dev.attune.contracts.settings.gate;

import dev.attune.contracts.error.Require;

/**
 * A batch of pairs in the project's queue, new against served, on held-out prompts: people rate them blind, among all others.
 *
 * @param prompts at the most, each answered once by both
 * @param ratingsEach how many people rate each pair
 * @param leastRaters below so many different people nothing can be concluded
 * @param atLeast what the lower bound of the win rate's 95 % interval must reach, in (0, 1)
 * @param maxHours after which it is concluded from the ratings that there are
 */
public record ArenaGate(int prompts, int ratingsEach, int leastRaters, double atLeast, int maxHours) {

    private static final int MOST_RATINGS = 20;

    /** Four weeks: a candidate that waits longer is stale. */
    private static final int LONGEST = 672;

    public ArenaGate {
        GatePolicy.requirePrompts("arena", prompts);
        Require.that(
                ratingsEach > 0 && ratingsEach <= MOST_RATINGS,
                "arena.ratingsEach must lie between 1 and " + MOST_RATINGS + " but is " + ratingsEach);
        Require.that(leastRaters > 0, "arena.leastRaters must be positive but is " + leastRaters);
        Require.that(
                (long) leastRaters <= (long) prompts * ratingsEach,
                "arena asks for " + leastRaters + " raters but for " + prompts * (long) ratingsEach
                        + " ratings only, so it can never be concluded; lower leastRaters");
        Require.that(atLeast > 0 && atLeast < 1, "arena.atLeast must lie between 0 and 1 but is " + atLeast);
        Require.that(
                maxHours > 0 && maxHours <= LONGEST,
                "arena.maxHours must lie between 1 and " + LONGEST + " but is " + maxHours);
    }
}
