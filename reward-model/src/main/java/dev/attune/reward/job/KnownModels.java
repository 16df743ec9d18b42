package dev.attune.reward.job;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;

/** The base models and reward models on {@code attune.checkpoints}. */
final class KnownModels {

    private final Map<String, CheckpointPublished> byId = new HashMap<>();

    void apply(CheckpointEvent event) {
        switch (event) {
            case CheckpointPublished published -> {
                if (published.kind() == Kind.BASE || published.kind() == Kind.REWARD_MODEL) {
                    byId.put(published.checkpointId(), published);
                }
            }
        }
    }

    Optional<CheckpointPublished> base(String checkpointId) {
        return find(checkpointId, Kind.BASE);
    }

    Optional<CheckpointPublished> rewardModel(String checkpointId) {
        return find(checkpointId, Kind.REWARD_MODEL);
    }

    Optional<CheckpointPublished> newestBase() {
        return byId.values().stream()
                .filter(published -> published.kind() == Kind.BASE)
                .max(Comparator.comparing(CheckpointPublished::createdAt)
                        .thenComparing(CheckpointPublished::checkpointId));
    }

    private Optional<CheckpointPublished> find(String checkpointId, Kind kind) {
        return Optional.ofNullable(byId.get(checkpointId)).filter(published -> published.kind() == kind);
    }
}
