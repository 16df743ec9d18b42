package dev.attune.feedback.service.project;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import dev.attune.feedback.store.project.ErasureStore;
import dev.attune.feedback.store.project.ErasureStore.Part;
import dev.attune.feedback.store.project.ProjectLifeStore;
import dev.attune.service.database.SmallBatches;

/**
 * Deletes the rows of deleted projects, a few at a time, and the project itself at the end: whatever breaks off meanwhile, the
 * next turn goes on.
 */
@ApplicationScoped
class Erasure {

    private static final Logger LOG = Logger.getLogger(Erasure.class);

    private final ProjectLifeStore projects;
    private final ErasureStore store;

    Erasure(ProjectLifeStore projects, ErasureStore store) {
        this.projects = projects;
        this.store = store;
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void erase() {
        for (UUID project : QuarkusTransaction.requiringNew().call(projects::deleted)) {
            erase(project);
        }
    }

    private void erase(UUID project) {
        List<Part> parts = QuarkusTransaction.requiringNew().call(store::parts);
        long rows = 0;
        for (Part part : parts) {
            rows += SmallBatches.forget(limit -> store.delete(part, project, limit));
        }
        LOG.infof("Deleted project %s: %d rows", project, rows);
    }
}
