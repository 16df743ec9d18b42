package dev.attune.feedback.service.trust;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import dev.attune.feedback.store.trust.FitStore;
import dev.attune.feedback.trust.FittedCrowd;

/** Looks now and then which projects' raters are to be fitted anew, also after a restart; of several instances one fits a project. */
@ApplicationScoped
class FitSchedule {

    private static final Logger LOG = Logger.getLogger(FitSchedule.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final FitStore store;
    private final Fitting fitting;
    private final Trust trust;
    private final Shadows shadows;
    private final Timer timer;
    private final Map<UUID, Double> drifts = new ConcurrentHashMap<>();

    FitSchedule(FitStore store, Fitting fitting, Trust trust, Shadows shadows, MeterRegistry registry) {
        this.shadows = shadows;
        this.store = store;
        this.fitting = fitting;
        this.trust = trust;
        this.timer = registry.timer("attune.trust.fit");
        Gauge.builder(
                        "attune.trust.drift",
                        () -> drifts.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(0))
                .description(
                        "How far beliefs between two fits strayed, in standard deviations: the worst project's mean")
                .register(registry);
    }

    @Scheduled(every = "{attune.trust.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        List<UUID> projects = QuarkusTransaction.requiringNew().call(store::projects);
        trust.keepOnly(projects);
        drifts.keySet().retainAll(projects);
        for (UUID project : projects) {
            try {
                shadows.follow(project);
                fit(project);
            } catch (RuntimeException e) {
                LOG.errorf(e, "The raters of project %s cannot be fitted; it is tried again", project);
            }
        }
    }

    private void fit(UUID project) {
        QuarkusTransaction.requiringNew()
                .timeout((int) LONGEST.toSeconds())
                .call(() -> fitting.fitIfDue(project))
                .ifPresent(this::measured);
    }

    private void measured(FittedCrowd fit) {
        timer.record(Duration.ofMillis((long) (1000 * fit.seconds())));
        trust.forget(fit.project());
        if (fit.drift() == null) {
            return;
        }
        drifts.put(fit.project(), fit.drift());
        if (fit.strays()) {
            LOG.warnf(
                    "Beliefs of project %s strayed by %.2f standard deviations between two fits (%.2f at most); fit more often:"
                            + " lower ATTUNE_TRUST_NEW_VOTES or ATTUNE_TRUST_GROWTH",
                    fit.project(), fit.drift(), fit.driftMost());
        }
    }
}
