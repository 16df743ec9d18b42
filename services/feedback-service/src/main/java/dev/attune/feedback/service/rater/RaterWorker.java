package dev.attune.feedback.service.rater;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;

import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.rater.StandingStore;

/** Measures raters of projects that check them, where something was said since; also after a restart. */
@ApplicationScoped
class RaterWorker {

    private final StandingStore standings;
    private final ProjectStore projects;
    private final Raters raters;

    RaterWorker(StandingStore standings, ProjectStore projects, Raters raters) {
        this.standings = standings;
        this.projects = projects;
        this.raters = raters;
    }

    @Scheduled(
            every = "${attune.feedback.checks.every:PT1M}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        for (UUID id : standings.due()) {
            try {
                projects.byId(id).ifPresent(raters::measure);
            } catch (RuntimeException e) {
                // The other projects are measured all the same, and this one the next time.
                Log.errorf(e, "Raters of project %s could not be measured", id);
            }
        }
    }
}
