package dev.attune.feedback.service;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;

import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.SessionStore;
import dev.attune.feedback.store.playground.ComparisonStore;
import dev.attune.service.database.SmallBatches;

/** Forgets by age what nobody can ask for any more. What the outbox has sent is forgotten by its relay. */
@ApplicationScoped
class Housekeeping {

    private final LeaseStore leases;
    private final CallStore calls;
    private final SessionStore sessions;
    private final ComparisonStore comparisons;
    private final FeedbackConfig.Keep keep;

    Housekeeping(
            LeaseStore leases,
            CallStore calls,
            SessionStore sessions,
            ComparisonStore comparisons,
            FeedbackConfig config) {
        this.leases = leases;
        this.calls = calls;
        this.sessions = sessions;
        this.comparisons = comparisons;
        this.keep = config.keep();
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        SmallBatches.forget(limit -> leases.forget(keep.leases(), limit));
        SmallBatches.forget(limit -> calls.forgetAnswers(keep.answers(), limit));
        SmallBatches.forget(limit -> calls.forgetDeliveries(keep.deliveries(), limit));
        SmallBatches.forget(limit -> sessions.forget(keep.sessions(), limit));
        SmallBatches.forget(limit -> comparisons.forget(keep.answers(), limit));
    }
}
