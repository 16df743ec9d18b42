package dev.attune.feedback.service.voiding;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.FeedbackEvent;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.Provenance;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.outcome.Outcomes;
import dev.attune.feedback.service.trust.Trust;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.voiding.ReversalStore;
import dev.attune.feedback.store.voiding.ReversalStore.Open;
import dev.attune.service.outbox.Outbox;

/** Lets ratings count again that a voiding took out, a few at a time, as the voiding itself was. */
@ApplicationScoped
class ReversalBatches {

    private static final int RATINGS = 100;
    private static final String RESTORED = "a rating counts again that was taken out";

    private final ReversalStore store;
    private final RatingStore ratings;
    private final ItemStore items;
    private final PromptStore prompts;
    private final Outcomes outcomes;
    private final Outbox outbox;
    private final Accounts accounts;
    private final Trust trust;

    ReversalBatches(
            ReversalStore store,
            RatingStore ratings,
            ItemStore items,
            PromptStore prompts,
            Outcomes outcomes,
            Outbox outbox,
            Accounts accounts,
            Trust trust) {
        this.store = store;
        this.ratings = ratings;
        this.items = items;
        this.prompts = prompts;
        this.outcomes = outcomes;
        this.outbox = outbox;
        this.accounts = accounts;
        this.trust = trust;
    }

    /** One batch of the oldest reversal; false when there is none. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean batch() {
        Optional<Open> open = store.claim();
        open.ifPresent(this::batch);
        return open.isPresent();
    }

    private void batch(Open reversal) {
        List<UUID> found = store.next(reversal, RATINGS);
        if (found.isEmpty()) {
            store.finish(reversal.id());
            trust.refit(reversal.project());
            return;
        }
        int restored = 0;
        UUID last = found.getLast();
        for (UUID id : found) {
            Judgement rating = ratings.byId(id);
            restored += restore(rating) ? 1 : 0;
            last = rating.itemId();
        }
        store.count(reversal.id(), restored, found.size() - restored, last);
    }

    private boolean restore(Judgement rating) {
        if (rating.verdict() == Verdict.SKIP) {
            boolean free = !store.ratedSince(rating.itemId(), rating.accountId());
            if (free) {
                ratings.restore(rating.id());
            }
            return free;
        }
        if (items.get(rating.itemId()).form().task() == Task.DEMONSTRATE) {
            // What was written went with the rating.
            return false;
        }
        boolean[] restored = {false};
        outcomes.change(rating.itemId(), RESTORED, () -> {
            restored[0] = !store.ratedSince(rating.itemId(), rating.accountId()) && items.restore(rating.itemId());
            if (restored[0]) {
                ratings.restore(rating.id());
                tell(rating);
            }
        });
        return restored[0];
    }

    private void tell(Judgement rating) {
        Item item = items.get(rating.itemId());
        Prompt prompt = prompts.byId(item.promptId()).orElseThrow();
        String pseudonym = accounts.byId(rating.accountId()).orElseThrow().pseudonym();
        outbox.add(Provenance.given(ratings.byId(rating.id()), item, prompt, pseudonym).stream()
                .filter(FeedbackEvent.class::isInstance)
                .toList());
    }
}
