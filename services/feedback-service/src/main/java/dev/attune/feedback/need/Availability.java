package dev.attune.feedback.need;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What there is for a rater, and if nothing, why.
 *
 * @param until when the rater may go on; of {@link Reason#QUOTA_OF_DAY}
 * @param quota how many ratings that is
 * @param needs what the items ask that the rater does not have; of {@link Reason#NO_MATCH}
 */
public record Availability(
        Reason reason, @Nullable Instant until, @Nullable Integer quota, List<Need> needs) {
    public Availability {
        needs = List.copyOf(needs);
    }

    /** Why there is something or nothing. */
    public enum Reason {
        /** Something can be handed out. */
        READY,
        /** The rater has given as many ratings as are wanted on a day. */
        QUOTA_OF_DAY,
        /** The rater has given all that are wanted. */
        QUOTA,
        /** Others hold what is left; it may come back. */
        WITH_OTHERS,
        /** What is left asks for a language or skills that the rater does not have. */
        NO_MATCH,
        /** All that wants ratings has the rater's. */
        DONE
    }

    /** Without more to say. */
    public static Availability of(Reason reason) {
        return new Availability(reason, null, null, List.of());
    }
}
