package dev.attune.policy;

import dev.attune.contracts.event.Message;
import java.util.List;

/** Says how good answers are: a reward model, or any rule over the text. */
@FunctionalInterface
public interface RewardFunction {

    /** One finite reward for each prompt and answer, in order; larger is better. */
    float[] score(List<List<Message>> prompts, List<String> answers);
}
