package dev.attune.feedback.measure;

import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.LeaseStore;

/** Hand-outs of the last day; looked at now and then, NaN while the database does not answer. */
@ApplicationScoped
class LeaseMeters {

    private static final Logger LOG = Logger.getLogger(LeaseMeters.class);

    private final LeaseStore leases;
    private volatile LeaseStore.@Nullable Counts seen;

    LeaseMeters(LeaseStore leases, MeterRegistry registry) {
        this.leases = leases;
        gauge(registry, "held", LeaseStore.Counts::held);
        gauge(registry, "expired", LeaseStore.Counts::expired);
        gauge(registry, "ended", LeaseStore.Counts::ended);
    }

    @Scheduled(every = "{attune.metrics.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            seen = QuarkusTransaction.requiringNew().call(leases::counts);
        } catch (RuntimeException e) {
            LOG.debugf(e, "The leases cannot be counted");
            seen = null;
        }
    }

    private void gauge(MeterRegistry registry, String state, ToDoubleFunction<LeaseStore.Counts> value) {
        Gauge.builder("attune.leases", () -> {
                    LeaseStore.Counts counts = seen;
                    return counts == null ? Double.NaN : value.applyAsDouble(counts);
                })
                .tag("state", state)
                .register(registry);
    }
}
