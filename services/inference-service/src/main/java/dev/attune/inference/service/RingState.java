package dev.attune.inference.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.PromotionEvent.Promoted;

/** What the ring has said: the checkpoints that can answer, and what each channel shall serve. */
@ApplicationScoped
public class RingState {

    private static final Comparator<CheckpointPublished> NEWEST_FIRST = Comparator.comparing(
                    CheckpointPublished::createdAt)
            .thenComparing(CheckpointPublished::checkpointId)
            .reversed();

    private final Map<String, CheckpointPublished> policies = new ConcurrentHashMap<>();
    private final Map<String, String> promoted = new ConcurrentHashMap<>();

    public void published(CheckpointPublished checkpoint) {
        switch (checkpoint.kind()) {
            case BASE, POLICY, ADAPTER ->
                policies.merge(
                        checkpoint.checkpointId(),
                        checkpoint,
                        // What an id has meant, it goes on to mean.
                        (known, later) -> known.sameThingAs(later) ? later : known);
            case REWARD_MODEL -> {
                // Scores, never answers.
            }
        }
    }

    public void promoted(Promoted promotion) {
        promoted.put(promotion.channel(), promotion.checkpointId());
    }

    public Optional<CheckpointPublished> policy(String checkpointId) {
        return Optional.ofNullable(policies.get(checkpointId));
    }

    /** Newest first. */
    public List<CheckpointPublished> policies() {
        return policies.values().stream().sorted(NEWEST_FIRST).toList();
    }

    /** What the channel shall serve: what was promoted, or for production the newest base before any promotion. */
    public Optional<CheckpointPublished> wanted(String channel) {
        String checkpointId = promoted.get(channel);
        if (checkpointId != null) {
            return policy(checkpointId);
        }
        return channel.equals(PromotionEvent.PRODUCTION)
                ? policies().stream()
                        .filter(policy -> policy.kind() == Kind.BASE)
                        .findFirst()
                : Optional.empty();
    }

    /** Production always, and every other channel that something was promoted to. */
    public Collection<String> channels() {
        var channels = new java.util.TreeSet<>(promoted.keySet());
        channels.add(PromotionEvent.PRODUCTION);
        return channels;
    }
}
