package dev.attune.worker.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.bus.TraceContext;
import dev.attune.contracts.bus.Traces;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunPaused;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.ParkedRuns;
import dev.attune.worker.bus.TraceMemory;
import dev.attune.worker.bus.TransactionalPublisher;
import dev.attune.worker.bus.WorkerGroup;
import dev.attune.worker.run.RunControls.Wish;

/**
 * The life of a run, from its plan to its end.
 *
 * <p>A run that was planned is frozen; before each attempt its number is written beside the plan, so that neither a fault that
 * passes nor a process that dies repeats it for ever. Its end is one transaction: the result or {@code RunFailed}, what the run
 * consumed, and that it is no longer frozen. A run that people or the end of the worker stop gives its attempt back.
 *
 * <p>Not safe for use by several threads.
 */
public final class RunLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunLifecycle.class);

    private final TransactionalPublisher publisher;
    private final EventPublisher progress;
    private final WorkerGroup memory;
    private final ParkedRuns parked;
    private final RunControls controls;
    private final Retries retries;
    private final BooleanSupplier stopping;
    private final TraceMemory traces;
    private Instant notBefore = Instant.MIN;

    /** A frozen run whose plan was read. */
    private record Decoded<P>(FrozenRun frozen, P plan, RunStarted start) {}

    /**
     * As the others are made.
     *
     * @param stopping whether the worker is to end
     * @param traces of what a run that begins now was made from
     */
    RunLifecycle(
            TransactionalPublisher publisher,
            EventPublisher progress,
            WorkerGroup memory,
            ParkedRuns parked,
            RunControls controls,
            Retries retries,
            BooleanSupplier stopping,
            TraceMemory traces) {
        this.publisher = publisher;
        this.progress = progress;
        this.memory = memory;
        this.parked = parked;
        this.controls = controls;
        this.retries = retries;
        this.stopping = stopping;
        this.traces = traces;
    }

    /** Whether a run that failed for the moment is still given time. */
    boolean isPausing() {
        return Instant.now().isBefore(notBefore);
    }

    /** Gives a run that was begun before, by a process that has died since, the time that any failed attempt is given. */
    void takeUp() {
        memory.frozen()
                .map(FrozenRun::attempts)
                .filter(made -> made > 0 && made < retries.attempts())
                .ifPresent(this::pauseAfter);
    }

    /**
     * Plans the run that a trigger asks for. What cannot be planned has failed and consumes its trigger; a trigger whose run is
     * over is consumed in silence; a fault that passes leaves the trigger where it is.
     *
     * @return the run to freeze; empty when there is none to make now
     */
    public Optional<FrozenRun> plan(String runId, String recipe, Trigger trigger, Supplier<FrozenRun> planning) {
        Optional<TraceContext> cause = traces.at(trigger.partition(), trigger.offset());
        return plan(runId, recipe, Map.of(trigger.partition(), trigger.offset() + 1), trigger.details(), planning)
                .map(run -> cause.map(run::causedBy).orElse(run));
    }

    /**
     * As {@link #plan(String, String, Trigger, Supplier)}, for a run that nobody asked for.
     *
     * @param consumes what a run that cannot be planned consumes
     */
    public Optional<FrozenRun> plan(
            String runId, String recipe, Map<TopicPartition, Long> consumes, Supplier<FrozenRun> planning) {
        Set<String> topics =
                consumes.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Optional<TraceContext> cause = traces.newest(topics);
        return plan(runId, recipe, consumes, Map.of(), planning)
                .map(run -> cause.map(run::causedBy).orElse(run));
    }

    private Optional<FrozenRun> plan(
            String runId,
            String recipe,
            Map<TopicPartition, Long> consumes,
            Map<String, String> trigger,
            Supplier<FrozenRun> planning) {
        if (memory.isOver(runId) || parked.holds(runId)) {
            LOG.warn("Run {} is over or paused; what asks for it again, up to {}, is passed over", runId, consumes);
            skip(runId, consumes);
            return Optional.empty();
        }
        int attempt = 1 + plannings(runId);
        try {
            if (attempt > retries.attempts()) {
                throw gaveUp();
            }
            memory.freeze(FrozenRun.planning(runId, trigger).withAttempts(attempt));
            return Optional.of(planning.get());
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            if (passes(e) && attempt < retries.attempts()) {
                Duration pause = pauseAfter(attempt);
                LOG.warn("Run {} is planned again in {}: {}", runId, pause, reason(e));
            } else {
                LOG.error("Run {} cannot be planned", runId, e);
                Map<TopicPartition, Long> consumed = memory.ledger();
                consumed.putAll(consumes);
                publish(runId, List.of(failure(runId, recipe, e)), consumed);
            }
            return Optional.empty();
        }
    }

    /** How often the run's planning was begun without an end: a process that died of it is told by nothing else. */
    private int plannings(String runId) {
        return memory.frozen()
                .filter(frozen -> frozen.hasNoPlan() && frozen.runId().equals(runId))
                .map(FrozenRun::attempts)
                .orElse(0);
    }

    /** Consumes a trigger without saying anything: it was served before. */
    public void skip(String runId, Trigger trigger) {
        skip(runId, Map.of(trigger.partition(), trigger.offset() + 1));
    }

    private void skip(String runId, Map<TopicPartition, Long> consumes) {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        consumes.forEach(
                (partition, until) -> consumed.put(partition, Math.max(until, memory.consumedUntil(partition))));
        publish(runId, List.of(), consumed);
    }

    /**
     * Makes a frozen run, as far as people want it and its attempts reach.
     *
     * @throws KafkaException when the bus is lost or another process has taken over
     */
    <P> void perform(FrozenRun frozen, Runs<P> runs) {
        if (memory.isOver(frozen.runId())) {
            LOG.error("Run {} is frozen though it is over, and is not made again", frozen.runId());
            publish(frozen.runId(), List.of(), consumed(frozen, runs));
            return;
        }
        Optional<Decoded<P>> decoded = read(frozen, runs);
        if (decoded.isEmpty()) {
            return;
        }
        controls.catchUp();
        switch (controls.of(frozen.runId(), Duration.ZERO)) {
            case Wish.GoOn _ -> traced(decoded.get(), runs);
            case Wish.Pause _ -> park(decoded.get().frozen(), runs);
            case Wish.Cancel wish -> fail(frozen, runs, cancelled(wish));
        }
    }

    private <P> Optional<Decoded<P>> read(FrozenRun frozen, Runs<P> runs) {
        try {
            FrozenRun whole = memory.whole(frozen);
            P plan = runs.plan().apply(whole);
            return Optional.of(new Decoded<>(whole, plan, runs.announcement().apply(plan)));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            AttuneException unreadable = new AttuneException(
                    "plan-unreadable",
                    ErrorCategory.CALLER,
                    "The run was begun with a plan that this version of the worker cannot read (" + reason(e)
                            + "); ask for it again.",
                    e);
            fail(frozen, runs, unreadable);
            return Optional.empty();
        }
    }

    /** Each attempt is a span, of which its events tell. */
    private <P> void traced(Decoded<P> run, Runs<P> runs) {
        String recipe = runs.recipe().apply(run.frozen());
        Span span = Traces.run(run.frozen().runId(), recipe, run.frozen().cause(), traces.all());
        try (Scope _ = span.makeCurrent()) {
            begin(run, runs);
        } finally {
            span.end();
        }
    }

    private <P> void begin(Decoded<P> run, Runs<P> runs) {
        String runId = run.frozen().runId();
        int attempt = run.frozen().attempts() + 1;
        if (attempt > retries.attempts()) {
            fail(run.frozen(), runs, gaveUp());
            return;
        }
        FrozenRun begun = run.frozen().withAttempts(attempt);
        memory.freeze(begun);
        LOG.info("Run {} begins, attempt {} of {}", runId, attempt, retries.attempts());
        RunNotes notes = new RunNotes(memory, begun, retries.betweenNotes());
        progress.publish(run.start());
        try {
            Optional<List<Event>> events = make(run, runs, notes);
            progress.flush();
            events.ifPresentOrElse(made -> finish(begun, runs, made), () -> stopped(notes.run(), runs));
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            failed(notes.run(), runs, e);
        } catch (VirtualMachineError e) {
            // No more memory, say: only another process can be trusted, and the attempt is counted already.
            LOG.error("Run {} ends its process", runId, e);
            throw e;
        } catch (Error e) {
            failed(notes.run(), runs, e);
        }
    }

    private <P> Optional<List<Event>> make(Decoded<P> run, Runs<P> runs, RunNotes notes) {
        try {
            Attempt attempt = new Attempt(
                    run.start(),
                    runs.reportEvery(),
                    progress::publish,
                    patience -> !(controls.of(run.start().runId(), patience) instanceof Wish.GoOn),
                    stopping,
                    notes::reached);
            return runs.work().make(run.plan(), attempt);
        } catch (RunStoppedException e) {
            return Optional.empty();
        }
    }

    private void finish(FrozenRun frozen, Runs<?> runs, List<Event> events) {
        publish(frozen.runId(), events, consumed(frozen, runs));
        LOG.info("Run {} is finished", frozen.runId());
        tidy(frozen.runId(), runs);
    }

    /** A run that made nothing was paused, cancelled, or interrupted by the end of the worker: it was no attempt. */
    private void stopped(FrozenRun frozen, Runs<?> runs) {
        switch (controls.of(frozen.runId(), Duration.ZERO)) {
            case Wish.GoOn _ -> {
                LOG.info("Run {} is interrupted and will go on", frozen.runId());
                memory.giveBack(frozen);
            }
            case Wish.Pause _ -> {
                park(memory.whole(frozen).withAttempts(Math.max(0, frozen.attempts() - 1)), runs);
            }
            case Wish.Cancel wish -> fail(frozen, runs, cancelled(wish));
        }
    }

    /**
     * Puts a paused run aside, so that the worker is free for others: first on the disk, then it is no longer frozen and what asked for it is consumed. A
     * process that dies between finds it frozen, and puts it aside again or goes on with it, as people want it then.
     *
     * @param whole with its plan
     */
    private void park(FrozenRun whole, Runs<?> runs) {
        String runId = whole.runId();
        parked.keep(whole);
        RunPaused paused = new RunPaused(runId, runs.recipe().apply(whole), Instant.now());
        publish(runId, List.of(paused), consumed(whole, runs));
        LOG.info("Run {} is paused; the worker is free for others", runId);
    }

    private void failed(FrozenRun frozen, Runs<?> runs, Throwable failure) {
        if (passes(failure) && frozen.attempts() < retries.attempts()) {
            Duration pause = pauseAfter(frozen.attempts());
            LOG.warn("Run {} is tried again in {}", frozen.runId(), pause, failure);
        } else {
            fail(frozen, runs, failure);
        }
    }

    /** What was told to be tried again may pass; so may an Error, which says more of the machine than of the run. */
    private static boolean passes(Throwable failure) {
        return failure instanceof Error
                || (failure instanceof AttuneException known && known.category() == ErrorCategory.RETRIABLE);
    }

    private Duration pauseAfter(int attempts) {
        Duration pause = retries.pause(attempts);
        notBefore = Instant.now().plus(pause);
        return pause;
    }

    private void fail(FrozenRun frozen, Runs<?> runs, Throwable failure) {
        String runId = frozen.runId();
        if (failure instanceof AttuneException known && known.category() == ErrorCategory.CALLER) {
            LOG.warn("Run {} has failed: {}", runId, reason(failure));
        } else {
            LOG.error("Run {} has failed", runId, failure);
        }
        RunFailed failed = failure(runId, runs.recipe().apply(frozen), failure);
        publish(runId, List.of(failed), consumed(frozen, runs));
        tidy(runId, runs);
    }

    /** The run is over and said to be: what it leaves behind cannot change that. */
    private static void tidy(String runId, Runs<?> runs) {
        try {
            runs.tidy().accept(runId);
        } catch (RuntimeException e) {
            LOG.warn("What run {} has left on the disk cannot be removed: {}", runId, reason(e));
        }
    }

    private void publish(String runId, List<? extends Event> events, Map<TopicPartition, Long> consumed) {
        publisher.publish(runId, events, consumed);
        RunMeters.published(events);
        memory.published(events, consumed);
    }

    /** Always the ledger, too: committing it ends the frozen run. */
    private Map<TopicPartition, Long> consumed(FrozenRun frozen, Runs<?> runs) {
        Map<TopicPartition, Long> consumed = memory.ledger();
        // A run that was paused ends after others that came later: what they consumed stays consumed.
        runs.consumed()
                .apply(frozen)
                .forEach((partition, until) ->
                        consumed.put(partition, Math.max(until, memory.consumedUntil(partition))));
        return consumed;
    }

    private AttuneException gaveUp() {
        return new AttuneException(
                "gave-up",
                ErrorCategory.RESOURCES,
                "The run was begun " + retries.attempts()
                        + " times, and each time its process ended before the run did; look"
                        + " into the worker's log for the cause, often too little memory, and ask for the run again.");
    }

    private static AttuneException cancelled(Wish.Cancel wish) {
        String why = wish.reason().map(said -> ": " + said).orElse(".");
        return new AttuneException(
                "cancelled", ErrorCategory.CALLER, "The run was cancelled by a job on the bus" + why);
    }

    private static RunFailed failure(String runId, String recipe, Throwable failure) {
        String code = failure instanceof AttuneException known ? known.code() : "internal";
        return new RunFailed(runId, recipe, code, reason(failure), Instant.now());
    }

    private static String reason(Throwable failure) {
        return failure instanceof Error
                ? failure.toString()
                : Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    }
}
