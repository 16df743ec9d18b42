package dev.attune.feedback.check;

import java.util.List;

import dev.attune.contracts.event.Message;

/**
 * A pair whose better answer is known beforehand.
 *
 * @param kind {@link CheckKind#GOLD}, or {@link CheckKind#ATTENTION} where the texts say which one to take
 */
public record NewGold(CheckKind kind, List<Message> messages, String better, String worse) {
    public NewGold {
        messages = List.copyOf(messages);
    }
}
