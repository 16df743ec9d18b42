package dev.attune.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;

import dev.attune.platform.process.PidFiles;

/** What a killed PostgreSQL leaves: server processes that still hold its memory, and a lock file. */
final class LeftoverPostgres {

    private static final Logger LOG = Logger.getLogger(LeftoverPostgres.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);

    private LeftoverPostgres() {}

    /**
     * Ends every process that works in the data folder, then removes the lock file: without such a process it locks
     * nothing, but a foreign process with the same number would make PostgreSQL refuse to start.
     */
    static void clear(Path data) {
        List<ProcessHandle> leftover = ProcessHandle.allProcesses()
                .filter(handle -> worksIn(handle, data))
                .toList();
        // Server processes notice their parent's death by themselves; recovery must not begin before they have.
        PidFiles.awaitExit(leftover, Duration.ofSeconds(1));
        leftover.stream().filter(ProcessHandle::isAlive).forEach(handle -> {
            LOG.info(() -> "ending PostgreSQL process " + handle.pid() + " that a killed one left behind");
            handle.destroyForcibly();
        });
        PidFiles.awaitExit(leftover, GRACE);
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean worksIn(ProcessHandle handle, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(handle.pid()), "cwd"))
                    .equals(data);
        } catch (IOException foreignOrGone) {
            return false;
        }
    }
}
