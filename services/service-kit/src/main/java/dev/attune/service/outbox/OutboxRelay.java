package dev.attune.service.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;

/**
 * Carries outbox rows to the bus, in order, by one process at a time.
 *
 * <p>A row is settled when the bus has acknowledged it, whatever becomes of others; a crash before that sends it again under
 * the same id. A row that may arrive later holds back those of its topic; one that never can is set apart, and those behind it
 * go on, also those of its key: what they say stands without it.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long POLL_MILLIS = 100;

    /** So long more is waited for after few were sent, so that each round serves many. */
    private static final long GATHER_MILLIS = 10;

    private static final int FEW = 50;
    private static final long FIRST_BACK_OFF_MILLIS = 500;
    private static final long LONGEST_BACK_OFF_MILLIS = 5_000;
    private static final Duration BETWEEN_PRUNINGS = Duration.ofMinutes(10);
    private static final int PRUNED_AT_ONCE = 500;

    private final OutboxTable table;
    private final BusProducer bus;
    private final OutboxConfig config;
    private final Semaphore nudges = new Semaphore(0);
    private final Map<String, String> held = new TreeMap<>();
    private Instant pruneAt = Instant.MIN;
    private long backOff;
    private int lastTaken;
    private final Sweep sweep = new Sweep();
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(OutboxTable table, BusProducer bus, OutboxConfig config) {
        this.table = table;
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

    /** False when it was started and its thread is dead all the same. */
    synchronized boolean alive() {
        return thread == null || thread.isAlive();
    }

    private void run() {
        try {
            while (running) {
                boolean more = attempt();
                if (backOff > 0) {
                    TimeUnit.MILLISECONDS.sleep(backOff);
                } else if (more && lastTaken < FEW) {
                    TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                } else if (!more && nudges.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One round; whatever happened, the rows are still there. True when the next one may follow at once. An Error is no reason
     * to stop sending for as long as the process lives: where memory is out, the virtual machine ends it.
     */
    @SuppressWarnings("CatchThrowable")
    private boolean attempt() {
        try {
            int taken = sendNext();
            lastTaken = taken;
            if (taken == 0 && !held.isEmpty()) {
                wait(held.toString());
                held.clear();
                sweep.again();
                return false;
            }
            if (taken > 0 && held.isEmpty() && backOff > 0) {
                backOff = 0;
                LOG.info("Events leave the outbox again");
            }
            return taken > 0 || prune();
        } catch (InterruptException e) {
            throw e;
        } catch (Throwable e) {
            wait(e.toString());
            return false;
        }
    }

    /** Says the first of a row of failures, and waits longer after each. */
    private void wait(String reason) {
        if (backOff == 0) {
            LOG.warnf("Events wait in the outbox and are tried again: %s", reason);
        }
        backOff = Math.min(LONGEST_BACK_OFF_MILLIS, Math.max(FIRST_BACK_OFF_MILLIS, 2 * backOff));
    }

    /** Rows that were sent wait again. */
    void again() {
        sweep.again();
        nudge(new Outbox.Written(Map.of()));
    }

    /** Sends the oldest rows of all unless another process does; returns how many were tried. */
    int send() {
        sweep.again();
        return sendNext();
    }

    private int sendNext() {
        return QuarkusTransaction.requiringNew().call(this::sendAndSettle);
    }

    private int sendAndSettle() {
        List<OutboxMessage> messages = table.tryLock()
                ? table.oldest(config.batch(), config.batchBytes(), typesHeld(), sweep.from(System.nanoTime()))
                : List.of();
        sweep.found(messages.isEmpty() ? 0 : messages.getFirst().position());
        if (messages.isEmpty()) {
            return 0;
        }
        List<Delivery> deliveries = bus.publish(messages);
        List<UUID> arrived = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            OutboxMessage message = messages.get(i);
            switch (deliveries.get(i)) {
                case Delivery.Arrived _ -> {
                    arrived.add(message.id());
                    rememberKey(message);
                }
                case Delivery.Never never -> setApart(message, never.reason());
                case Delivery.Later later -> {
                    held.putIfAbsent(later.topic(), later.reason());
                    sweep.again();
                }
            }
        }
        table.settle(arrived, Instant.now());
        return messages.size();
    }

    private void rememberKey(OutboxMessage message) {
        if (message.key() == null) {
            EventTypes.byName(message.type())
                    .map(type -> EventCodec.read(message.payload().getBytes(StandardCharsets.UTF_8), type))
                    .ifPresent(event -> table.keyed(message.id(), event.key()));
        }
    }

    private void setApart(OutboxMessage message, String reason) {
        LOG.errorf(
                "Event %s of type %s and key %s cannot be sent and is set apart: %s",
                message.id(), message.type(), message.key(), reason);
        table.setApart(message.id(), reason);
    }

    private List<String> typesHeld() {
        return EventTypes.all().stream()
                .filter(type -> held.containsKey(EventTypes.topicOf(type)))
                .map(EventTypes::nameOf)
                .toList();
    }

    /** True when there may be more to forget. */
    private boolean prune() {
        Instant now = Instant.now();
        if (now.isBefore(pruneAt)) {
            return false;
        }
        if (pruneNow(now) == PRUNED_AT_ONCE) {
            return true;
        }
        pruneAt = now.plus(BETWEEN_PRUNINGS);
        return false;
    }

    /** Forgets some of the rows that were sent long ago; returns how many. */
    int pruneNow(Instant now) {
        return QuarkusTransaction.requiringNew()
                .call(() -> table.forgetSentBefore(now.minus(config.keepSent()), PRUNED_AT_ONCE));
    }
}
