package dev.attune.policy.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.policy.model.ModelReference;

/** The checkpoints on the bus in the order of their latest records, and what each channel serves. */
final class Catalog {

    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    /** A checkpoint with the place of its latest record. */
    record Entry(CheckpointPublished checkpoint, TopicPartition partition, long offset) {}

    /**
     * A policy that can answer.
     *
     * @param base weights that stand alone
     * @param adapter on top of them, absent when the base itself answers
     */
    record Policy(CheckpointPublished base, Optional<CheckpointPublished> adapter) {
        CheckpointPublished checkpoint() {
            return adapter.orElse(base);
        }

        /** Where the weights are, fetched from {@code artifacts}. */
        ModelReference fetch(ArtifactStore artifacts) {
            return new ModelReference(
                    artifacts.fetch(base.artifact()), adapter.map(known -> artifacts.fetch(known.artifact())));
        }
    }

    private final SequencedMap<String, Entry> checkpoints = new LinkedHashMap<>();
    private final Map<String, String> channels = new HashMap<>();

    void apply(CheckpointEvent event, ReceivedEvent received) {
        switch (event) {
            case CheckpointPublished published -> {
                Entry known = checkpoints.get(published.checkpointId());
                if (known != null && !known.checkpoint().sameThingAs(published)) {
                    LOG.warn(
                            "Another checkpoint {} is left out: what an id has meant, it goes on to mean",
                            published.checkpointId());
                    return;
                }
                TopicPartition partition = new TopicPartition(received.topic(), received.partition());
                checkpoints.remove(published.checkpointId());
                checkpoints.put(published.checkpointId(), new Entry(published, partition, received.offset()));
            }
        }
    }

    void apply(PromotionEvent event) {
        // A canary or a stop changes nothing here: trained and evaluated is against what the channel serves.
        if (event instanceof Promoted promoted) {
            channels.put(promoted.channel(), promoted.checkpointId());
        }
    }

    /** @throws AttuneException {@code checkpoint-unknown} */
    CheckpointPublished byId(String checkpointId) {
        Entry entry = checkpoints.get(checkpointId);
        if (entry == null) {
            throw ErrorCategory.CALLER.error(
                    "checkpoint-unknown",
                    "There is no checkpoint " + checkpointId + " on the bus; name one that was published.");
        }
        return entry.checkpoint();
    }

    /** The latest of a kind; of reward models none that judges what others teach. */
    Optional<CheckpointPublished> newest(Kind kind) {
        return newestFirst(kind).findFirst();
    }

    /** The latest reward model on a base. */
    Optional<CheckpointPublished> newestRewardModel(String baseCheckpointId) {
        return newestFirst(Kind.REWARD_MODEL)
                .filter(checkpoint -> Objects.equals(checkpoint.baseCheckpointId(), baseCheckpointId))
                .findFirst();
    }

    private Stream<CheckpointPublished> newestFirst(Kind kind) {
        return newestFirst()
                .map(Entry::checkpoint)
                .filter(checkpoint -> checkpoint.kind() == kind && portion(checkpoint) != Portion.JUDGING);
    }

    /** Everything, the latest record first. */
    Stream<Entry> newestFirst() {
        return List.copyOf(checkpoints.values()).reversed().stream();
    }

    /** Everything, the latest record last. */
    Stream<Entry> oldestFirst() {
        return List.copyOf(checkpoints.values()).stream();
    }

    /** Checkpoints of a kind that came after what runs have {@code consumed}. */
    static Predicate<Entry> isNew(Kind kind, Map<TopicPartition, Long> consumed) {
        return entry ->
                entry.checkpoint().kind() == kind && entry.offset() >= consumed.getOrDefault(entry.partition(), 0L);
    }

    /**
     * The weights that a checkpoint answers with.
     *
     * @throws AttuneException {@code checkpoint-unknown}, or {@code not-a-policy} for a reward model or a task
     */
    Policy policy(String checkpointId) {
        CheckpointPublished checkpoint = byId(checkpointId);
        return switch (checkpoint.kind()) {
            case BASE, POLICY -> new Policy(checkpoint, Optional.empty());
            case ADAPTER -> new Policy(byId(String.valueOf(checkpoint.baseCheckpointId())), Optional.of(checkpoint));
            case REWARD_MODEL ->
                throw ErrorCategory.CALLER.error(
                        "not-a-policy",
                        "Checkpoint " + checkpointId + " is a reward model, which cannot answer; name a policy.");
            case TASK ->
                throw ErrorCategory.CALLER.error(
                        "not-a-policy",
                        "Checkpoint " + checkpointId + " is a task, which is asked on its own channel; name a policy.");
        };
    }

    /** What a run improves on: what production serves if it stands on {@code base}, else the base itself. */
    Policy current(CheckpointPublished base) {
        return Optional.ofNullable(channels.get(PromotionEvent.PRODUCTION))
                .filter(checkpoints::containsKey)
                .map(this::policy)
                .filter(policy -> policy.base().checkpointId().equals(base.checkpointId()))
                .orElseGet(() -> new Policy(base, Optional.empty()));
    }

    /** The policy that a checkpoint was tuned from: the latest adapter among its parents, else its base. */
    Policy parent(CheckpointPublished checkpoint) {
        return parents(checkpoint)
                .filter(parent -> parent.kind() == Kind.ADAPTER || parent.kind() == Kind.POLICY)
                .findFirst()
                .map(parent -> policy(parent.checkpointId()))
                .orElseGet(() -> policy(policy(checkpoint.checkpointId()).base().checkpointId()));
    }

    /** The reward model that a checkpoint was tuned towards, if it names one that is on the bus. */
    Optional<CheckpointPublished> rewardModelOf(CheckpointPublished checkpoint) {
        return parents(checkpoint)
                .filter(parent -> parent.kind() == Kind.REWARD_MODEL)
                .findFirst();
    }

    /** All that a checkpoint was made from, as far as it is on the bus, step by step. */
    Set<CheckpointPublished> ancestors(String checkpointId) {
        Set<CheckpointPublished> found = new LinkedHashSet<>();
        Deque<CheckpointPublished> open = new ArrayDeque<>(List.of(byId(checkpointId)));
        while (!open.isEmpty()) {
            parents(open.remove()).filter(found::add).forEach(open::add);
        }
        return found;
    }

    /** Which preferences a reward model learned from. */
    static Portion portion(CheckpointPublished reward) {
        return reward.lineage()
                .kept(Portion.SETTING)
                .map(text -> Choice.of(Portion.class, text))
                .orElse(Portion.ALL);
    }

    /** Those that are on the bus. */
    private Stream<CheckpointPublished> parents(CheckpointPublished checkpoint) {
        return checkpoint.lineage().parents().stream()
                .filter(checkpoints::containsKey)
                .map(this::byId);
    }
}
