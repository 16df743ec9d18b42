package dev.attune.feedback.service.acceptance;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.bus.TraceContext;
import dev.attune.feedback.AcceptedRating;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Idempotency.Key;
import dev.attune.feedback.service.Idempotency.Once;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.feedback.service.together.Together;

/** Accepts ratings: those that come at the same time are committed together (decision 43). */
@ApplicationScoped
public class Acceptances {

    /** One: people who rate at the same time rate the same items, so that a second lane waits for the first one's items anyway. */
    private static final int LANES = 1;

    private static final int MOST = 64;

    private final Idempotency idempotency;
    private final Together<GivenRating, Once<AcceptedRating>> together;

    Acceptances(Idempotency idempotency, Acceptance acceptance) {
        this.idempotency = idempotency;
        this.together = new Together<>(LANES, MOST, given -> given.account().id(), acceptance::accept);
    }

    /**
     * Accepts a rating under a lease, once under its key. A skip is kept, so that the person does not see the item again, but it is no
     * rating: it counts nowhere and the ring is not told.
     *
     * @param body of the request, which a repetition must have, too
     * @throws FeedbackException {@link Fault#LEASE_UNKNOWN}, {@link Fault#LEASE_USED}, {@link Fault#LEASE_EXPIRED},
     *     {@link Fault#ITEM_COMPLETE}, {@link Fault#COMMENT_TOO_LONG}, {@link Fault#NOT_ASKED}, {@link Fault#INVALID_REQUEST} or
     *     {@link Fault#IDEMPOTENCY_KEY_REUSED}
     */
    public Once<AcceptedRating> rate(
            Key key, Object body, UUID lease, Account account, Opinion opinion, String source) {
        Ratings.checkStrength(opinion.verdict(), opinion.strength());
        return together.ask(new GivenRating(
                key, idempotency.hash(key, body), lease, account, opinion.tidied(), source, TraceContext.current()));
    }
}
