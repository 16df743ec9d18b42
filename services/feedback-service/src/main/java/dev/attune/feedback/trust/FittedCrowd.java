package dev.attune.feedback.trust;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A fit of a project's raters.
 *
 * @param readAt when its votes were read
 * @param worth the standard deviation of answers' worths, in logits
 * @param slopeWidth by how much raters differ in how well they tell answers apart
 * @param sideWidth by how much they differ in what place they prefer, in logits
 * @param commonSide the side of all raters, in logits for the left
 * @param logTies the logarithm of the weight of ties; absent where nobody said one
 * @param seconds how long it took
 * @param drift by how much what was believed since the fit before differs from what this one says, in standard deviations: the
 *     mean; absent where nothing settled in between
 * @param driftMost the largest
 */
public record FittedCrowd(
        UUID id,
        UUID project,
        Instant readAt,
        int votes,
        int pairs,
        int raters,
        double worth,
        double slopeWidth,
        double sideWidth,
        double commonSide,
        @Nullable Double logTies,
        double seconds,
        @Nullable Double drift,
        @Nullable Double driftMost) {

    private static final double ALARM = 0.25;

    /** Whether beliefs between two fits have strayed so far that fits should be more frequent. */
    public boolean strays() {
        return drift != null && drift > ALARM;
    }
}
