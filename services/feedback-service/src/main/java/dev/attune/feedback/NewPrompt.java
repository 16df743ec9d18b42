package dev.attune.feedback;

import java.util.List;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Split;

/**
 * A conversation whose next answer is to be rated.
 *
 * @param answers that came with it; none: the ring is asked for some
 */
public record NewPrompt(List<Message> messages, Split split, List<String> answers) {
    public NewPrompt {
        messages = List.copyOf(messages);
        answers = List.copyOf(answers);
    }

    /** One without answers. */
    public NewPrompt(List<Message> messages, Split split) {
        this(messages, split, List.of());
    }
}
