package dev.attune.platform.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.log.LogFiles;

/**
 * Keeps a list of processes alive.
 *
 * <p>Each starts as soon as what it needs was ready once, all others at the same time. Stopping goes the other way:
 * what nobody needs ends first.
 */
public final class Supervisor {

    /** A process that ends this often without ever being ready will not become ready by itself. */
    static final int HOPELESS = 4;

    private static final int SHOWN_CHARACTERS = 200;

    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> others;
    private volatile boolean givenUp;

    /**
     * @param others what processes may need and nobody here starts, each done when it is there
     * @param logs where {@code NAME.log} goes
     * @param onChange told whenever a process changes its state
     */
    public Supervisor(
            List<ProcessSpec> specs,
            Map<String, CompletableFuture<Void>> others,
            Path logs,
            PidFiles pids,
            Runnable onChange) {
        this.others = Map.copyOf(others);
        for (ProcessSpec spec : specs) {
            processes.put(spec.name(), new SupervisedProcess(spec, logs, pids, onChange));
        }
    }

    public void start() {
        for (SupervisedProcess process : processes.values()) {
            CompletableFuture<?>[] needs =
                    process.spec().needs().stream().map(this::whenThere).toArray(CompletableFuture<?>[]::new);
            process.keepAlive(CompletableFuture.allOf(needs));
        }
    }

    /**
     * Returns when every process was ready once, or after {@link #giveUp}.
     *
     * @param progress told the name of each process that became ready
     * @throws AttuneException {@code not-ready} when one keeps ending, or when the time is over
     */
    public void awaitReady(Duration time, Consumer<String> progress) throws InterruptedException {
        List<SupervisedProcess> waiting = new ArrayList<>(processes.values());
        long deadline = System.nanoTime() + time.toNanos();
        while (!waiting.isEmpty() && !givenUp) {
            for (SupervisedProcess process : List.copyOf(waiting)) {
                if (process.firstReady().isDone()) {
                    waiting.remove(process);
                    progress.accept(process.spec().name());
                } else if (process.failuresBeforeReady() >= HOPELESS) {
                    throw notReady(process, "ended " + process.failuresBeforeReady() + " times before it was ready");
                } else if (System.nanoTime() > deadline) {
                    throw notReady(process, "was not ready after " + time.toSeconds() + " s");
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Ends {@link #awaitReady}: something else has failed, and nobody needs the processes any more. */
    public void giveUp() {
        givenUp = true;
    }

    /** Whether every process is ready at this moment. */
    public boolean allReady() {
        return processes.values().stream().allMatch(SupervisedProcess::isReady);
    }

    public List<ProcessStatus> status() {
        return processes.values().stream().map(SupervisedProcess::status).toList();
    }

    /** Ends all: in waves, those that nobody left needs first. */
    public void stop(Duration grace) {
        List<SupervisedProcess> left = new ArrayList<>(processes.values());
        while (!left.isEmpty()) {
            List<SupervisedProcess> wave = left.stream()
                    .filter(candidate -> left.stream()
                            .noneMatch(other -> other.spec()
                                    .needs()
                                    .contains(candidate.spec().name())))
                    .toList();
            List<Thread> stopping = wave.stream()
                    .map(process -> Thread.ofVirtual().start(() -> process.stop(grace)))
                    .toList();
            stopping.forEach(Supervisor::join);
            left.removeAll(wave);
        }
    }

    private CompletableFuture<Void> whenThere(String name) {
        SupervisedProcess process = processes.get(name);
        CompletableFuture<Void> there = process == null ? others.get(name) : process.firstReady();
        if (there == null) {
            throw new IllegalArgumentException("No process is called " + name);
        }
        return there;
    }

    private static AttuneException notReady(SupervisedProcess process, String what) {
        String last;
        try {
            last = String.join(" ", LogFiles.lastLines(process.log(), 1));
        } catch (IOException e) {
            last = "";
        }
        return ErrorCategory.INTERNAL.error(
                "not-ready",
                process.spec().name() + " " + what + "; see " + process.log()
                        + (last.isBlank() ? "." : ", which ends with: " + shortened(last)));
    }

    private static String shortened(String line) {
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
