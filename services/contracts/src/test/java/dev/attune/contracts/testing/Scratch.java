package dev.attune.contracts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.attune.contracts.artifact.Directories;

/** Temporary folders of tests that start once for many of them, where no test's own folder lives long enough. */
public final class Scratch {

    private Scratch() {}

    /** A folder that goes with this process. */
    public static Path folder(String name) throws IOException {
        Path directory = Files.createTempDirectory(name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "remove-" + name));
        return directory;
    }

    private static void remove(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
