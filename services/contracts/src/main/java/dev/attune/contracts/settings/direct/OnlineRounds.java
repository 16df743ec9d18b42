package dev.attune.contracts.settings.direct;

import dev.attune.contracts.error.Require;

/**
 * How much is sampled and judged.
 *
 * @param updates rounds of sampling, judging and one optimiser step
 * @param prompts of each round
 * @param passTokens a round's pairs are cut into passes of at most so many tokens (or one pair)
 */
public record OnlineRounds(int updates, int prompts, int passTokens) {

    private static final int UPDATES = 20;
    private static final int PROMPTS = 32;

    public OnlineRounds {
        Require.that(updates > 0, "updates must be positive but is " + updates);
        Require.that(prompts > 0, "prompts must be positive but is " + prompts);
        Require.that(passTokens > 0, "passTokens must be positive but is " + passTokens);
    }

    public static OnlineRounds defaults() {
        return new OnlineRounds(UPDATES, PROMPTS, PreferenceBatches.PASS_TOKENS);
    }
}
