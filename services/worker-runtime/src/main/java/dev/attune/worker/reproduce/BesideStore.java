package dev.attune.worker.reproduce;

import java.nio.file.Path;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;

/** A store that reads from another one too, and writes nothing into it. */
final class BesideStore implements ArtifactStore {

    private final DirectoryArtifactStore own;
    private final DirectoryArtifactStore other;

    BesideStore(Path own, Path other) {
        this.own = new DirectoryArtifactStore(own);
        this.other = new DirectoryArtifactStore(other);
    }

    @Override
    public Artifact publish(Path directory) {
        return own.publish(directory);
    }

    @Override
    public Path fetch(Artifact artifact) {
        return own.holds(artifact.sha256()) ? own.fetch(artifact) : other.fetch(artifact);
    }
}
