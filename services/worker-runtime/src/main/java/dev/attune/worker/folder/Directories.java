package dev.attune.worker.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

final class Directories {

    private Directories() {}

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static AttuneException failure(Path root, String problem, IOException cause) {
        return new AttuneException(
                "run-folder",
                ErrorCategory.RESOURCES,
                "The run folder " + root + " cannot be used, " + problem + " (" + cause.getMessage()
                        + "); check the disk's space and permissions.",
                cause);
    }
}
