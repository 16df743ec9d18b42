package dev.attune.platform.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.attune.platform.log.RotatingLog;

/** How child processes are started: each ends when this process dies, also of {@code kill -9}. */
final class Children {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final int LONGEST_LINE = 16 * 1024;

    /** Linux sends the signal of a parent's death when the thread that started the child ends: this one never does. */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("start-children").factory());

    private Children() {}

    /** Starts a child; its output must be {@link #drain drained}. */
    static Process start(List<String> command, Map<String, String> environment, String whenOrphaned)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(bound(command, whenOrphaned));
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        try {
            return STARTER.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException("The child could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a child was started", e);
        }
    }

    /** Writes down what a child says, until it says no more. */
    static void drain(Process child, RotatingLog log) {
        StringBuilder line = new StringBuilder();
        try (Reader reader = new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8)) {
            char[] some = new char[8192];
            for (int read = reader.read(some); read >= 0; read = reader.read(some)) {
                for (int i = 0; i < read; i++) {
                    if (some[i] == '\n' || line.length() >= LONGEST_LINE) {
                        log.write(line.toString());
                        line.setLength(0);
                    }
                    if (some[i] != '\n') {
                        line.append(some[i]);
                    }
                }
            }
        } catch (IOException closed) {
            line.append(" (").append(closed.getMessage()).append(')');
        }
        if (!line.isEmpty()) {
            log.write(line.toString());
        }
    }

    /**
     * A session of its own keeps a terminal's interrupt away, so that the supervisor can stop all in order; and the child is told
     * to end when its parent is gone. Without these programs the next start ends what a killed supervisor left.
     */
    private static List<String> bound(List<String> command, String whenOrphaned) {
        List<String> bound = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            bound.add(SETSID.toString());
        }
        if (Files.isExecutable(SETPRIV)) {
            bound.addAll(List.of(SETPRIV.toString(), "--pdeathsig", whenOrphaned));
        }
        bound.addAll(command);
        return bound;
    }
}
