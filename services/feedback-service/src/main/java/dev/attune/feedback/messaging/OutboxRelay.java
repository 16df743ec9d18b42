package dev.attune.feedback.messaging;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.service.Outbox;

/**
 * Carries outbox rows to the bus, in order, by one instance at a time. A row is deleted after the bus has it; a crash in
 * between publishes it again under the same id.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long POLL_MILLIS = 100;
    private static final long BACK_OFF_MILLIS = 1_000;

    private final Outbox outbox;
    private final BusProducer bus;
    private final FeedbackConfig.Outbox config;
    private final Semaphore nudges = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    /** Why the batch under way was not acknowledged; like {@code trouble} only the relay's thread uses it. */
    private @Nullable String failure;

    private @Nullable String trouble;

    OutboxRelay(Outbox outbox, BusProducer bus, FeedbackConfig config) {
        this.outbox = outbox;
        this.bus = bus;
        this.config = config.outbox();
    }

    void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        if (config.enabled()) {
            start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Publishes soon after a commit rather than at the next poll. */
    void nudge(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Written written) {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    synchronized void start() {
        if (thread == null) {
            running = true;
            thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this::run);
        }
    }

    synchronized void stop() {
        running = false;
        Thread stopping = thread;
        thread = null;
        if (stopping == null) {
            return;
        }
        nudges.release();
        try {
            stopping.join(2 * config.acknowledgeWithin().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            try {
                failure = null;
                int published = outbox.relay(config.batch(), this::publish);
                note(failure);
                if (published < config.batch()) {
                    rest(trouble == null ? POLL_MILLIS : BACK_OFF_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // The rows are still there: whatever it was, they are tried again.
                note(e.toString());
                backOff();
            }
        }
    }

    private int publish(List<Outbox.Pending> events) {
        BusProducer.Published published = bus.publish(events);
        failure = published.failure();
        return published.acknowledged();
    }

    /** Logs the first of a row of failures, and the end of it. */
    private void note(@Nullable String problem) {
        if (problem != null && trouble == null) {
            LOG.warnf("Events wait in the outbox, they are tried again every second: %s", problem);
        }
        if (problem == null && trouble != null) {
            LOG.info("Events leave the outbox again");
        }
        trouble = problem;
    }

    private void rest(long millis) throws InterruptedException {
        if (nudges.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            nudges.drainPermits();
        }
    }

    private void backOff() {
        try {
            TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
