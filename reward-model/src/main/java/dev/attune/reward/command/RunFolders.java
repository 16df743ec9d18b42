package dev.attune.reward.command;

import java.nio.file.Path;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.reward.train.RewardRunState;
import dev.attune.reward.train.Snapshots;
import dev.attune.worker.folder.RunFolder;

/** Where a training from the command line keeps what {@code --resume} needs: beside the folder that it writes. */
final class RunFolders {

    private RunFolders() {}

    /** {@code out.run} for {@code out}. */
    static RunFolder<RewardRunState> of(Path out) {
        Path absolute = out.toAbsolutePath().normalize();
        return new RunFolder<>(absolute.resolveSibling(absolute.getFileName() + ".run"), RewardRunState.class);
    }

    /**
     * The states to begin from and to add to.
     *
     * @throws AttuneException {@code run-exists} when a run was begun there and is not to be resumed
     */
    static Snapshots open(RunFolder<RewardRunState> folder, boolean resume, int everySteps, String baseSha256) {
        if (folder.isBegun() && !resume) {
            throw ErrorCategory.CALLER.error(
                    "run-exists",
                    "The folder " + folder.root()
                            + " holds an unfinished run; add --resume to go on, or delete it to begin anew.");
        }
        return Snapshots.in(folder, everySteps, baseSha256);
    }
}
