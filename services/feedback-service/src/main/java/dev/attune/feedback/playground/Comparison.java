package dev.attune.feedback.playground;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;

/**
 * Two models that answer the same conversation for one person, who may say which answer is better. Which one stands on the left
 * is drawn here, and what they said is kept here as they said it: a page can make up neither.
 *
 * @param blind whether the person learns the models' names with the verdict only
 * @param answeredAt when the second of the answers was complete
 * @param ratingId of the verdict
 */
public record Comparison(
        UUID id,
        UUID projectId,
        UUID accountId,
        List<Message> messages,
        boolean blind,
        Seat left,
        Seat right,
        @Nullable Instant answeredAt,
        @Nullable UUID ratingId) {
    public Comparison {
        messages = List.copyOf(messages);
    }

    public Seat seat(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** Whether the person may know the models. */
    public boolean named() {
        return !blind || ratingId != null;
    }
}
