package dev.attune.policy.ground;

import java.util.List;

import dev.attune.contracts.event.Message;

/** Conversations as the bus says them, for a language model. */
public final class Conversations {

    private Conversations() {}

    /** The same turns as the language model's own record. */
    public static List<dev.attune.lm.text.Message> forModel(List<Message> conversation) {
        return conversation.stream()
                .map(message -> new dev.attune.lm.text.Message(message.role(), message.content()))
                .toList();
    }
}
