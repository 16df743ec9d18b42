package dev.attune.platform.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/**
 * Keeps a list of processes alive.
 *
 * <p>Each starts as soon as what it needs was ready once, all others at the same time. Stopping goes the other way:
 * what nobody needs ends first.
 */
public final class Supervisor {

    /** A process that ends this often without ever being ready will not become ready by itself. */
    static final int HOPELESS = 4;

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
        var _ = awaitReady(time, Set.of(), progress);
    }

    /**
     * As {@link #awaitReady(Duration, Consumer)}, but the others do not wait for those that can be done without: they are
     * started again and again.
     *
     * @param dispensable names of those
     * @return a sentence for each of those that is not ready
     */
    public List<String> awaitReady(Duration time, Set<String> dispensable, Consumer<String> progress)
            throws InterruptedException {
        List<String> missing = new ArrayList<>();
        List<SupervisedProcess> waiting = new ArrayList<>(processes.values());
        long deadline = System.nanoTime() + time.toNanos();
        while (!waiting.isEmpty() && !givenUp) {
            for (SupervisedProcess process : List.copyOf(waiting)) {
                if (process.firstReady().isDone()) {
                    waiting.remove(process);
                    progress.accept(process.spec().name());
                    continue;
                }
                Optional<String> why = hopeless(process, System.nanoTime() > deadline, time);
                if (why.isPresent() && !dispensable.contains(process.spec().name())) {
                    throw ErrorCategory.INTERNAL.error("not-ready", why.get());
                }
                why.ifPresent(sentence -> {
                    waiting.remove(process);
                    missing.add(sentence);
                });
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return missing;
    }

    /** Why nobody should wait any longer, as a sentence. */
    private static Optional<String> hopeless(SupervisedProcess process, boolean late, Duration time) {
        int ended = process.failuresBeforeReady();
        if (ended < HOPELESS && !late) {
            return Optional.empty();
        }
        String what = ended >= HOPELESS
                ? "ended " + ended + " times before it was ready"
                : "was not ready after " + time.toSeconds() + " s";
        String last = process.lastWords();
        return Optional.of(process.spec().name() + " " + what + "; see " + process.log()
                + (last.isEmpty() ? "." : ", which ends with: " + last));
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
