package dev.attune.feedback.service.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.Event;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.service.settlement.Settlement;
import dev.attune.feedback.service.settlement.WrittenAnswers;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.rating.RatingSets;
import dev.attune.feedback.store.review.AdjudicationStore;
import dev.attune.feedback.store.review.AdjudicationStore.Acceptance;
import dev.attune.feedback.store.review.RefusalStore;
import dev.attune.feedback.store.review.ReviewStore;

/**
 * What people wrote for an item: corrections hold as long as it is not closed; of demonstrations the one that a reviewer accepted,
 * else all that no reviewer refused.
 */
@ApplicationScoped
class WrittenOutcomes {

    private final RatingStore ratings;
    private final RatingSets said;
    private final ReviewStore reviews;
    private final AdjudicationStore adjudications;
    private final RefusalStore refusals;

    WrittenOutcomes(
            RatingStore ratings,
            RatingSets said,
            ReviewStore reviews,
            AdjudicationStore adjudications,
            RefusalStore refusals) {
        this.ratings = ratings;
        this.said = said;
        this.reviews = reviews;
        this.adjudications = adjudications;
        this.refusals = refusals;
    }

    /** The demonstrations that hold, and the preferences that corrections make. */
    List<Event> of(Item item, Prompt prompt, ReviewState state) {
        if (state == ReviewState.VOID || state == ReviewState.SUPERSEDED) {
            return List.of();
        }
        Map<UUID, String> people = ratings.annotators(item.id());
        List<Judgement> judgements = said.of(item.id());
        if (item.form().task() == Task.DEMONSTRATE) {
            return demonstrations(item, prompt, state, judgements, people)
                    .<Event>map(given -> given)
                    .toList();
        }
        List<Event> events = new ArrayList<>();
        for (Judgement judgement : judgements) {
            String annotator = people.getOrDefault(judgement.id(), "");
            WrittenAnswers.given(item, prompt, judgement, annotator).ifPresent(events::add);
            events.addAll(Settlement.corrected(item, prompt, judgement, annotator));
        }
        return events;
    }

    private Stream<DemonstrationGiven> demonstrations(
            Item item, Prompt prompt, ReviewState state, List<Judgement> judgements, Map<UUID, String> people) {
        Optional<Acceptance> acceptance =
                state == ReviewState.ADJUDICATED ? adjudications.acceptance(item.id()) : Optional.empty();
        if (acceptance.filter(Acceptance::edited).isPresent()) {
            Judgement reviewed = adjudications.of(item.id()).orElseThrow();
            Acceptance chosen = acceptance.orElseThrow();
            return Stream.of(WrittenAnswers.edited(item, prompt, reviewed, chosen.rating(), chosen.reviewer()));
        }
        Map<UUID, String> refused = refusals.of(item.id());
        return judgements.stream()
                .filter(judgement -> acceptance
                        .map(one -> one.rating().equals(judgement.id()))
                        .orElseGet(() -> !refused.containsKey(judgement.id())))
                .flatMap(judgement ->
                        WrittenAnswers.given(item, prompt, judgement, people.getOrDefault(judgement.id(), ""))
                                .stream());
    }

    /**
     * An answer that was accepted as it was written is gone with its rating: the item wants another one then, and what was refused
     * stays refused.
     */
    void releaseLost(UUID item) {
        adjudications
                .acceptance(item)
                .filter(one -> !one.edited())
                .filter(one ->
                        said.of(item).stream().noneMatch(rating -> rating.id().equals(one.rating())))
                .ifPresent(one -> {
                    adjudications.revoke(one.id());
                    reviews.set(item, ReviewState.NONE);
                });
    }
}
