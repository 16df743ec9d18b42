package dev.attune.worker.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.Directories;

/** A folder for as long as it takes to store what is written into it. */
public final class ArtifactFolder {

    private ArtifactFolder() {}

    /** Stores what {@code files} writes into the folder that it is given. */
    public static Artifact publish(ArtifactStore store, Consumer<Path> files) {
        try {
            Path folder = Files.createTempDirectory("attune-artifact-");
            try {
                files.accept(folder);
                return store.publish(folder);
            } finally {
                Directories.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary folder failed: " + e.getMessage(), e);
        }
    }
}
