package dev.attune.contracts.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.attune.contracts.error.ErrorCategory;

/** Artifacts in a directory that all processes of one machine (or one shared volume) see. */
public final class DirectoryArtifactStore implements ArtifactStore {

    private static final int ATTEMPTS = 10;
    private static final Object REPAIR = new Object();

    private final Path root;

    public DirectoryArtifactStore(Path root) {
        this.root = root.toAbsolutePath();
    }

    @Override
    public Artifact publish(Path directory) {
        try {
            DirectoryManifest manifest = DirectoryManifest.of(directory);
            Artifact artifact = new Artifact("attune:sha256/" + manifest.sha256(), manifest.sha256(), manifest.bytes());
            requireNotErased(artifact.sha256());
            Path target = place(artifact);
            Path folder = Objects.requireNonNull(target.getParent());
            if (isWhole(target, artifact)) {
                // Young again: it is needed, whatever needed it before.
                Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
                return artifact;
            }
            Path staging = staging();
            try {
                copy(directory, staging, manifest.paths());
                verify(staging, artifact);
                Directories.forceAll(staging);
                Files.createDirectories(folder);
                makeVisible(staging, target, artifact);
                Directories.force(folder);
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
        requireNotErased(artifact.sha256());
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

    /** Whether an artifact of this hash is there; {@link #fetch} says whether it is whole. */
    public boolean holds(String sha256) {
        return Files.isDirectory(root.resolve("sha256").resolve(sha256));
    }

    /**
     * Removes an artifact for ever, such as the data of somebody who has a right to see it gone. Whoever asks for it is told so from now on,
     * and nobody can store it again.
     *
     * @return whether it was there
     */
    public boolean erase(String sha256) throws IOException {
        Path directory = root.resolve("sha256").resolve(sha256);
        Path mark = mark(sha256);
        Files.createDirectories(Objects.requireNonNull(mark.getParent()));
        // The mark first: who looks between the two must not find the artifact without it.
        if (!Files.exists(mark)) {
            Files.createFile(mark);
            Directories.force(Objects.requireNonNull(mark.getParent()));
        }
        boolean there = Files.isDirectory(directory);
        if (there) {
            Path away = staging();
            Files.createDirectories(Objects.requireNonNull(away.getParent()));
            Files.move(directory, away, StandardCopyOption.ATOMIC_MOVE);
            Directories.delete(away);
        }
        return there;
    }

    /** Whether an artifact of this hash was erased. */
    public boolean hasErased(String sha256) {
        return Files.exists(mark(sha256));
    }

    private void requireNotErased(String sha256) {
        if (hasErased(sha256)) {
            throw ErrorCategory.CALLER.error(
                    "artifact-erased",
                    "Artifact " + sha256
                            + " was erased with the data of a person; what learnt from it cannot be made again.");
        }
    }

    /** Beside the artifacts: they are named by their hash alone. */
    private Path mark(String sha256) {
        return root.resolve("sha256").resolve(sha256 + ".erased");
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

    /**
     * Another process may publish the same content at the same time, or repair it: whoever comes second finds it whole. What is
     * there and damaged is moved away first, because a directory cannot replace another that has files in it.
     */
    private void makeVisible(Path staging, Path target, Artifact artifact) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (isWhole(target, artifact)) {
                    return;
                }
                if (attempt == ATTEMPTS || !Files.exists(target.getParent())) {
                    throw e;
                }
                moveAwayIfDamaged(target, artifact);
            }
        }
    }

    /** One at a time in all processes, so that nobody moves away what another has just repaired. */
    private void moveAwayIfDamaged(Path target, Artifact artifact) throws IOException {
        Path away = staging();
        synchronized (REPAIR) {
            try (FileChannel file = FileChannel.open(
                            root.resolve("repair.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = file.lock()) {
                if (Files.exists(target) && !isWhole(target, artifact)) {
                    Files.move(target, away, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        Directories.delete(away);
    }

    private Path staging() {
        return root.resolve("staging").resolve(UUID.randomUUID().toString());
    }

    /** What cannot be read is not whole either. */
    private static boolean isWhole(Path directory, Artifact artifact) {
        try {
            return Files.isDirectory(directory)
                    && DirectoryManifest.of(directory).sha256().equals(artifact.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
