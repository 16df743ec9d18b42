package dev.attune.feedback.service.voiding;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;

/** Goes on with voidings until none is left; also with those of before a restart. */
@ApplicationScoped
class VoidingWorker {

    private final VoidingBatches batches;

    VoidingWorker(VoidingBatches batches) {
        this.batches = batches;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        boolean more = true;
        while (more) {
            more = batches.batch();
        }
    }
}
