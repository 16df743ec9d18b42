package dev.attune.contracts.settings.ppo;

import dev.attune.contracts.error.Require;

/**
 * How much PPO samples and how often it learns from it.
 *
 * @param updates rollout-and-optimise rounds
 * @param rolloutBatch answers sampled in each round
 * @param epochs passes over each round's answers
 * @param minibatch answers per optimiser step
 */
public record PpoRounds(int updates, int rolloutBatch, int epochs, int minibatch) {

    private static final int UPDATES = 20;
    private static final int ROLLOUT_BATCH = 32;
    private static final int EPOCHS = 4;
    private static final int MINIBATCH = 8;

    public PpoRounds {
        Require.that(updates > 0, "updates must be positive but is " + updates);
        Require.that(rolloutBatch > 0, "rolloutBatch must be positive but is " + rolloutBatch);
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(
                minibatch > 0 && minibatch <= rolloutBatch,
                "minibatch must lie between 1 and rolloutBatch but is " + minibatch);
    }

    public static PpoRounds defaults() {
        return new PpoRounds(UPDATES, ROLLOUT_BATCH, EPOCHS, MINIBATCH);
    }
}
