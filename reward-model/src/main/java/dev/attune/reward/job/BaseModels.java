package dev.attune.reward.job;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;

/** The base models on {@code attune.checkpoints}. */
final class BaseModels {

    private final Map<String, CheckpointPublished> byId = new HashMap<>();

    void apply(CheckpointEvent event) {
        switch (event) {
            case CheckpointPublished published -> {
                if (published.kind() == Kind.BASE) {
                    byId.put(published.checkpointId(), published);
                }
            }
        }
    }

    Optional<CheckpointPublished> byId(String checkpointId) {
        return Optional.ofNullable(byId.get(checkpointId));
    }

    Optional<CheckpointPublished> newest() {
        return byId.values().stream()
                .max(Comparator.comparing(CheckpointPublished::createdAt)
                        .thenComparing(CheckpointPublished::checkpointId));
    }
}
