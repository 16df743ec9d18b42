package dev.attune.cli.reproduce;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Topics;
import dev.attune.worker.bus.TopicSnapshot;

/** The checkpoints on the bus by their ids. */
public record KnownCheckpoints(Map<String, CheckpointPublished> byId) {

    public KnownCheckpoints {
        byId = Map.copyOf(byId);
    }

    /** Reads them. */
    public static KnownCheckpoints read(String bootstrapServers) {
        Map<TopicPartition, Long> ends;
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(bootstrapServers, "attune-local-platform"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CHECKPOINTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            ends = consumer.endOffsets(partitions);
        }
        Map<String, CheckpointPublished> found = new LinkedHashMap<>();
        for (ReceivedEvent received : TopicSnapshot.read(bootstrapServers, TopicSnapshot.fromBeginning(ends))) {
            if (received.event() instanceof CheckpointPublished published) {
                found.putIfAbsent(published.checkpointId(), published);
            }
        }
        return new KnownCheckpoints(found);
    }

    /**
     * The checkpoint of an id, or of a name that only one has.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code checkpoint-unknown}
     */
    public CheckpointPublished named(String name) {
        CheckpointPublished exact = byId.get(name);
        if (exact != null) {
            return exact;
        }
        List<CheckpointPublished> called =
                byId.values().stream().filter(one -> one.name().equals(name)).toList();
        if (called.size() != 1) {
            throw ErrorCategory.CALLER.error(
                    "checkpoint-unknown",
                    called.isEmpty()
                            ? "There is no checkpoint " + name
                                    + " on the bus; the page lists them under Models, ./attune tail checkpoints here."
                            : called.size() + " checkpoints are called " + name + "; name one by its id.");
        }
        return called.getFirst();
    }

    Optional<CheckpointPublished> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * What a checkpoint was made from: its parents, and the bases that these stand on; not what these were made from in their turn.
     *
     * @return ids, also of those that are not on the bus
     */
    Set<String> neededFor(CheckpointPublished checkpoint) {
        Set<String> ids = new LinkedHashSet<>(checkpoint.lineage().parents());
        addBase(ids, checkpoint);
        checkpoint.lineage().parents().forEach(id -> byId(id).ifPresent(parent -> addBase(ids, parent)));
        return ids;
    }

    private static void addBase(Set<String> ids, CheckpointPublished checkpoint) {
        Optional.ofNullable(checkpoint.baseCheckpointId()).ifPresent(ids::add);
    }
}
