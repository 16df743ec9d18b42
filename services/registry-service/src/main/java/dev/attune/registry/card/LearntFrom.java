package dev.attune.registry.card;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Lineage.OffsetRange;

/**
 * What a checkpoint learnt from, itself or by way of one that it was made from.
 *
 * @param checkpointId which learnt from it
 * @param use {@code data} or {@code prompts}
 * @param sha256 artifact that holds it; absent for runs that kept none
 * @param ranges of the bus that it was read from
 * @param state of the artifact
 * @param summary absent where it was gone before anybody counted it
 */
public record LearntFrom(
        String checkpointId,
        String use,
        @Nullable String sha256,
        List<OffsetRange> ranges,
        State state,
        @Nullable KeptSummary summary) {
    public LearntFrom {
        ranges = List.copyOf(ranges);
    }

    /** Whether it can be read. */
    public enum State {
        KEPT,
        /** With the data of a person. */
        ERASED,
        GONE,
        /** The run did not keep what it read. */
        NOT_KEPT
    }
}
