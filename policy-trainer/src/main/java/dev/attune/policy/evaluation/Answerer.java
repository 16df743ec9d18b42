package dev.attune.policy.evaluation;

import java.util.List;

import dev.attune.contracts.event.Message;

/** A checkpoint that answers prompts. */
@FunctionalInterface
public interface Answerer {

    /**
     * One answer for each prompt, in order.
     *
     * @param seeds one for each prompt: equal seeds give equal answers
     */
    List<String> answer(List<List<Message>> prompts, long[] seeds);
}
