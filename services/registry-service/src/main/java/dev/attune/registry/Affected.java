package dev.attune.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.Kind;

/**
 * A checkpoint that may have learnt from what the bus said in a stretch of time.
 *
 * @param direct whether it read that itself, or a data artifact of then
 * @param through what it was made from that is affected, too
 * @param channels which serve it now
 * @param again how to train it again; absent where no recipe of ours made it
 */
public record Affected(
        String checkpointId,
        String name,
        Kind kind,
        Instant createdAt,
        boolean direct,
        List<String> through,
        List<String> channels,
        @Nullable Again again) {
    public Affected {
        through = List.copyOf(through);
        channels = List.copyOf(channels);
    }

    /**
     * What {@code POST /api/jobs/recipes/{recipe}} takes to train the same on what holds today.
     *
     * @param policyCheckpointId what it improves on, or a reward model's base; never one that is affected itself
     * @param rewardModelCheckpointId absent where the former one is affected: the newest is taken
     * @param needs {@code reward-model}: one is to be trained before; {@code data}: a new data artifact is to be named; else absent
     */
    public record Again(
            String recipe,
            @Nullable String policyCheckpointId,
            @Nullable String rewardModelCheckpointId,
            @Nullable String needs,
            Map<String, Object> configuration) {
        public Again {
            configuration = Map.copyOf(configuration);
        }
    }
}
