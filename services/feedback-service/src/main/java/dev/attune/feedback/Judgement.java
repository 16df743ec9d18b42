package dev.attune.feedback;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Verdict;

/**
 * One person's verdict on one item, as it is kept.
 *
 * @param leaseId the hand-out under which it was given; none for imported ones
 * @param leftFirst whether the item's first candidate stood on the left
 * @param dwellMillis time between the hand-out and the verdict, in milliseconds
 * @param comment what the person wrote about the answers; absent where nothing was written
 */
public record Judgement(
        UUID id,
        UUID itemId,
        UUID projectId,
        UUID accountId,
        @Nullable UUID leaseId,
        Verdict verdict,
        int strength,
        boolean leftFirst,
        long dwellMillis,
        String source,
        Instant ratedAt,
        @Nullable String comment) {

    /** Whether the person holds the item's first candidate to be better. */
    public boolean prefersFirst() {
        return verdict == (leftFirst ? Verdict.LEFT : Verdict.RIGHT);
    }

    /** Whether the person holds the item's second candidate to be better. */
    public boolean prefersSecond() {
        return verdict == (leftFirst ? Verdict.RIGHT : Verdict.LEFT);
    }
}
