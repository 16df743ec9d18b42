package dev.attune.worker.reproduce;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;

/**
 * What is to be made again.
 *
 * @param checkpoint whose lineage says how
 * @param ancestors checkpoints that it was made from, and those that these stand on
 * @param dataSha256 artifact that holds what the run learnt from; absent where it read no data
 * @param promptsSha256 artifact that holds the prompts that the run answered; absent where it answered none
 */
public record ReproductionOrder(
        CheckpointPublished checkpoint,
        List<CheckpointPublished> ancestors,
        @Nullable String dataSha256,
        @Nullable String promptsSha256) {

    public ReproductionOrder {
        Require.present(checkpoint, "checkpoint");
        ancestors = Require.copy(ancestors);
    }

    public Optional<Artifact> data() {
        return Optional.ofNullable(dataSha256).map(ReproductionOrder::named);
    }

    public Optional<Artifact> prompts() {
        return Optional.ofNullable(promptsSha256).map(ReproductionOrder::named);
    }

    /** How large it is does not matter to who fetches it. */
    private static Artifact named(String sha256) {
        return new Artifact("attune:sha256/" + sha256, sha256, 0);
    }
}
