package dev.attune.feedback.service.fresh;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.feedback.fresh.Occasion;
import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.fresh.RingStore;
import dev.attune.feedback.store.fresh.RingStore.Known;

/** What the ring says of checkpoints, kept; each event once. */
@ApplicationScoped
public class Ring {

    private final RingStore store;
    private final CallStore calls;

    Ring(RingStore store, CallStore calls) {
        this.store = store;
        this.calls = calls;
    }

    /** Keeps a checkpoint that can answer; one that a run made for a project is an occasion to ask for new pairs. */
    @Transactional
    public void published(String eventId, CheckpointPublished checkpoint) {
        boolean answers = switch (checkpoint.kind()) {
            case BASE, POLICY, ADAPTER -> true;
            case REWARD_MODEL, TASK -> false;
        };
        if (!answers || !calls.firstDelivery(eventId)) {
            return;
        }
        String project = checkpoint.lineage().kept(Lineage.PROJECT).orElse(null);
        store.put(new Known(checkpoint.checkpointId(), checkpoint.kind().name(), project, checkpoint.createdAt()));
        if (project != null) {
            store.occasion(checkpoint.checkpointId(), Occasion.CANDIDATE, null);
        }
    }

    /** What production serves from now on is an occasion, too. */
    @Transactional
    public void promoted(String eventId, Promoted promoted) {
        if (!promoted.channel().equals(PromotionEvent.PRODUCTION) || !calls.firstDelivery(eventId)) {
            return;
        }
        store.promoted(promoted.channel(), promoted.checkpointId(), promoted.previousCheckpointId(), promoted.at());
        store.occasion(promoted.checkpointId(), Occasion.PROMOTED, promoted.previousCheckpointId());
    }
}
