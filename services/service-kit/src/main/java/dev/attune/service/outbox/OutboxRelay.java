package dev.attune.service.outbox;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries outbox rows to the bus, in order, by one process at a time. A row is forgotten when the bus has it; a crash in
 * between sends it again under the same id.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long POLL_MILLIS = 100;
    private static final long BACK_OFF_MILLIS = 1_000;

    private final Outbox outbox;
    private final BusProducer bus;
    private final OutboxConfig config;
    private final Semaphore nudges = new Semaphore(0);
    private final AtomicBoolean stuck = new AtomicBoolean();
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(Outbox outbox, BusProducer bus, OutboxConfig config) {
        this.outbox = outbox;
        this.bus = bus;
        this.config = config;
    }

    void started(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        if (config.enabled()) {
            start();
        }
    }

    void stopped(@Observes ShutdownEvent event) {
        stop();
    }

    /** Sends soon after a commit rather than at the next poll. */
    void nudge(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Written written) {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    /** Begins to send. */
    public synchronized void start() {
        if (thread == null) {
            running = true;
            thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this::run);
        }
    }

    /** Ends after the batch under way; what waits then is sent after the next {@link #start()}. */
    public synchronized void stop() {
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
        try {
            while (running) {
                int taken = attempt();
                if (stuck.get()) {
                    TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
                } else if (taken < config.batch() && nudges.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Logs the first of a row of failures, and the end of it; whatever it was, the rows are still there. */
    private int attempt() {
        try {
            int taken = send();
            if (stuck.getAndSet(false)) {
                LOG.info("Events leave the outbox again");
            }
            return taken;
        } catch (RuntimeException e) {
            if (!stuck.getAndSet(true)) {
                LOG.warnf("Events wait in the outbox, they are tried again every second: %s", e.toString());
            }
            return 0;
        }
    }

    /** Sends the oldest rows unless another process does; returns how many there were. */
    int send() {
        try {
            return QuarkusTransaction.requiringNew().call(this::sendAndForget);
        } catch (NotAcknowledged e) {
            outbox.forget(e.arrived());
            throw e;
        }
    }

    /** Forgets first, so that only the commit is left to do, and to be killed in, when the bus has acknowledged. */
    private int sendAndForget() {
        List<OutboxRow> rows = outbox.tryLock() ? outbox.oldest(config.batch()) : List.of();
        if (!rows.isEmpty()) {
            outbox.forget(rows);
            bus.publish(rows);
        }
        return rows.size();
    }
}
