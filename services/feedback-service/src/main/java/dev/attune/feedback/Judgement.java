package dev.attune.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.form.Details;

/**
 * One person's verdict on one item, as it is kept.
 *
 * @param leaseId the hand-out under which it was given; none for imported ones
 * @param leftFirst whether the item's first candidate stood on the left
 * @param dwellMillis time between the hand-out and the verdict, in milliseconds
 * @param comment what the person wrote about the answers; absent where nothing was written
 * @param details what else was said
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
        @Nullable String comment,
        Details details) {

    /** A verdict and maybe words. */
    public Judgement(
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
        this(
                id,
                itemId,
                projectId,
                accountId,
                leaseId,
                verdict,
                strength,
                leftFirst,
                dwellMillis,
                source,
                ratedAt,
                comment,
                Details.NONE);
    }

    /** Which answer of the item stood at each position of the screen. */
    public List<Integer> order() {
        if (!details.order().isEmpty()) {
            return details.order();
        }
        return leftFirst ? List.of(0, 1) : List.of(1, 0);
    }

    /** Whether the person holds the item's first candidate to be better. */
    public boolean prefersFirst() {
        return verdict == (leftFirst ? Verdict.LEFT : Verdict.RIGHT);
    }

    /** Whether the person holds the item's second candidate to be better. */
    public boolean prefersSecond() {
        return verdict == (leftFirst ? Verdict.RIGHT : Verdict.LEFT);
    }
}
