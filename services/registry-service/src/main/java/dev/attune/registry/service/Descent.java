package dev.attune.registry.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.registry.Ancestor;
import dev.attune.registry.PromotionRule.Origins;
import dev.attune.registry.store.CheckpointStore;

/** What checkpoints come from, inside the caller's transaction. */
@ApplicationScoped
class Descent {

    /** A longer chain is cut: nobody reads it, and a circle in bad data must end. */
    private static final int ANCESTORS = 1000;

    private final CheckpointStore checkpoints;

    Descent(CheckpointStore checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** The checkpoint and everything that it was made from, nearest first, each once. */
    List<Ancestor> of(String checkpointId) {
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

    /** Their ids, reward models that trained any of them included. */
    Origins origins(String checkpointId) {
        List<Ancestor> chain = of(checkpointId);
        return new Origins(
                chain.stream().map(Ancestor::checkpointId).collect(Collectors.toUnmodifiableSet()),
                chain.size() < ANCESTORS && chain.stream().allMatch(ancestor -> ancestor.checkpoint() != null));
    }

    private Ancestor ancestor(String checkpointId, int distance) {
        Optional<CheckpointPublished> event = checkpoints.find(checkpointId);
        return new Ancestor(checkpointId, distance, event.map(Descent::parents).orElse(List.of()), event.orElse(null));
    }

    private static List<String> parents(CheckpointPublished event) {
        Set<String> parents = new LinkedHashSet<>(event.lineage().parents());
        if (event.baseCheckpointId() != null) {
            parents.add(event.baseCheckpointId());
        }
        return List.copyOf(parents);
    }
}
