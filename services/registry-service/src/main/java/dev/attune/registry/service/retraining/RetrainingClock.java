package dev.attune.registry.service.retraining;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import dev.attune.registry.store.retraining.RetrainingStore;
import dev.attune.service.database.DatabaseAway;

/** Looks at each project whose time has come: soon after something changed, and each minute. */
@ApplicationScoped
class RetrainingClock {

    private static final Logger LOG = Logger.getLogger(RetrainingClock.class);
    private static final int AT_ONCE = 100;
    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);

    private final RetrainingStore projects;
    private final RetrainingLook look;

    RetrainingClock(RetrainingStore projects, RetrainingLook look) {
        this.projects = projects;
        this.look = look;
    }

    @Scheduled(every = "{attune.retraining.look}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            QuarkusTransaction.requiringNew().call(() -> projects.due(AT_ONCE)).forEach(this::look);
        } catch (RuntimeException e) {
            if (!DatabaseAway.isCauseOf(e)) {
                throw e;
            }
            LOG.warnf("Whether projects train again is decided when the database is back: %s", e);
        }
    }

    /** What goes wrong with one project is no matter of the others. */
    private void look(String projectId) {
        try {
            look.at(projectId);
        } catch (RuntimeException e) {
            if (DatabaseAway.isCauseOf(e)) {
                throw e;
            }
            LOG.errorf(e, "Whether project %s trains again could not be decided", projectId);
            QuarkusTransaction.requiringNew()
                    .run(() -> projects.lookAgain(projectId, projects.now().plus(AFTER_A_FAULT)));
        }
    }
}
