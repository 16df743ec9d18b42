package dev.attune.registry.retraining;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a project when it is decided whether it trains again.
 *
 * @param now when it is decided
 * @param preferences that no reward model has learned from
 * @param rewardModel made last, as long as nothing was decided on it
 * @param drift that was noticed, as long as nothing was decided on it
 * @param openRun of the project that was asked for and is not over
 * @param recent runs that were asked for here within a day
 */
public record Facts(
        Instant now,
        Fresh preferences,
        @Nullable NewRewardModel rewardModel,
        @Nullable Drift drift,
        @Nullable String openRun,
        List<RecentRun> recent) {

    public Facts {
        recent = List.copyOf(recent);
    }

    /**
     * New preferences.
     *
     * @param count decided ones
     * @param oldest when the first of them was decided; absent where there is none
     */
    public record Fresh(long count, @Nullable Instant oldest) {}

    /**
     * A reward model that was made.
     *
     * @param published whether its checkpoint has arrived
     * @param previousId the one before; absent for the project's first
     * @param comparison of both; absent while it is not known, and where there can be none
     * @param comparable false where no pair is left of which neither has learned
     */
    public record NewRewardModel(
            String checkpointId,
            boolean published,
            @Nullable String previousId,
            @Nullable Compared comparison,
            boolean comparable) {}

    /**
     * How a reward model does beside the one before.
     *
     * @param difference of the accuracies, with the ends of its 95 % interval
     */
    public record Compared(double difference, double low, double high, int pairs) {}

    /**
     * The newest ratings disagree with a reward model.
     *
     * @param ratings that were watched
     * @param began after so many of them, as far as can be told
     * @param accuracySince the reward model's since then
     * @param heldOutAccuracy the reward model's when it was made
     */
    public record Drift(String checkpointId, long ratings, long began, double accuracySince, double heldOutAccuracy) {}

    /**
     * A run that a policy started.
     *
     * @param askedAt when it was asked for
     * @param endedAt absent while it is not over
     * @param minutes that it took
     */
    public record RecentRun(Instant askedAt, @Nullable Instant endedAt, double minutes) {}
}
