package dev.attune.registry.outbox;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

/** Empties the outbox every second; while the bus or PostgreSQL is away it waits, and says so once. */
@ApplicationScoped
class OutboxSchedule {

    private static final Logger LOG = Logger.getLogger(OutboxSchedule.class);

    private final OutboxRelay relay;
    private final AtomicBoolean stuck = new AtomicBoolean();

    OutboxSchedule(OutboxRelay relay) {
        this.relay = relay;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        try {
            relay.send();
            if (stuck.getAndSet(false)) {
                LOG.info("The outbox is being sent again.");
            }
        } catch (RuntimeException e) {
            if (!stuck.getAndSet(true)) {
                LOG.warn("The outbox cannot be sent and is tried again every second; nothing is lost.", e);
            }
        }
    }
}
