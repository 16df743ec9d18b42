package dev.attune.policy.data;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;

/**
 * A conversation as it should go; the assistant's turns are what is learned.
 *
 * @param place where it comes from, such as {@code line 2 of talks.jsonl}, to be named by
 * @param task what the task that it shows is called, if it says so
 */
public record Demonstration(
        List<Message> conversation, String place, @Nullable String task) {

    public Demonstration {
        conversation = List.copyOf(conversation);
        if (conversation.isEmpty() || !conversation.getLast().role().equals("assistant")) {
            throw new IllegalArgumentException("the last message must be the assistant's answer");
        }
        if (conversation.size() == 1) {
            throw new IllegalArgumentException("a message must come before the assistant's answer");
        }
    }

    /** One that names no task. */
    public Demonstration(List<Message> conversation, String place) {
        this(conversation, place, null);
    }

    /** One from nowhere in particular. */
    public Demonstration(List<Message> conversation) {
        this(conversation, "a demonstration");
    }

    /** One question with one answer. */
    public static Demonstration of(String prompt, String answer) {
        return new Demonstration(List.of(Message.user(prompt), Message.assistant(answer)));
    }
}
