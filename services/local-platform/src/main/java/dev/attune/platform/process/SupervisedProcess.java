package dev.attune.platform.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

import dev.attune.platform.log.RotatingLog;

/** One process kept alive by a thread of its own: started, probed, and started again after a delay when it ends. */
final class SupervisedProcess {

    private static final Logger LOG = Logger.getLogger(SupervisedProcess.class.getName());
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);
    /** How long one that starts may answer nothing, at least. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int SHOWN_CHARACTERS = 300;

    private final ProcessSpec spec;
    private final Path log;
    private final PidFiles pids;
    private final Runnable onChange;
    private final BackOff backOff = new BackOff();
    private final RotatingLog output;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile ProcessState state = ProcessState.WAITING;
    private volatile @Nullable Process process;
    private volatile @Nullable Instant startedAt;
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile int failuresBeforeReady;
    /** Since it was well for a minute. */
    private volatile int endsInARow;

    private volatile String trouble = "";

    SupervisedProcess(ProcessSpec spec, Path logs, PidFiles pids, Runnable onChange) {
        this.spec = spec;
        this.log = logs.resolve(spec.name() + ".log");
        this.output = new RotatingLog(log, RotatingLog.LIMIT_BYTES);
        this.pids = pids;
        this.onChange = onChange;
    }

    ProcessSpec spec() {
        return spec;
    }

    Path log() {
        return log;
    }

    /** Done once the process was ready for the first time. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    boolean isReady() {
        return status().state() == ProcessState.READY;
    }

    /** How often in a row it ended without ever having been ready. */
    int failuresBeforeReady() {
        return failuresBeforeReady;
    }

    /** The last line of its log that says something; empty where there is none. */
    String lastWords() {
        String said = output.lastWords().strip();
        return said.length() <= SHOWN_CHARACTERS ? said : said.substring(0, SHOWN_CHARACTERS) + "...";
    }

    ProcessStatus status() {
        Process current = process;
        long pid = current != null && current.isAlive() ? current.pid() : 0;
        // The watching thread hears of a death a moment later than the system knows of it.
        boolean wasUp = state == ProcessState.READY || state == ProcessState.DEGRADED;
        ProcessState seen = wasUp && pid == 0 ? ProcessState.RESTARTING : state;
        String said = trouble;
        return new ProcessStatus(
                spec.name(), pid, seen, spec.port(), startedAt, restarts.get(), said.isEmpty() ? null : said);
    }

    /** Starts it when {@code needed} is done, and keeps it alive until {@link #stop}. */
    void keepAlive(CompletableFuture<Void> needed) {
        Thread.ofVirtual().name("supervise-" + spec.name()).start(() -> {
            try {
                if (stopsBefore(needed)) {
                    return;
                }
                while (!stopping()) {
                    runOnce();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                to(ProcessState.STOPPED);
                ended.countDown();
            }
        });
    }

    /** Tells it to end, kills it after {@code grace}, and returns when it is gone. */
    void stop(Duration grace) {
        stop.countDown();
        Process current = process;
        try {
            if (current != null && current.isAlive()) {
                to(ProcessState.STOPPING);
                signal(current, spec.stopSignal());
                if (!current.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warning(() -> spec.name() + " did not end within " + grace + " and is killed");
                    current.destroyForcibly().waitFor();
                }
            }
            if (!ended.await(5, TimeUnit.SECONDS)) {
                LOG.warning(() -> "the watch over " + spec.name() + " did not end");
            }
        } catch (InterruptedException e) {
            if (current != null) {
                current.destroyForcibly();
            }
            Thread.currentThread().interrupt();
        }
        pids.remove(spec.name());
        output.close();
    }

    private boolean stopsBefore(CompletableFuture<Void> needed) throws InterruptedException {
        while (!needed.isDone()) {
            if (stop.await(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return stopping();
    }

    private void runOnce() throws InterruptedException {
        Instant readyAt = null;
        String end;
        try {
            Process started = launch();
            Thread drain = Thread.ofVirtual().name("log-" + spec.name()).start(() -> Children.drain(started, output));
            readyAt = awaitReady(started);
            if (readyAt != null) {
                watch(started);
            }
            int exit = started.waitFor();
            drain.join(LAST_WORDS);
            end = "ended with exit code " + exit;
            LOG.info(() -> spec.name() + " (pid " + started.pid() + ") ended with exit code " + exit);
        } catch (IOException | RuntimeException e) {
            end = "could not be started: " + e.getMessage();
            LOG.log(Level.WARNING, e, () -> spec.name() + " could not be started");
        }
        if (stopping()) {
            return;
        }
        failuresBeforeReady = readyAt == null ? failuresBeforeReady + 1 : 0;
        Duration healthyFor = readyAt == null ? Duration.ZERO : Duration.between(readyAt, Instant.now());
        endsInARow = healthyFor.compareTo(BackOff.HEALTHY) >= 0 ? 1 : endsInARow + 1;
        Duration delay = backOff.afterExit(healthyFor);
        restarts.incrementAndGet();
        trouble = ended(end);
        to(isFailing() ? ProcessState.FAILING : ProcessState.RESTARTING);
        LOG.info(() -> spec.name() + " starts again in " + delay.toMillis() + " ms");
        if (stop.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.fine("told to stop while waiting");
        }
    }

    private boolean isFailing() {
        return endsInARow >= Supervisor.HOPELESS;
    }

    private String ended(String how) {
        String times = endsInARow > 1 ? ", " + endsInARow + " times in a row" : "";
        String words = lastWords();
        return "it " + how + times + (words.isEmpty() ? "; see " + log : "; " + log + " ends with: " + words);
    }

    private Process launch() throws IOException {
        spec.beforeStart().run();
        Process started = Children.start(spec.command(), spec.environment(), spec.whenOrphaned());
        process = started;
        startedAt = Instant.now();
        output.forget();
        pids.write(ProcessIdentity.of(spec.name(), started.toHandle(), spec.mark()));
        LOG.info(() -> spec.name() + " started with pid " + started.pid());
        // What ends again and again is not said to be starting: that would never be seen otherwise.
        to(isFailing() ? ProcessState.FAILING : ProcessState.STARTING);
        if (stopping()) {
            // stop() may have looked before this process existed.
            started.destroy();
        }
        return started;
    }

    private @Nullable Instant awaitReady(Process started) throws InterruptedException {
        Answers answers = new Answers(spec.liveness().probe(), START_PATIENCE);
        while (started.isAlive() && !stopping()) {
            if (spec.probe().ready()) {
                trouble = spec.probe().said();
                to(ProcessState.READY);
                firstReady.complete(null);
                return Instant.now();
            }
            if (endsInARow == 0) {
                trouble = firstReady.isDone() ? spec.probe().said() : "";
            }
            if (answers.isSilent()) {
                end(started);
            }
            if (stop.await(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                return null;
            }
        }
        return null;
    }

    /** Returns when it has ended, or was ended because it hung. */
    private void watch(Process started) throws InterruptedException {
        Answers answers = new Answers(spec.liveness().probe(), spec.liveness().patience());
        while (started.isAlive() && !stopping()) {
            if (stop.await(answers.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            if (answers.isSilent()) {
                end(started);
                return;
            }
            boolean ready = spec.probe().ready();
            String said = spec.probe().said();
            ProcessState seen = ready ? ProcessState.READY : ProcessState.DEGRADED;
            if (started.isAlive() && !stopping() && (seen != state || !said.equals(trouble))) {
                LOG.log(ready ? Level.INFO : Level.WARNING, () -> spec.name() + " is " + seen + " " + said);
                trouble = said;
                to(seen);
            }
        }
    }

    private void end(Process hung) {
        LOG.severe(() -> spec.name() + " (pid " + hung.pid() + ") lives but has not answered for "
                + spec.liveness().patience().toSeconds() + " s; it is ended and started again");
        trouble = "it hung and was ended";
        hung.descendants().forEach(ProcessHandle::destroyForcibly);
        hung.destroyForcibly();
    }

    private static void signal(Process process, String signal) throws InterruptedException {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException noKillProgram) {
            process.destroy();
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void to(ProcessState next) {
        state = next;
        onChange.run();
    }
}
