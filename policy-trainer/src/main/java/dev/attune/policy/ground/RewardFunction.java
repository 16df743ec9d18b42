package dev.attune.policy.ground;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.attune.contracts.event.Message;

/** Says how good answers are: a reward model, a rule over the text, a program, or a sum of such. */
@FunctionalInterface
public interface RewardFunction {

    /**
     * What answers are worth, and of what that is made.
     *
     * @param totals one for each answer, NaN for an answer that cannot be scored
     * @param parts the same of each part by its name, before its weight; empty where there are none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Scores(float[] totals, SortedMap<String, float[]> parts) {}

    /**
     * One reward for each prompt and answer, in order; larger is better. NaN says that the answer cannot be scored: it is then
     * left out of what is learned, which a reward of 0 would not do. Never infinite.
     */
    float[] score(List<List<Message>> prompts, List<String> answers);

    /** As {@link #score}, with the parts of a sum. */
    default Scores scored(List<List<Message>> prompts, List<String> answers) {
        return new Scores(score(prompts, answers), new TreeMap<>());
    }
}
