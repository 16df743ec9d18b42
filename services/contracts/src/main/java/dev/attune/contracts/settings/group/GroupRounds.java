package dev.attune.contracts.settings.group;

import dev.attune.contracts.error.Require;

/**
 * How much a group method samples and how often it learns from it.
 *
 * @param samplingRounds how often at most prompts are drawn for an update, until enough of them have answers of different
 *     rewards (DAPO's dynamic sampling); 1 keeps the prompts of the first draw, whatever their rewards
 * @param updates rollout-and-optimise rounds
 * @param prompts of each round
 * @param answers to each prompt
 * @param epochs passes over each round's answers
 * @param minibatch answers per optimiser step
 * @param microBatch answers of one pass at the most, which bounds memory and changes no result; 0 for any number
 */
public record GroupRounds(
        int samplingRounds, int updates, int prompts, int answers, int epochs, int minibatch, int microBatch) {

    private static final int UPDATES = 20;
    private static final int PROMPTS = 8;
    private static final int ANSWERS = 8;
    private static final int EPOCHS = 1;
    private static final int MINIBATCH = 32;
    private static final int ANY_NUMBER = 0;

    public GroupRounds {
        Require.that(samplingRounds > 0, "samplingRounds must be positive but is " + samplingRounds);
        Require.that(updates > 0, "updates must be positive but is " + updates);
        Require.that(prompts > 0, "prompts must be positive but is " + prompts);
        Require.that(
                answers > 1,
                "answers must be at least 2 but is " + answers + ": an answer is compared with others to its prompt");
        Require.that(epochs > 0, "epochs must be positive but is " + epochs);
        Require.that(
                minibatch > 0 && minibatch <= prompts * answers,
                "minibatch must lie between 1 and prompts x answers but is " + minibatch);
        Require.that(microBatch >= 0, "microBatch must not be negative but is " + microBatch);
    }

    static GroupRounds sampling(int rounds) {
        return new GroupRounds(rounds, UPDATES, PROMPTS, ANSWERS, EPOCHS, MINIBATCH, ANY_NUMBER);
    }
}
