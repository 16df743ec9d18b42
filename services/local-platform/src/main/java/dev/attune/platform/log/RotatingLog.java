package dev.attune.platform.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A log that never grows beyond a size: put aside as {@code NAME.log.1} and begun anew while it is written. Repeated errors are
 * counted. A full disk loses lines and nothing else: who writes is never stopped. Safe for several threads.
 */
public final class RotatingLog implements AutoCloseable {

    /** For one process's log; three older ones are kept beside it. */
    public static final long LIMIT_BYTES = 16L << 20;

    /** Of a stack trace: the cause above says more. */
    private static final Pattern FRAME = Pattern.compile("^\\s+(at |\\.\\.\\. )");

    private final Path file;
    private final long limitBytes;
    private final RepeatedLines repeated = new RepeatedLines();
    private @Nullable OutputStream out;
    private String lastWords = "";
    private long size;
    private long lost;

    public RotatingLog(Path file, long limitBytes) {
        this.file = file;
        this.limitBytes = limitBytes;
    }

    /** Adds a line, which needs no end of line. */
    public synchronized void write(String line) {
        if (!line.isBlank() && !FRAME.matcher(line).find()) {
            lastWords = line;
        }
        for (String said : repeated.take(line, Instant.now())) {
            append(said);
        }
    }

    /** The last line that says something, also where it was only counted; empty after {@link #forget} until there is one. */
    public synchronized String lastWords() {
        return lastWords;
    }

    /** What comes next is said by another process. */
    public synchronized void forget() {
        lastWords = "";
    }

    @Override
    public synchronized void close() {
        repeated.rest().forEach(this::append);
        try {
            closeFile();
        } catch (IOException e) {
            // Nothing is left to be written, and there is nobody to tell.
            lost++;
        }
    }

    private void append(String line) {
        try {
            if (lost > 0) {
                // First, so that it is seen where lines are missing.
                put(Instant.now() + " WARNING " + lost + " lines before this one could not be written");
                lost = 0;
            }
            put(line);
        } catch (IOException e) {
            lost++;
        }
    }

    private void put(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        OutputStream open = out == null ? open() : out;
        if (size > 0 && size + bytes.length > limitBytes) {
            closeFile();
            LogFiles.putAside(file);
            open = open();
        }
        open.write(bytes);
        size += bytes.length;
    }

    private OutputStream open() throws IOException {
        OutputStream opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        out = opened;
        size = Files.size(file);
        return opened;
    }

    private void closeFile() throws IOException {
        OutputStream open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }
}
