package dev.attune.registry.service;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.registry.Ancestor;
import dev.attune.registry.Checkpoint;
import dev.attune.registry.Evaluation;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.EvaluationStore;
import dev.attune.registry.store.PromotionStore;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Reads checkpoints, where they come from and how they were measured. */
@ApplicationScoped
public class Catalogue {

    private static final int EVALUATIONS = 100;

    private final CheckpointStore checkpoints;
    private final Descent descent;
    private final EvaluationStore evaluations;
    private final PromotionStore promotions;

    Catalogue(CheckpointStore checkpoints, Descent descent, EvaluationStore evaluations, PromotionStore promotions) {
        this.checkpoints = checkpoints;
        this.descent = descent;
        this.evaluations = evaluations;
        this.promotions = promotions;
    }

    /** Newest first; all kinds when {@code kind} is null. */
    @Transactional
    public Part<CheckpointPublished> checkpoints(@Nullable Kind kind, @Nullable Cursor before, int limit) {
        return checkpoints.list(kind, before, limit);
    }

    /**
     * A checkpoint with its evaluations.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code checkpoint-unknown}
     */
    @Transactional
    public Checkpoint checkpoint(String checkpointId) {
        CheckpointPublished event = checkpoints.find(checkpointId).orElseThrow(() -> Unknown.checkpoint(checkpointId));
        List<String> channels = promotions.current().stream()
                .filter(promoted -> promoted.checkpointId().equals(checkpointId))
                .map(Promoted::channel)
                .toList();
        return Checkpoint.of(
                event, evaluations.list(checkpointId, null, EVALUATIONS).rows(), channels);
    }

    /**
     * The checkpoint and everything that it was made from, nearest first, each once.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code checkpoint-unknown}
     */
    @Transactional
    public List<Ancestor> lineage(String checkpointId) {
        if (checkpoints.find(checkpointId).isEmpty()) {
            throw Unknown.checkpoint(checkpointId);
        }
        return descent.of(checkpointId);
    }

    /** Newest first; of all checkpoints when {@code checkpointId} is null. */
    @Transactional
    public Part<Evaluation> evaluations(@Nullable String checkpointId, @Nullable Cursor before, int limit) {
        return evaluations.list(checkpointId, before, limit);
    }
}
