package dev.attune.worker.folder;

import java.io.IOException;
import java.nio.file.Path;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

final class FolderFailure {

    private FolderFailure() {}

    static AttuneException of(Path root, String problem, IOException cause) {
        return ErrorCategory.RESOURCES.error(
                "run-folder",
                "The run folder " + root + " cannot be used, " + problem + " (" + cause.getMessage()
                        + "); check the disk's space and permissions.",
                cause);
    }
}
