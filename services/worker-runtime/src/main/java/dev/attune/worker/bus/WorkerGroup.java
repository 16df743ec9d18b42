package dev.attune.worker.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.json.Json;

/**
 * A worker's memory in its consumer group: how far its finished runs have consumed each topic, and the run that it is
 * making.
 *
 * <p>The worker assigns its partitions itself, so a training that takes hours cannot make it leave the group; the group
 * only stores offsets. The frozen run travels as the commit metadata of the first partition of the topic whose events
 * start runs. A commit of that partition in {@link TransactionalPublisher} carries no metadata, so publishing a run's
 * result also ends the frozen run, in the same transaction.
 */
public final class WorkerGroup {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Consumer<String, byte[]> consumer;
    private final TopicPartition ledger;

    /** @param triggerTopic the topic whose committed offset says what finished runs have consumed */
    public WorkerGroup(Consumer<String, byte[]> consumer, String triggerTopic) {
        this.consumer = consumer;
        this.ledger = new TopicPartition(triggerTopic, 0);
    }

    /** The offset from which {@code partition} is not consumed yet; 0 when nothing was ever committed. */
    public long consumedUntil(TopicPartition partition) {
        return committed(partition).map(OffsetAndMetadata::offset).orElse(0L);
    }

    /** All partitions of a topic with the offsets from which they are not consumed yet. */
    public Map<TopicPartition, Long> consumedUntil(String topic) {
        Set<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> consumed = new HashMap<>();
        consumer.committed(partitions)
                .forEach((partition, offset) -> consumed.put(partition, offset == null ? 0L : offset.offset()));
        return consumed;
    }

    /** The offset of the partition that holds the frozen run, to be committed unchanged: that ends the run. */
    public Map<TopicPartition, Long> ledger() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        offsets.put(ledger, consumedUntil(ledger));
        return offsets;
    }

    /** Remembers the run before it begins; offsets stay where they are. */
    public void freeze(FrozenRun run) {
        commit(consumedUntil(ledger), run, PATIENCE);
    }

    /**
     * Remembers anew what is known of the frozen run. Not where it is frozen no longer: then another process has taken over, and
     * has ended it.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when the bus does not answer in time
     */
    public void refreeze(FrozenRun run, Duration patience) {
        OffsetAndMetadata known = consumer.committed(Set.of(ledger), patience).get(ledger);
        if (known != null && parse(known.metadata()).filter(run::isSameAs).isPresent()) {
            commit(known.offset(), run, patience);
        }
    }

    /** Remembers that the run's attempt was none. */
    public void giveBack(FrozenRun run) {
        refreeze(run.withAttempts(Math.max(0, run.attempts() - 1)), PATIENCE);
    }

    private void commit(long offset, FrozenRun run, Duration patience) {
        consumer.commitSync(Map.of(ledger, new OffsetAndMetadata(offset, Json.text(run))), patience);
    }

    /** The run that was begun and neither published nor failed: a crash came between. */
    public Optional<FrozenRun> frozen() {
        return committed(ledger).map(OffsetAndMetadata::metadata).flatMap(this::parse);
    }

    private Optional<FrozenRun> parse(String metadata) {
        if (metadata.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(metadata, FrozenRun.class));
        } catch (JsonProcessingException e) {
            LOG.warn("The commit metadata of {} is no frozen run and is ignored: {}", ledger, Json.sentence(e));
            return Optional.empty();
        }
    }

    private Optional<OffsetAndMetadata> committed(TopicPartition partition) {
        return Optional.ofNullable(consumer.committed(Set.of(partition)).get(partition));
    }

    /** Whether a dead letter of this record has been written already, by the group that {@link TopicFollower} uses. */
    public static boolean isBefore(ConsumerRecord<String, byte[]> record, Map<TopicPartition, Long> offsets) {
        return record.offset() < offsets.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }
}
