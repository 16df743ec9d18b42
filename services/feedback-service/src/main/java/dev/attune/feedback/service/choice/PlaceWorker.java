package dev.attune.feedback.service.choice;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;

/** Keeps the items of projects in the order of their strategies; also what came before a restart. */
@ApplicationScoped
class PlaceWorker {

    /** So many, then the next project has its turn. */
    private static final int BATCHES = 20;

    private final Places places;

    PlaceWorker(Places places) {
        this.places = places;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        for (UUID project : places.due()) {
            int batches = 0;
            while (batches < BATCHES && places.batch(project)) {
                batches++;
            }
        }
    }
}
