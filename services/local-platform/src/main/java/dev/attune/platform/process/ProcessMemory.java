package dev.attune.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory processes hold, in MiB; shared pages are divided among those that share them (Linux only). */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** Proportional set size of a process and all its descendants; 0 where the system does not tell. */
    public static long ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), root.descendants())
                                .mapToLong(handle -> kib(handle.pid()))
                                .sum()
                        / 1024)
                .orElse(0L);
    }

    /** Proportional set size of one process alone. */
    public static long ofProcess(long pid) {
        return kib(pid) / 1024;
    }

    private static long kib(long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        long pss = read(process.resolve("smaps_rollup"), "Pss:");
        return pss > 0 ? pss : read(process.resolve("status"), "VmRSS:");
    }

    private static long read(Path file, String field) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }
}
