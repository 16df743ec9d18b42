package dev.attune.feedback.service.outcome;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.service.settlement.Disagreement;
import dev.attune.feedback.service.settlement.Settlement;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.review.AdjudicationStore;
import dev.attune.feedback.store.review.ReviewStore;
import dev.attune.service.outbox.Outbox;

/** What an item settles, told to the ring whenever a change makes it another. */
@ApplicationScoped
public class Outcomes {

    private final ItemStore items;
    private final PromptStore prompts;
    private final RatingStore ratings;
    private final ReviewStore reviews;
    private final AdjudicationStore adjudications;
    private final Outbox outbox;

    Outcomes(
            ItemStore items,
            PromptStore prompts,
            RatingStore ratings,
            ReviewStore reviews,
            AdjudicationStore adjudications,
            Outbox outbox) {
        this.items = items;
        this.prompts = prompts;
        this.ratings = ratings;
        this.reviews = reviews;
        this.adjudications = adjudications;
        this.outbox = outbox;
    }

    /** How many things an item settles before and after a change. */
    public record Change(int before, int after) {

        /** It settles nothing any more. */
        public boolean opened() {
            return before > 0 && after == 0;
        }
    }

    /**
     * Changes an item's ratings or review under its lock. What it settles then, and did not before, is told; what it settles no
     * more is retracted for {@code reason}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Change change(UUID itemId, String reason, Runnable change) {
        reviews.lock(itemId);
        Map<String, PreferenceSettled> before = settled(itemId);
        change.run();
        Map<String, PreferenceSettled> after = settled(itemId);
        before.keySet().stream()
                .filter(key -> !after.containsKey(key))
                .forEach(key -> outbox.add(new PreferenceRetracted(key, reason)));
        after.values().stream()
                .filter(settled -> !settled.equals(before.get(settled.key())))
                .forEach(outbox::add);
        noteDisagreement(itemId);
        return new Change(before.size(), after.size());
    }

    /** Stores how far the raters of an item lie apart, whose lock is held. */
    public void noteDisagreement(UUID itemId) {
        int answers = items.get(itemId).answers().size();
        reviews.noteDisagreement(itemId, Disagreement.of(ratings.of(itemId), answers));
    }

    private Map<String, PreferenceSettled> settled(UUID itemId) {
        return settles(itemId).stream().collect(Collectors.toMap(PreferenceSettled::key, Function.identity()));
    }

    private List<PreferenceSettled> settles(UUID itemId) {
        Item item = items.get(itemId);
        Prompt prompt = prompts.byId(item.promptId()).orElseThrow();
        List<Judgement> judgements = switch (reviews.state(itemId)) {
            case VOID -> List.of();
            case ADJUDICATED -> adjudications.of(itemId).stream().toList();
            case NONE, FLAGGED -> item.settled() ? ratings.of(itemId) : List.of();
        };
        return judgements.isEmpty() ? List.of() : Settlement.settle(item, prompt, judgements);
    }
}
