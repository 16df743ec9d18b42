package dev.attune.contracts.event;

import java.util.List;
import java.util.stream.Collectors;

import dev.attune.contracts.error.Require;

/** One turn of a conversation; {@code role} is {@code system}, {@code user} or {@code assistant}. */
public record Message(String role, String content) {

    private static final List<String> ROLES = List.of("system", "user", "assistant");

    public Message {
        Require.that(ROLES.contains(role), "role must be one of " + ROLES + " but is " + role);
        Require.present(content, "content");
    }

    public static Message user(String content) {
        return new Message("user", content);
    }

    public static Message assistant(String content) {
        return new Message("assistant", content);
    }

    /** The conversation as readable text, one turn per line. */
    public static String readable(List<Message> conversation) {
        return conversation.stream()
                .map(message -> message.role() + ": " + message.content())
                .collect(Collectors.joining("\n"));
    }
}
