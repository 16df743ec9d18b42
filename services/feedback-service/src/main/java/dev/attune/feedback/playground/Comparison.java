package dev.attune.feedback.playground;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Verdict;

/**
 * Two models that answer the same conversation for one person, who may say which answer is better. Which one stands on the left
 * is drawn here, and what they said is kept here as they said it: a page can make up neither.
 *
 * @param blind whether the person learns the models' names with the verdict only
 * @param told whether a verdict has brought the names already
 * @param answeredAt when the second of the answers was complete
 * @param given the verdict, as long as it is not taken back
 */
public record Comparison(
        UUID id,
        UUID projectId,
        UUID accountId,
        List<Message> messages,
        boolean blind,
        boolean told,
        Seat left,
        Seat right,
        @Nullable Instant answeredAt,
        @Nullable Given given) {
    public Comparison {
        messages = List.copyOf(messages);
    }

    /** What the person said of the two answers, as they stood on the screen. */
    public record Given(UUID ratingId, Verdict verdict, int strength, Instant at) {}

    public Seat seat(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** Whether the person may know the models; who knew them knows them still when the verdict is taken back. */
    public boolean named() {
        return !blind || told;
    }
}
