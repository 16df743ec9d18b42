package dev.attune.policy.rollout;

import dev.attune.contracts.settings.AnswerSettings;

/**
 * What is sampled for one update.
 *
 * @param prompts of the update
 * @param answers to each prompt
 * @param rounds how often at most prompts are drawn until enough of them have answers of different rewards; 1 keeps the first
 * @param rows answers of one pass at the most, which bounds memory and changes no result
 * @param sampling of each answer
 * @param seed of prompts and answers
 */
public record SamplingPlan(int prompts, int answers, int rounds, int rows, AnswerSettings sampling, long seed) {

    /** One answer to each prompt. */
    public static SamplingPlan oneAnswer(int prompts, int rows, AnswerSettings sampling, long seed) {
        return new SamplingPlan(prompts, 1, 1, rows, sampling, seed);
    }
}
