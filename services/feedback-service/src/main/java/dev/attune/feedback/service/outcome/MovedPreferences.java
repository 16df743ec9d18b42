package dev.attune.feedback.service.outcome;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.store.trust.BeliefStore;

/**
 * Tells the ring of preferences whose probability a fit has moved, or whose outcome it has turned: a few at a time, each batch one
 * transaction, so that nobody waits long and what a killed process had not told goes on where it was.
 */
@ApplicationScoped
class MovedPreferences {

    private static final int BATCH = 100;

    /** Of one turn, so that the outbox is not flooded: the rest comes in the next ones. */
    private static final int BATCHES = 20;

    private final BeliefStore beliefs;
    private final Outcomes outcomes;
    private final Sql sql;

    MovedPreferences(BeliefStore beliefs, Outcomes outcomes, Sql sql) {
        this.beliefs = beliefs;
        this.outcomes = outcomes;
        this.sql = sql;
    }

    @Scheduled(every = "{attune.trust.tell-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        int told = BATCH;
        for (int batch = 0; batch < BATCHES && told == BATCH; batch++) {
            told = QuarkusTransaction.requiringNew().call(this::tellSome);
        }
    }

    /** Of several instances one at a time. */
    private int tellSome() {
        sql.lock("trust.tell");
        int told = 0;
        for (UUID item : beliefs.pending(BATCH)) {
            if (!outcomes.tellAnew(item)) {
                beliefs.forget(item);
            }
            beliefs.nothingPending(item);
            told++;
        }
        return told;
    }
}
