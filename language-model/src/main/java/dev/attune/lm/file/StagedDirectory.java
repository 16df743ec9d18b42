package dev.attune.lm.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files that are written beside their directory and moved into it when all of them are on the disk. A new directory appears
 * whole or not at all; in one that exists each file is the old or the new one.
 */
public final class StagedDirectory implements AutoCloseable {
    private final Path target;
    private final Path path;

    private StagedDirectory(Path target, Path path) {
        this.target = target;
        this.path = path;
    }

    public static StagedDirectory beside(Path directory) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        Path parent = Objects.requireNonNullElse(target.getParent(), target);
        Files.createDirectories(parent);
        Path staged = parent.resolve("." + target.getFileName() + "." + UUID.randomUUID());
        return new StagedDirectory(target, Files.createDirectory(staged));
    }

    /** Where to write the files. */
    public Path path() {
        return path;
    }

    /** Brings the files to the disk and into their directory. */
    public void commit() throws IOException {
        for (Path file : files()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        if (!Files.exists(target)) {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        for (Path file : files()) {
            Files.move(
                    file,
                    target.resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        }
    }

    /** Deletes what was not moved. */
    @Override
    public void close() throws IOException {
        if (Files.exists(path)) {
            for (Path file : files()) {
                Files.delete(file);
            }
            Files.delete(path);
        }
    }
}
