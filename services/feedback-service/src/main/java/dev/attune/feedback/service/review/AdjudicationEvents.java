package dev.attune.feedback.service.review;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.service.Provenance;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.service.outbox.Outbox;

/** Tells the ring of adjudications: to it they are ratings whose source says what they are. */
@ApplicationScoped
class AdjudicationEvents {

    private final ItemStore items;
    private final PromptStore prompts;
    private final Accounts accounts;
    private final Outbox outbox;

    AdjudicationEvents(ItemStore items, PromptStore prompts, Accounts accounts, Outbox outbox) {
        this.items = items;
        this.prompts = prompts;
        this.accounts = accounts;
        this.outbox = outbox;
    }

    void given(Judgement adjudication, Account reviewer) {
        Item item = items.get(adjudication.itemId());
        Prompt prompt = prompts.byId(item.promptId()).orElseThrow();
        outbox.add(Provenance.given(adjudication, item, prompt, reviewer.pseudonym()));
    }

    void withdrawn(Judgement adjudication, String reason) {
        if (adjudication.verdict() == Verdict.WRITTEN) {
            // It was no rating; the demonstration that holds is told by what the item gives.
            return;
        }
        String pseudonym = accounts.byId(adjudication.accountId()).orElseThrow().pseudonym();
        outbox.add(new RatingWithdrawn(
                adjudication.id().toString(), adjudication.itemId().toString(), pseudonym, reason));
    }
}
