package dev.attune.feedback;

import java.util.List;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Split;

/** A conversation whose next answer is to be rated. */
public record NewPrompt(List<Message> messages, Split split) {
    public NewPrompt {
        messages = List.copyOf(messages);
    }
}
