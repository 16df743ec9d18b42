package dev.attune.contracts.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Artifact;

/** Artifacts in a directory that all processes of one machine (or one shared volume) see. */
public final class DirectoryArtifactStore implements ArtifactStore {

    private final Path root;

    public DirectoryArtifactStore(Path root) {
        this.root = root.toAbsolutePath();
    }

    @Override
    public Artifact publish(Path directory) {
        try {
            DirectoryManifest manifest = DirectoryManifest.of(directory);
            Artifact artifact = new Artifact("attune:sha256/" + manifest.sha256(), manifest.sha256(), manifest.bytes());
            Path target = place(artifact);
            if (Files.isDirectory(target)) {
                return artifact;
            }
            Path staging = root.resolve("staging").resolve(UUID.randomUUID().toString());
            try {
                copy(directory, staging, manifest.paths());
                verify(staging, artifact);
                Files.createDirectories(target.getParent());
                makeVisible(staging, target);
            } finally {
                Directories.delete(staging);
            }
            return artifact;
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "artifact-not-stored",
                    "The artifact " + directory + " could not be stored under " + root + ": " + reason(e)
                            + "; check the disk's space and permissions.",
                    e);
        }
    }

    @Override
    public Path fetch(Artifact artifact) {
        Path directory = place(artifact);
        if (!Files.isDirectory(directory)) {
            throw ErrorCategory.RETRIABLE.error(
                    "artifact-missing", "Artifact " + artifact.sha256() + " is not in the store " + root + ".");
        }
        try {
            verify(directory, artifact);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "artifact-damaged",
                    "Artifact " + artifact.sha256() + " cannot be read from " + root + ": " + reason(e) + ".",
                    e);
        }
        return directory;
    }

    private Path place(Artifact artifact) {
        return root.resolve("sha256").resolve(artifact.sha256());
    }

    private static void verify(Path directory, Artifact artifact) throws IOException {
        String actual = DirectoryManifest.of(directory).sha256();
        if (!actual.equals(artifact.sha256())) {
            throw ErrorCategory.RESOURCES.error(
                    "artifact-damaged",
                    "The files in " + directory + " have the hash " + actual + " instead of " + artifact.sha256()
                            + "; publish the artifact again.");
        }
    }

    private static void copy(Path from, Path to, List<String> paths) throws IOException {
        for (String path : paths) {
            Path target = to.resolve(path);
            Files.createDirectories(target.getParent());
            Files.copy(from.resolve(path), target, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    private static void makeVisible(Path staging, Path target) throws IOException {
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(staging, target);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process published the same content first: equal hash, equal files.
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
