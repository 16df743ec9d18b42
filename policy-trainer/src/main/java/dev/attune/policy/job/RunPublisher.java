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

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.EventPublisher;
import dev.attune.contracts.bus.TransactionalPublisher;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunStarted;

/**
 * Performs runs for the bus: says that one starts, publishes its result or its failure together with the offsets that it
 * consumed, and tries again later where that may help.
 */
final class RunPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(RunPublisher.class);
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final TransactionalPublisher publisher;
    private final EventPublisher progress;
    private final Map<String, Integer> attempts = new HashMap<>();
    private Instant notBefore = Instant.MIN;

    RunPublisher(TransactionalPublisher publisher, EventPublisher progress) {
        this.publisher = publisher;
        this.progress = progress;
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
                LOG.info("Run {} is interrupted and will be continued", start.runId());
                return false;
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
