package dev.attune.service.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of the outbox: docs/metrics.md lists it. The table is looked at now and then, so that who reads the numbers
 * never waits for the database; while it does not answer they are NaN.
 */
@ApplicationScoped
class OutboxMeters {

    private static final Logger LOG = Logger.getLogger(OutboxMeters.class);

    private final OutboxStates states;
    private final MeterRegistry registry;
    private volatile OutboxStates.@Nullable Unsent unsent;

    OutboxMeters(OutboxStates states, MeterRegistry registry) {
        this.states = states;
        this.registry = registry;
        gauge("attune.outbox.rows", OutboxStates.Unsent::waiting);
        gauge("attune.outbox.bytes", OutboxStates.Unsent::bytes);
        gauge("attune.outbox.set.apart", OutboxStates.Unsent::setApart);
        gauge("attune.outbox.oldest.seconds", OutboxMeters::age);
    }

    @Scheduled(every = "{attune.metrics.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            unsent = states.unsent();
        } catch (RuntimeException e) {
            LOG.debugf(e, "The outbox cannot be measured");
            unsent = null;
        }
    }

    void written(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Written written) {
        written.types()
                .forEach((type, count) ->
                        registry.counter("attune.events.written", "type", type).increment(count));
    }

    private void gauge(String name, ToDoubleFunction<OutboxStates.Unsent> value) {
        Gauge.builder(name, () -> {
                    OutboxStates.Unsent seen = unsent;
                    return seen == null ? Double.NaN : value.applyAsDouble(seen);
                })
                .register(registry);
    }

    private static double age(OutboxStates.Unsent seen) {
        Instant since = seen.since();
        return since == null ? 0 : Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }
}
