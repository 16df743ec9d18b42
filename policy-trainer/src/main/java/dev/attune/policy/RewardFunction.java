package dev.attune.policy;

import java.util.List;

import dev.attune.contracts.event.Message;

/** Says how good answers are: a reward model, or any rule over the text. */
@FunctionalInterface
public interface RewardFunction {

    /** One finite reward for each prompt and answer, in order; larger is better. */
    float[] score(List<List<Message>> prompts, List<String> answers);
}
