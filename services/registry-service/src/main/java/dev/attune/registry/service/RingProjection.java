package dev.attune.registry.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.AccessEvent;
import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CompletionEvent;
import dev.attune.contracts.event.DemonstrationEvent;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.EvaluationEvent.PreferencesJudged;
import dev.attune.contracts.event.EvaluationEvent.RewardModelsCompared;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.ExchangeEvent;
import dev.attune.contracts.event.FeedbackEvent;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.PromptEvent;
import dev.attune.contracts.event.PromptVersionEvent;
import dev.attune.contracts.event.RetrainingEvent;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.SpreadEvent;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.ConsumedEvents;
import dev.attune.registry.store.EvaluationStore;
import dev.attune.registry.store.ProposalStore;
import dev.attune.registry.store.RunStore;

/** What each event of the ring changes in the registry, once per event id. */
@ApplicationScoped
public class RingProjection {

    private final ConsumedEvents consumed;
    private final CheckpointStore checkpoints;
    private final EvaluationStore evaluations;
    private final RunStore runs;
    private final ProposalStore proposals;
    private final Promotions promotions;
    private final RetrainingProjection retraining;
    private final Admission admission;

    RingProjection(
            ConsumedEvents consumed,
            CheckpointStore checkpoints,
            EvaluationStore evaluations,
            RunStore runs,
            ProposalStore proposals,
            Promotions promotions,
            RetrainingProjection retraining,
            Admission admission) {
        this.consumed = consumed;
        this.checkpoints = checkpoints;
        this.evaluations = evaluations;
        this.runs = runs;
        this.proposals = proposals;
        this.promotions = promotions;
        this.retraining = retraining;
        this.admission = admission;
    }

    /** Applies the event and remembers it in one transaction; an event that took effect before has none. */
    @Transactional
    public void apply(ReceivedEvent received) {
        if (consumed.firstTime(received)) {
            apply(received.event(), received.id());
        }
    }

    private void apply(Event event, String id) {
        switch (event) {
            case CheckpointPublished checkpoint -> {
                checkpoints.save(checkpoint);
                retraining.apply(checkpoint);
                promotions.considerAwaiting();
                admission.published(checkpoint);
            }
            case WinRateMeasured evaluation -> {
                if (evaluations.addIfAbsent(evaluation)) {
                    promotions.considerAwaiting();
                }
            }
            case RewardModelsCompared compared -> retraining.apply(compared);
            case PreferencesJudged judged -> retraining.apply(judged);
            case GateMeasured measured -> admission.measured(measured);
            case Promoted promoted -> promotions.heard(id, promoted);
            case PromotionEvent _ -> {
                // Canaries and stops: this service said so itself.
            }
            case RunEvent run -> {
                runs.apply(run);
                retraining.apply(run);
                admission.heard(run);
            }
            case ApprovalEvent.OfTask task -> proposals.apply(task);
            case ApprovalEvent.OfPromotion promotion -> admission.heard(promotion);
            case AccessEvent _,
                    PromptEvent _,
                    PromptVersionEvent _,
                    CompletionEvent _,
                    ExchangeEvent _,
                    FeedbackEvent _,
                    DemonstrationEvent _,
                    PreferenceEvent _,
                    SpreadEvent _,
                    RetrainingEvent _,
                    JobEvent _ ->
                throw new InvalidEventException("The registry does not follow " + event.getClass() + ".", null);
        }
    }
}
