package dev.attune.registry.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

/** Reads checkpoints, where they come from and how they were measured. */
@ApplicationScoped
public class Catalogue {

    private static final int EVALUATIONS = 100;
    /** A longer chain is cut: nobody reads it, and a circle in bad data must end. */
    private static final int ANCESTORS = 1000;

    private final CheckpointStore checkpoints;
    private final EvaluationStore evaluations;
    private final PromotionStore promotions;

    Catalogue(CheckpointStore checkpoints, EvaluationStore evaluations, PromotionStore promotions) {
        this.checkpoints = checkpoints;
        this.evaluations = evaluations;
        this.promotions = promotions;
    }

    /** Newest first; all kinds when {@code kind} is null. */
    @Transactional
    public List<CheckpointPublished> checkpoints(@Nullable Kind kind, int limit) {
        return checkpoints.list(kind, limit);
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
        return Checkpoint.of(event, evaluations.list(checkpointId, EVALUATIONS), channels);
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
        List<Ancestor> chain = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>(List.of(checkpointId));
        Deque<Ancestor> open = new ArrayDeque<>(List.of(ancestor(checkpointId, 0)));
        while (!open.isEmpty() && chain.size() < ANCESTORS) {
            Ancestor next = open.remove();
            chain.add(next);
            next.parents().stream().filter(seen::add).forEach(id -> open.add(ancestor(id, next.distance() + 1)));
        }
        return chain;
    }

    /** Newest first; of all checkpoints when {@code checkpointId} is null. */
    @Transactional
    public List<Evaluation> evaluations(@Nullable String checkpointId, int limit) {
        return evaluations.list(checkpointId, limit);
    }

    private Ancestor ancestor(String checkpointId, int distance) {
        Optional<CheckpointPublished> event = checkpoints.find(checkpointId);
        return new Ancestor(
                checkpointId, distance, event.map(Catalogue::parents).orElse(List.of()), event.orElse(null));
    }

    private static List<String> parents(CheckpointPublished event) {
        Set<String> parents = new LinkedHashSet<>(event.lineage().parents());
        if (event.baseCheckpointId() != null) {
            parents.add(event.baseCheckpointId());
        }
        return List.copyOf(parents);
    }
}
