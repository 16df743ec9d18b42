package dev.attune.policy.job;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.event.Artifact;
import dev.attune.policy.model.ModelReference;
import dev.attune.worker.folder.ArtifactFolder;

/** Checkpoints' files from and to the artifact store. */
final class Artifacts {

    private final ArtifactStore store;

    Artifacts(ArtifactStore store) {
        this.store = store;
    }

    /** Where the weights of a policy are. */
    ModelReference fetch(Catalog.Policy policy) {
        Path base = store.fetch(policy.base().artifact());
        Optional<Path> adapter = policy.adapter().map(checkpoint -> store.fetch(checkpoint.artifact()));
        return new ModelReference(base, adapter);
    }

    Path fetch(Artifact artifact) {
        return store.fetch(artifact);
    }

    /** Publishes what {@code files} writes into the directory that it is given. */
    Artifact publish(Consumer<Path> files) {
        return ArtifactFolder.publish(store, files);
    }
}
