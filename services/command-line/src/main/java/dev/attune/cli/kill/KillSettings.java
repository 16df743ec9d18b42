package dev.attune.cli.kill;

import java.time.Duration;

import dev.attune.contracts.error.ErrorCategory;

/**
 * How hard the bench is.
 *
 * @param kills in all
 * @param raters simulated raters that work at the same time
 * @param think a rater's pause between two ratings
 * @param seed of the moments of the kills
 */
public record KillSettings(int kills, int raters, Duration think, long seed) {
    public KillSettings {
        require(kills >= 1 && kills <= 1000, "--kills must lie between 1 and 1000 but is " + kills);
        require(raters >= 1 && raters <= 32, "--raters must lie between 1 and 32 but is " + raters);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw ErrorCategory.CALLER.error("bad-option", sentence + ".");
        }
    }
}
