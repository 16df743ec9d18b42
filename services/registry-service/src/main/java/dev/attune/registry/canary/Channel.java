package dev.attune.registry.canary;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a channel serves.
 *
 * @param version counts every change: who changes the channel says which one was seen
 * @param previousCheckpointId what it served before; where a rollback leads
 * @param since when
 * @param stopped absent while it answers
 * @param canaryId of the canary that runs
 */
public record Channel(
        String channel,
        long version,
        String checkpointId,
        @Nullable String previousCheckpointId,
        Instant since,
        @Nullable Stop stopped,
        @Nullable String canaryId) {

    /** Why a channel answers nobody. */
    public record Stop(String reason, String by, Instant at) {}
}
