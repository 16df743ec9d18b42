package dev.attune.policy.ground;

import java.util.List;
import java.util.Locale;

import dev.attune.contracts.event.Message;
import dev.attune.lm.error.CheckpointException;

/** Conversations as the bus says them, for a language model. */
public final class Conversations {

    private Conversations() {}

    /** The same turns as the language model's own record. */
    public static List<dev.attune.lm.text.Message> forModel(List<Message> conversation) {
        return conversation.stream()
                .map(message -> new dev.attune.lm.text.Message(message.role(), message.content()))
                .toList();
    }

    /** Why the model's template does not take a conversation, as the end of a sentence without a full stop. */
    public static String refusal(CheckpointException failure) {
        String why = String.valueOf(failure.getMessage());
        return why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1).replaceFirst("\\.$", "");
    }
}
