package dev.attune.reward.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.reward.score.RewardModelDescription;
import dev.attune.reward.train.RewardRunState;
import dev.attune.worker.folder.RunFolder;

/** The folder that a training writes: whole or as it was before; an earlier reward model in it is replaced. */
final class OutputFolder {

    private final Path folder;

    /** @throws AttuneException {@code out-not-empty} when the folder holds something else than a reward model */
    OutputFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
        boolean replaceable = Files.exists(folder.resolve(RewardModelDescription.FILE));
        if (Files.exists(folder) && !replaceable && !isEmptyDirectory(folder)) {
            throw ErrorCategory.CALLER.error(
                    "out-not-empty",
                    "The folder " + folder + " holds something that is no reward model; give an empty or new one.");
        }
    }

    /**
     * Where {@code --resume} finds what it needs: beside the folder, {@code out.run} for {@code out}.
     *
     * @throws AttuneException {@code run-exists} when a run was begun there and is not to be resumed
     */
    RunFolder<RewardRunState> run(boolean resume) {
        Path absolute = folder.normalize();
        RunFolder<RewardRunState> run =
                new RunFolder<>(absolute.resolveSibling(absolute.getFileName() + ".run"), RewardRunState.class);
        if (run.isBegun() && !resume) {
            throw ErrorCategory.CALLER.error(
                    "run-exists",
                    "The folder " + run.root()
                            + " holds an unfinished run; add --resume to go on, or delete it to begin anew.");
        }
        return run;
    }

    /** Lets {@code content} fill a folder beside this one and then puts it in its place. */
    Path write(Consumer<Path> content) {
        Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
        try {
            Directories.delete(partial);
            Files.createDirectories(partial);
            content.accept(partial);
            Directories.delete(folder);
            return Files.move(partial, folder);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "artifact-not-written",
                    "The folder " + folder + " could not be written: " + e.getMessage()
                            + "; check the disk's space and permissions.",
                    e);
        }
    }

    private static boolean isEmptyDirectory(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            // A file, or a folder that cannot be read: nothing to write into.
            return false;
        }
    }
}
