package dev.attune.feedback.service.outcome;

import java.time.Duration;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.store.trust.BeliefStore;
import dev.attune.feedback.store.trust.ShadowStore;

/**
 * Tells the ring of preferences whose probability a fit has moved, or whose outcome it has turned, and of those whose raters weigh nothing now: a few at a time, each batch one
 * transaction, so that nobody waits long and what a killed process had not told goes on where it was.
 */
@ApplicationScoped
class MovedPreferences {

    private static final int BATCH = 100;

    /** So long a turn begins batches: people who rate come first, also in the outbox; the rest comes in the next turns. */
    private static final long TURN = Duration.ofMillis(200).toNanos();

    private final BeliefStore beliefs;
    private final ShadowStore shadows;
    private final Outcomes outcomes;
    private final Sql sql;

    MovedPreferences(BeliefStore beliefs, ShadowStore shadows, Outcomes outcomes, Sql sql) {
        this.shadows = shadows;
        this.beliefs = beliefs;
        this.outcomes = outcomes;
        this.sql = sql;
    }

    @Scheduled(every = "{attune.trust.tell-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        int told = BATCH;
        long begun = System.nanoTime();
        while (told == BATCH && System.nanoTime() - begun < TURN) {
            told = QuarkusTransaction.requiringNew().call(this::tellSome);
        }
    }

    /** Of several instances one at a time. */
    private int tellSome() {
        sql.lock("trust.tell");
        int told = 0;
        for (UUID item : beliefs.pending(BATCH)) {
            outcomes.tellAnew(item);
            beliefs.nothingPending(item);
            told++;
        }
        if (told == 0) {
            for (UUID item : shadows.anew(BATCH)) {
                outcomes.tellAnew(item);
                shadows.toldAnew(item);
                told++;
            }
        }
        return told;
    }
}
