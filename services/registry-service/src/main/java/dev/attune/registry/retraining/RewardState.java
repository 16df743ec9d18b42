package dev.attune.registry.retraining;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a project's reward models.
 *
 * @param newestId made last
 * @param adoptedId the last one that was good enough for a policy; what the next one is compared with
 * @param undecided whether it was not decided yet what follows from the newest one
 * @param previousId what the newest one was to be compared with
 * @param comparable whether its run found pairs to compare both on
 */
public record RewardState(
        @Nullable String newestId,
        @Nullable String adoptedId,
        boolean undecided,
        @Nullable String previousId,
        boolean comparable,
        Facts.@Nullable Compared comparison) {

    /** What a reward model that is made next is compared with; absent for the first. */
    public @Nullable String comparedWith(String checkpointId) {
        String before = adoptedId == null ? newestId : adoptedId;
        return checkpointId.equals(before) ? null : before;
    }
}
