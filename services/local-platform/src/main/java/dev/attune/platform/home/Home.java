package dev.attune.platform.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** The folder that keeps everything of one platform; removing it removes the platform. */
public record Home(Path directory) {

    /** Room for a day's logs, a database and a few checkpoints; less would fail later and less clearly. */
    public static final long NEEDED_BYTES = 512L << 20;

    public Home {
        directory = directory.toAbsolutePath().normalize();
    }

    public Path kafka() {
        return directory.resolve("kafka");
    }

    public Path postgres() {
        return directory.resolve("postgres");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    public Path run() {
        return directory.resolve("run");
    }

    public Path secrets() {
        return directory.resolve("secrets");
    }

    public Path artifacts() {
        return directory.resolve("artifacts");
    }

    public Path models() {
        return directory.resolve("models");
    }

    /** Where feedback-service keeps files until they are entered. */
    public Path uploads() {
        return directory.resolve("uploads");
    }

    /** Where feedback-service leaves the first administrator's one-time password. */
    public Path firstAdministrator() {
        return secrets().resolve("first-administrator");
    }

    public Path status() {
        return run().resolve("status.json");
    }

    /**
     * Creates the folders.
     *
     * @throws AttuneException {@code home-not-writable} or {@code disk-full}
     */
    public void prepare() {
        prepare(NEEDED_BYTES);
    }

    void prepare(long neededBytes) {
        try {
            Files.createDirectories(directory);
            for (Path folder : List.of(kafka(), postgres(), logs(), run(), artifacts(), models(), uploads())) {
                Files.createDirectories(folder);
            }
            if (!Files.isDirectory(secrets())) {
                Files.createDirectory(
                        secrets(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path trial = Files.createTempFile(run(), "writable", "");
            Files.delete(trial);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "home-not-writable",
                    "ATTUNE_HOME " + directory + " cannot be written ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); correct its permissions or set ATTUNE_HOME to another folder.",
                    e);
        }
        requireSpace(neededBytes);
    }

    private void requireSpace(long neededBytes) {
        long free = freeBytes();
        if (free < neededBytes) {
            throw ErrorCategory.RESOURCES.error(
                    "disk-full",
                    "ATTUNE_HOME " + directory + " has " + (free >> 20) + " MiB free but needs " + (neededBytes >> 20)
                            + " MiB; free space or set ATTUNE_HOME to a folder on another disk.");
        }
    }

    /**
     * Begins from nothing, but never empties a folder that was not made so.
     *
     * @param marker name of the file by which a home that may be emptied is known
     * @throws AttuneException {@code home-not-ours} for a folder without it that holds something
     */
    public void empty(String marker) throws IOException {
        if (Files.isDirectory(directory) && !Files.exists(directory.resolve(marker)) && holdsSomething()) {
            throw ErrorCategory.CALLER.error(
                    "home-not-ours",
                    "The folder " + directory + " holds something else (it has no file " + marker
                            + ") and is not emptied; name another with --home.");
        }
        Directories.delete(directory);
        Files.createDirectories(directory);
        Files.createFile(directory.resolve(marker));
    }

    private boolean holdsSomething() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    /** Free bytes on the home's disk. */
    public long freeBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "home-not-readable",
                    "The free space of ATTUNE_HOME " + directory + " cannot be read: " + e.getMessage() + ".",
                    e);
        }
    }
}
