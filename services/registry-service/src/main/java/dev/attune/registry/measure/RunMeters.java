package dev.attune.registry.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import dev.attune.contracts.measure.Meters;
import dev.attune.registry.store.RunStore;

/** Runs by recipe and state; counted now and then, and gone while the database does not answer. */
@ApplicationScoped
class RunMeters {

    private static final Logger LOG = Logger.getLogger(RunMeters.class);

    private final RunStore runs;
    private final MultiGauge gauge;

    RunMeters(RunStore runs, MeterRegistry registry) {
        this.runs = runs;
        this.gauge = MultiGauge.builder("attune.runs").register(registry);
    }

    @Scheduled(every = "{attune.metrics.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        gauge.register(rows(), true);
    }

    private List<MultiGauge.Row<?>> rows() {
        Map<Tags, Long> counts = new TreeMap<>(java.util.Comparator.comparing(Tags::toString));
        try {
            QuarkusTransaction.requiringNew()
                    .call(runs::counts)
                    .forEach(count -> counts.merge(
                            Tags.of(
                                    "recipe",
                                    Meters.recipe(count.recipe()),
                                    "state",
                                    count.state().name()),
                            count.runs(),
                            Long::sum));
        } catch (RuntimeException e) {
            LOG.debugf(e, "The runs cannot be counted");
        }
        return counts.entrySet().stream()
                .<MultiGauge.Row<?>>map(count -> MultiGauge.Row.of(count.getKey(), count.getValue()))
                .toList();
    }
}
