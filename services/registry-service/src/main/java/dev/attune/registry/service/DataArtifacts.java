package dev.attune.registry.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.registry.config.ArtifactConfig;

/** Files that recipes learn from, in the store of artifacts. */
@ApplicationScoped
class DataArtifacts {

    private static final String DATA = "data.jsonl";

    private final ArtifactStore artifacts;

    DataArtifacts(ArtifactConfig config) {
        this.artifacts = new DirectoryArtifactStore(config.directory());
    }

    /**
     * The artifact of a hash, which holds {@code data.jsonl}.
     *
     * @throws AttuneException {@code artifact-unknown} or {@code data-missing}
     */
    Artifact find(String sha256) {
        String uri = "attune:sha256/" + sha256;
        Path folder = fetch(new Artifact(uri, sha256, 0));
        if (!Files.isRegularFile(folder.resolve(DATA))) {
            throw ErrorCategory.CALLER.error(
                    "data-missing",
                    "The artifact " + sha256 + " holds no " + DATA + ", from which this recipe learns.");
        }
        try {
            long bytes = 0;
            for (String path : DirectoryManifest.paths(folder)) {
                bytes += Files.size(folder.resolve(path));
            }
            return new Artifact(uri, sha256, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fetch(Artifact artifact) {
        try {
            return artifacts.fetch(artifact);
        } catch (AttuneException e) {
            if (e.category() == ErrorCategory.RETRIABLE) {
                throw ErrorCategory.CALLER.error(
                        "artifact-unknown", "The artifact " + artifact.sha256() + " is not in the store.", e);
            }
            throw e;
        }
    }
}
