package dev.attune.feedback.service.mining;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.service.outcome.Outcomes;
import dev.attune.feedback.store.mining.MinedStore;
import dev.attune.feedback.store.review.ReviewStore;

/** What somebody asked goes with them: its items are closed, what they settled is taken back, and its text is gone. */
@ApplicationScoped
public class ForgottenPrompts {

    private static final String REASON = "the person who asked was erased";
    private static final String ERASED = "[ERASED]";

    private final MinedStore store;
    private final Outcomes outcomes;
    private final ReviewStore reviews;

    ForgottenPrompts(MinedStore store, Outcomes outcomes, ReviewStore reviews) {
        this.store = store;
        this.outcomes = outcomes;
        this.reviews = reviews;
    }

    /** Forgets all that came from the account. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UUID account) {
        for (UUID prompt : store.of(account)) {
            for (UUID item : store.items(prompt)) {
                outcomes.change(item, REASON, () -> reviews.set(item, ReviewState.VOID));
            }
            store.erase(prompt, ERASED);
        }
    }
}
