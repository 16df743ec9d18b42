package dev.attune.feedback.service.voiding;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.trust.Trust;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.voiding.VoidingStore;
import dev.attune.feedback.store.voiding.VoidingStore.Open;

/**
 * Takes ratings out a few at a time, each batch one transaction: nobody waits long, and what a killed process had not finished
 * goes on where it was.
 */
@ApplicationScoped
class VoidingBatches {

    private static final int RATINGS = 100;

    private final VoidingStore store;
    private final RatingStore ratings;
    private final Ratings counting;
    private final Accounts accounts;
    private final Trust trust;

    VoidingBatches(VoidingStore store, RatingStore ratings, Ratings counting, Accounts accounts, Trust trust) {
        this.trust = trust;
        this.store = store;
        this.ratings = ratings;
        this.counting = counting;
        this.accounts = accounts;
    }

    /** One batch of the oldest voiding; false when there is none. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean batch() {
        Optional<Open> open = store.claim();
        open.ifPresent(this::batch);
        return open.isPresent();
    }

    private void batch(Open voiding) {
        String pseudonym =
                accounts.byId(voiding.target().account()).orElseThrow().pseudonym();
        int found = 0;
        int voided = 0;
        int reopened = 0;
        for (UUID id : store.next(voiding, RATINGS)) {
            found++;
            Optional<Judgement> rating = ratings.locked(id);
            if (rating.isPresent()) {
                voided++;
                reopened += takeOut(rating.get(), voiding, pseudonym) ? 1 : 0;
            }
        }
        store.count(voiding.id(), voided, reopened);
        if (found == 0) {
            store.finish(voiding.id());
            // What was believed of others rested on these ratings, too.
            trust.refit(voiding.target().project());
        }
    }

    /** Whether the item settles nothing any more. */
    private boolean takeOut(Judgement rating, Open voiding, String pseudonym) {
        boolean opened = false;
        if (rating.verdict() == Verdict.SKIP) {
            ratings.withdraw(rating.id(), ratings.now());
        } else {
            opened =
                    counting.withdraw(rating, pseudonym, voiding.reason(), true).opened();
        }
        store.mark(rating.id(), voiding.id());
        return opened;
    }
}
