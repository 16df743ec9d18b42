package dev.attune.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;

/** Progress on standard error: what is new at once, what only counts up every so often. */
final class ProgressLine implements Consumer<String> {

    private final PrintWriter err;
    private final Duration pause;
    private final long began = System.nanoTime();
    private String lastKind = "";
    private String lastLine = "";
    private long lastPrinted;

    ProgressLine(PrintWriter err, Duration pause) {
        this.err = err;
        this.pause = pause;
    }

    @Override
    public synchronized void accept(String line) {
        String kind = line.replaceAll("\\d+", "#");
        long now = System.nanoTime();
        boolean counting = kind.equals(lastKind);
        if (line.equals(lastLine) || (counting && now - lastPrinted < pause.toNanos())) {
            return;
        }
        lastKind = kind;
        lastLine = line;
        lastPrinted = now;
        err.printf("%6.1f s  %s%n", (now - began) / 1e9, line);
        err.flush();
    }
}
