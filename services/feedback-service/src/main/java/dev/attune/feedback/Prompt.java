package dev.attune.feedback;

import java.util.List;
import java.util.UUID;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;

/**
 * A conversation of a project whose next answer is to be rated.
 *
 * @param fingerprint equal for equal conversations: a project holds each once
 */
public record Prompt(UUID id, UUID projectId, List<Message> messages, String fingerprint, Split split) {
    public Prompt {
        messages = List.copyOf(messages);
    }

    /** Whether anything may be learned from what people say of its answers. */
    public boolean teaches() {
        return split == Split.TRAIN;
    }
}
