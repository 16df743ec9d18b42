package dev.attune.lab.workbench;

import java.util.List;

import dev.attune.contracts.event.Message;

/** Who answers conversations. */
public interface Answerer {

    /**
     * Answers, in order; one that cannot be had does not stop the others.
     *
     * @param seeds one for each, with which an answer can be had again
     */
    List<Answer> answer(List<List<Message>> conversations, long[] seeds);
}
