package dev.attune.platform.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Logs of processes: one file each, put aside when it has grown. */
public final class LogFiles {

    private static final int KEPT = 3;
    private static final int TAIL_BYTES = 64 * 1024;

    private LogFiles() {}

    /** Moves {@code NAME.log} to {@code NAME.log.1}, and that to {@code .2}, …; the oldest is dropped. */
    static void putAside(Path log) throws IOException {
        for (int i = KEPT; i > 1; i--) {
            Path older = numbered(log, i - 1);
            if (Files.exists(older)) {
                Files.move(older, numbered(log, i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(log, numbered(log, 1), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The last lines of a log, at most {@code count}; none when there is no log. */
    public static List<String> lastLines(Path log, int count) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        }
    }

    private static Path numbered(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }
}
