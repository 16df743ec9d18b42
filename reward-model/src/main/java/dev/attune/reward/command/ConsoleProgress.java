package dev.attune.reward.command;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import dev.attune.reward.train.Progress;
import dev.attune.reward.train.StepMetrics;

/** Steps as a line on stderr: rewritten in place on a terminal, a new line every ten seconds elsewhere. */
final class ConsoleProgress implements Progress {

    private static final Duration ON_TERMINAL = Duration.ofMillis(300);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final PrintWriter writer;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private long printed = began;

    ConsoleProgress(PrintWriter writer) {
        this.writer = writer;
        this.terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    @Override
    public void step(StepMetrics metrics) {
        long now = System.nanoTime();
        boolean last = metrics.step() == metrics.steps();
        Duration interval = terminal ? ON_TERMINAL : ELSEWHERE;
        if (now - printed < interval.toNanos() && !last) {
            return;
        }
        printed = now;
        double left = (now - began) / 1e9 / metrics.step() * (metrics.steps() - metrics.step());
        String line = String.format(
                Locale.ROOT,
                "step %d/%d  loss %.4f  accuracy %.3f  %.0f tokens/s  %.0f s left",
                metrics.step(),
                metrics.steps(),
                metrics.loss(),
                metrics.accuracy(),
                metrics.tokensPerSecond(),
                left);
        writer.print(terminal ? "\r" + line + (last ? "\n" : "") : line + "\n");
        writer.flush();
    }
}
