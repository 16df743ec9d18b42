package dev.attune.feedback.service.outcome;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.service.settlement.Disagreement;
import dev.attune.feedback.service.settlement.Settlement;
import dev.attune.feedback.service.trust.Settling;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.rating.RatingSets;
import dev.attune.feedback.store.review.AdjudicationStore;
import dev.attune.feedback.store.review.ReviewStore;
import dev.attune.service.outbox.Outbox;

/** What an item settles, told to the ring whenever a change makes it another. */
@ApplicationScoped
public class Outcomes {

    private static final String NONE_COUNTS = "none is left whose rating counts";

    private final ItemStore items;
    private final PromptStore prompts;
    private final RatingSets said;
    private final ReviewStore reviews;
    private final AdjudicationStore adjudications;
    private final WrittenOutcomes written;
    private final Settling settling;
    private final Outbox outbox;

    Outcomes(
            ItemStore items,
            PromptStore prompts,
            RatingSets said,
            ReviewStore reviews,
            AdjudicationStore adjudications,
            WrittenOutcomes written,
            Settling settling,
            Outbox outbox) {
        this.items = items;
        this.prompts = prompts;
        this.said = said;
        this.reviews = reviews;
        this.adjudications = adjudications;
        this.written = written;
        this.settling = settling;
        this.outbox = outbox;
    }

    /** How many things an item settles before and after a change. */
    public record Change(int before, int after) {

        /** It settles nothing any more. */
        public boolean opened() {
            return before > 0 && after == 0;
        }
    }

    /** What an item gives: what its ratings settle together, and with it what people wrote, each under its key. */
    private record Given(Settled settled, Map<String, Event> events) {}

    /** What the ratings of an item settle, or a reviewer's verdict in their place. */
    private record Settled(Item item, List<Judgement> ratings, List<PreferenceSettled> events) {}

    /**
     * Changes an item's ratings or review under its lock. What it settles then, and did not before, is told; what it settles no
     * more is retracted for {@code reason}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Change change(UUID itemId, String reason, Runnable change) {
        return change(itemId, _ -> reason, change);
    }

    /**
     * The same.
     *
     * @param reasons why what is retracted under a key is
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Change change(UUID itemId, UnaryOperator<String> reasons, Runnable change) {
        reviews.lock(itemId);
        Given before = given(itemId);
        change.run();
        written.releaseLost(itemId);
        Given after = given(itemId);
        before.events().forEach((key, event) -> {
            if (!after.events().containsKey(key)) {
                outbox.add(retracted(event, reasons.apply(key)));
            }
        });
        after.events().forEach((key, event) -> {
            if (!event.equals(before.events().get(key))) {
                outbox.add(event);
            }
        });
        keep(after.settled(), true);
        noteDisagreement(itemId);
        return new Change(
                before.settled().events().size(), after.settled().events().size());
    }

    /** Tells what an item settles by what is known of its raters by now; what it settles no more, as none is left who counts, is retracted. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tellAnew(UUID itemId) {
        ReviewState state = reviews.lock(itemId);
        Item item = items.get(itemId);
        Prompt prompt = prompts.byId(item.promptId()).orElseThrow();
        Settled settled = settled(item, prompt, state);
        if (settled.ratings().isEmpty()) {
            settling.retracted(itemId);
            return;
        }
        Set<String> now = settled.events().stream().map(Event::key).collect(Collectors.toSet());
        outbox.add(Settlement.settle(item, prompt, settled.ratings()).stream()
                .map(Event::key)
                .filter(key -> !now.contains(key))
                .map(key -> new PreferenceRetracted(key, NONE_COUNTS))
                .toList());
        outbox.add(settled.events());
        keep(settled, false);
    }

    private void keep(Settled settled, boolean online) {
        if (settled.ratings().isEmpty()) {
            settling.retracted(settled.item().id());
        } else {
            settling.told(settled.item(), settled.ratings(), settled.events(), online);
        }
    }

    private static Event retracted(Event given, String reason) {
        return given instanceof DemonstrationGiven demonstration
                ? new DemonstrationRetracted(demonstration.demonstrationId(), reason)
                : new PreferenceRetracted(given.key(), reason);
    }

    /** Stores how far the raters of an item lie apart, whose lock is held. */
    public void noteDisagreement(UUID itemId) {
        int answers = items.get(itemId).answers().size();
        reviews.noteDisagreement(itemId, Disagreement.of(said.of(itemId), answers));
    }

    private Given given(UUID itemId) {
        Item item = items.get(itemId);
        Prompt prompt = prompts.byId(item.promptId()).orElseThrow();
        ReviewState state = reviews.state(itemId);
        Settled settled = settled(item, prompt, state);
        Map<String, Event> events = new LinkedHashMap<>();
        settled.events().forEach(event -> events.put(event.key(), event));
        written.of(item, prompt, state).forEach(event -> events.put(event.key(), event));
        return new Given(settled, events);
    }

    private Settled settled(Item item, Prompt prompt, ReviewState state) {
        return switch (state) {
            case VOID, SUPERSEDED -> new Settled(item, List.of(), List.of());
            case ADJUDICATED -> {
                List<Judgement> verdict = adjudications.of(item.id()).stream().toList();
                yield new Settled(
                        item, List.of(), verdict.isEmpty() ? List.of() : Settlement.settle(item, prompt, verdict));
            }
            case NONE, FLAGGED -> {
                List<Judgement> judgements = item.settled() ? said.of(item.id()) : List.of();
                yield new Settled(item, judgements, settling.settle(item, prompt, judgements));
            }
        };
    }
}
