package dev.attune.registry.service.canary;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.registry.config.ArtifactConfig;
import dev.attune.registry.store.CheckpointStore;

/** Whether a checkpoint's files are still there. */
@ApplicationScoped
class KeptCheckpoints {

    private final DirectoryArtifactStore artifacts;
    private final CheckpointStore checkpoints;

    KeptCheckpoints(ArtifactConfig config, CheckpointStore checkpoints) {
        this.artifacts = new DirectoryArtifactStore(config.directory());
        this.checkpoints = checkpoints;
    }

    /** @throws AttuneException {@code checkpoint-erased} when its files, or those of its base, are gone */
    void require(CheckpointPublished checkpoint) {
        if (!holds(checkpoint)) {
            throw ChannelFaults.erased(checkpoint.checkpointId());
        }
    }

    /** Whether it could be loaded, as far as files go. */
    boolean holds(CheckpointPublished checkpoint) {
        return artifacts.holds(checkpoint.artifact().sha256())
                && Optional.ofNullable(checkpoint.baseCheckpointId())
                        .flatMap(checkpoints::find)
                        .map(base -> artifacts.holds(base.artifact().sha256()))
                        .orElse(checkpoint.baseCheckpointId() == null);
    }

    boolean holds(String checkpointId) {
        return checkpoints.find(checkpointId).map(this::holds).orElse(false);
    }
}
