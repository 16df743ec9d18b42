package dev.attune.preference.pair;

import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.Message;

/**
 * An answer that people found good or bad by itself, compared with no other.
 *
 * @param prompt the conversation before the answer
 * @param place where it comes from, such as {@code line 2 of labels.jsonl}, to be named by
 */
public record LabelledAnswer(List<Message> prompt, String text, boolean good, String place) {

    public LabelledAnswer {
        prompt = Require.copy(prompt);
        Require.that(!prompt.isEmpty(), "prompt has no message");
        Require.that(
                !prompt.getLast().role().equals("assistant"),
                "the prompt ends with the assistant's turn, which the answer would have to continue");
        Require.present(text, "text");
    }

    /** The same answer from a place that can be named. */
    public LabelledAnswer at(String known) {
        return new LabelledAnswer(prompt, text, good, known);
    }
}
