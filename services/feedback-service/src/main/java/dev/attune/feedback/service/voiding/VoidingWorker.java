package dev.attune.feedback.service.voiding;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;

/** Goes on with voidings, and with those that are taken back, until none is left; also with those of before a restart. */
@ApplicationScoped
class VoidingWorker {

    private final VoidingBatches batches;
    private final ReversalBatches reversals;

    VoidingWorker(VoidingBatches batches, ReversalBatches reversals) {
        this.batches = batches;
        this.reversals = reversals;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        boolean more = true;
        while (more) {
            more = batches.batch() || reversals.batch();
        }
    }
}
