package dev.attune.feedback.service.acceptance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.service.Provenance;
import dev.attune.feedback.service.acceptance.Acceptance.Accepted;
import dev.attune.feedback.service.settlement.Disagreement;
import dev.attune.feedback.service.trust.Overlaps;
import dev.attune.feedback.service.trust.Settling;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.rating.RatingSets;
import dev.attune.service.outbox.Outbox;

/** What the ring hears of ratings that are accepted, and what reviewers see of their items. */
@ApplicationScoped
class AcceptedEvents {

    private final PromptStore prompts;
    private final RatingSets ratings;
    private final ItemStore store;
    private final Settling settling;
    private final Overlaps overlaps;
    private final Outbox outbox;

    AcceptedEvents(
            PromptStore prompts,
            RatingSets ratings,
            ItemStore store,
            Settling settling,
            Overlaps overlaps,
            Outbox outbox) {
        this.prompts = prompts;
        this.ratings = ratings;
        this.store = store;
        this.settling = settling;
        this.overlaps = overlaps;
        this.outbox = outbox;
    }

    /** Counts ratings that are stored, and tells of them; an item that has all its ratings now settles with the last of them. */
    void tell(List<Accepted> accepted, Items items) {
        Map<UUID, Prompt> asked =
                prompts.byIds(items.changed().stream().map(Item::promptId).collect(Collectors.toSet()));
        Map<UUID, List<Judgement>> said = ratings.of(items.changed().stream()
                .filter(item -> item.settled() || item.ratingsPerItem() > 1)
                .map(Item::id)
                .toList());
        store.accept(items.more(), apart(items, said));
        List<Outbox.Traced> events = new ArrayList<>();
        Set<UUID> last = new HashSet<>();
        for (Accepted each : accepted.reversed()) {
            Item item = items.get(each.judgement().itemId());
            Prompt prompt = Objects.requireNonNull(asked.get(item.promptId()));
            List<Event> own = new ArrayList<>(Provenance.given(
                    each.judgement(), item, prompt, each.given().account().pseudonym()));
            if (item.settled() && last.add(item.id())) {
                own.addAll(settled(item, prompt, Objects.requireNonNull(said.get(item.id()))));
            }
            own.reversed()
                    .forEach(event ->
                            events.add(new Outbox.Traced(event, each.given().trace())));
        }
        outbox.addTraced(events.reversed());
    }

    private static Map<UUID, Integer> apart(Items items, Map<UUID, List<Judgement>> said) {
        Map<UUID, Integer> apart = new HashMap<>();
        for (Item item : items.changed()) {
            apart.put(
                    item.id(),
                    Disagreement.of(
                            said.getOrDefault(item.id(), List.of()),
                            item.answers().size()));
        }
        return apart;
    }

    /** What the item settles, unless its raters leave doubt and it wants one rating more. */
    private List<PreferenceSettled> settled(Item item, Prompt prompt, List<Judgement> judgements) {
        if (prompt.teaches() && overlaps.wantsMore(item, judgements)) {
            return List.of();
        }
        List<PreferenceSettled> settled = settling.settle(item, prompt, judgements);
        settling.told(item, judgements, settled, true);
        return settled;
    }
}
