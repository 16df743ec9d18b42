package dev.attune.feedback;

import java.util.List;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.need.Wanted;

/**
 * A conversation whose next answer is to be rated.
 *
 * @param answers that came with it; none: the ring is asked for some
 * @param wanted who is to rate the answers, and how soon
 */
public record NewPrompt(List<Message> messages, Split split, List<String> answers, Wanted wanted) {
    public NewPrompt {
        messages = List.copyOf(messages);
        answers = List.copyOf(answers);
    }

    /** One without answers. */
    public NewPrompt(List<Message> messages, Split split) {
        this(messages, split, List.of(), Wanted.USUAL);
    }
}
