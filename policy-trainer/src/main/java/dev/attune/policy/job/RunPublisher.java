package dev.attune.policy.job;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunPaused;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.TransactionalPublisher;
import dev.attune.worker.run.RunControls;

/**
 * Performs runs for the bus: says that one starts, publishes its result or its failure together with the offsets that it
 * consumed, and tries again later where that may help.
 */
final class RunPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(RunPublisher.class);
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    /** What an update may wait for a look at the jobs. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);

    private final TransactionalPublisher publisher;
    private final EventPublisher progress;
    private final RunControls controls;
    private final Map<String, Integer> attempts = new HashMap<>();
    private Instant notBefore = Instant.MIN;
    private long looked = System.nanoTime() - LOOK_INTERVAL.toNanos();

    RunPublisher(TransactionalPublisher publisher, EventPublisher progress, RunControls controls) {
        this.publisher = publisher;
        this.progress = progress;
        this.controls = controls;
    }

    /** Whether a run that failed for the moment is still given time. */
    boolean isPausing() {
        return Instant.now().isBefore(notBefore);
    }

    /**
     * Performs a run that was frozen before.
     *
     * @param consumed what its publication commits
     * @param work the events to publish; empty when it was interrupted and is to be made again at the next start
     * @return whether it is over, with a result or failed
     * @throws KafkaException when the bus is lost or another process has taken over
     */
    boolean perform(RunStarted start, Map<TopicPartition, Long> consumed, Supplier<Optional<List<Event>>> work) {
        LOG.info("Run {} begins", start.runId());
        progress.publish(start);
        try {
            Optional<List<Event>> events = work.get();
            progress.flush();
            if (events.isEmpty()) {
                return ended(start, consumed);
            }
            publisher.publish(start.runId(), events.get(), consumed);
            LOG.info("Run {} is finished", start.runId());
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isWorthAnotherAttempt(start.runId(), e)) {
                return false;
            }
            LOG.error("Run {} failed", start.runId(), e);
            fail(start.runId(), start.recipe(), e, consumed);
        }
        attempts.remove(start.runId());
        return true;
    }

    /**
     * Follows what people want of a run that is about to begin or to go on.
     *
     * @return whether it may be made now
     */
    boolean mayBegin(RunStarted start, Map<TopicPartition, Long> consumed, Runnable cancelled) {
        controls.catchUp();
        return switch (controls.of(start.runId(), Duration.ZERO)) {
            case RunControls.Wish.GoOn _ -> true;
            case RunControls.Wish.Pause _ -> false;
            case RunControls.Wish.Cancel wish -> {
                cancel(start, wish, consumed);
                cancelled.run();
                yield false;
            }
        };
    }

    /** Whether a run that is being made is to stop between two steps; looks a few times a second at most. */
    boolean isUnwanted(String runId) {
        long now = System.nanoTime();
        if (now - looked < LOOK_INTERVAL.toNanos()) {
            return false;
        }
        looked = now;
        return !(controls.of(runId, LOOK) instanceof RunControls.Wish.GoOn);
    }

    /** A run that made nothing was paused, cancelled, or interrupted by the end of the worker. */
    private boolean ended(RunStarted start, Map<TopicPartition, Long> consumed) {
        return switch (controls.of(start.runId(), Duration.ZERO)) {
            case RunControls.Wish.GoOn _ -> {
                LOG.info("Run {} is interrupted and will be continued", start.runId());
                yield false;
            }
            case RunControls.Wish.Pause _ -> {
                LOG.info("Run {} is paused", start.runId());
                progress.publish(new RunPaused(start.runId(), start.recipe(), Instant.now()));
                progress.flush();
                yield false;
            }
            case RunControls.Wish.Cancel wish -> {
                cancel(start, wish, consumed);
                yield true;
            }
        };
    }

    private void cancel(RunStarted start, RunControls.Wish.Cancel wish, Map<TopicPartition, Long> consumed) {
        LOG.info("Run {} is cancelled", start.runId());
        String reason = wish.reason().map(said -> ": " + said).orElse(".");
        AttuneException cancelled = new AttuneException(
                "cancelled", ErrorCategory.CALLER, "The run was cancelled by a job on the bus" + reason);
        fail(start.runId(), start.recipe(), cancelled, consumed);
    }

    /** Publishes that a run failed, with what it consumed: it is not made again. */
    void fail(String runId, String recipe, RuntimeException failure, Map<TopicPartition, Long> consumed) {
        String code = failure instanceof AttuneException known ? known.code() : "internal";
        String reason = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        publisher.publish(runId, List.of(new RunFailed(runId, recipe, code, reason, Instant.now())), consumed);
    }

    /** Commits without saying anything: the trigger was served before. */
    void skip(String runId, Map<TopicPartition, Long> consumed) {
        publisher.publish(runId, List.of(), consumed);
    }

    private boolean isWorthAnotherAttempt(String runId, RuntimeException failure) {
        if (!(failure instanceof AttuneException known) || known.category() != ErrorCategory.RETRIABLE) {
            return false;
        }
        int made = attempts.merge(runId, 1, Integer::sum);
        if (made >= ATTEMPTS) {
            return false;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (made - 1));
        notBefore = Instant.now().plus(pause);
        LOG.warn("Run {} is tried again in {}: {}", runId, pause, failure.getMessage());
        return true;
    }
}
