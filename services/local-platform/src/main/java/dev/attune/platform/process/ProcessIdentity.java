package dev.attune.platform.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Enough about a process to find it again, and never to mistake another one that got its number.
 *
 * @param startMillis when it started, milliseconds since the epoch; 0 when the system does not tell
 * @param mark text that must be in its command line
 */
public record ProcessIdentity(String name, long pid, long startMillis, String mark) {

    /** Linux derives start instants from the boot time, which it rounds to a second at each reading. */
    private static final long TOLERANCE_MILLIS = 2_000;

    public static ProcessIdentity of(String name, ProcessHandle handle, String mark) {
        return new ProcessIdentity(name, handle.pid(), startOf(handle), mark);
    }

    /** The process, empty when it ended or when its number now belongs to another one. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Math.abs(startOf(handle) - startMillis) <= TOLERANCE_MILLIS)
                .filter(handle -> commandLine(handle).contains(mark));
    }

    /** The whole command line; {@link ProcessHandle.Info} alone cuts it at 4,096 bytes on Linux. */
    static String commandLine(ProcessHandle handle) {
        Path whole = Path.of("/proc", String.valueOf(handle.pid()), "cmdline");
        try {
            return new String(Files.readAllBytes(whole), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException noProcFileSystem) {
            return handle.info().commandLine().orElse("");
        }
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
