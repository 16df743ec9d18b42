package dev.attune.worker.bus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.bus.SkippedEvents;
import dev.attune.contracts.bus.UnknownEventException;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/**
 * Reads topics for a worker that keeps their state in memory: every partition, assigned by hand, from the beginning or
 * from where the worker's finished runs ended.
 *
 * <p>A record that cannot be read goes to its dead-letter topic once, and reading goes on. Not safe for use by several
 * threads.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private final Consumer<String, byte[]> consumer;
    private final KafkaClientMetrics meters;
    private final TransactionalPublisher deadLetters;
    private final Map<TopicPartition, Long> deadLettered;
    private final Set<TopicPartition> partitions;
    private final SkippedEvents skipped = new SkippedEvents();
    private final TraceMemory traces = new TraceMemory();

    /**
     * Follows {@code topics}.
     *
     * @param fromCommitted says of a topic that it is read from the group's committed offset (facts that start runs);
     *     the others are read from the beginning (state)
     * @throws AttuneException {@code topic-missing}
     */
    public TopicFollower(
            String bootstrapServers,
            String groupId,
            List<String> topics,
            Predicate<String> fromCommitted,
            TransactionalPublisher deadLetters) {
        this.deadLetters = deadLetters;
        this.consumer = new KafkaConsumer<>(Bus.consumer(bootstrapServers, groupId));
        try {
            this.partitions = partitionsOf(topics);
            this.deadLettered =
                    committed(bootstrapServers, TransactionalPublisher.deadLetterGroup(groupId), partitions);
            start(fromCommitted, committed(bootstrapServers, groupId, partitions));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        this.meters = new KafkaClientMetrics(consumer);
        meters.bindTo(Metrics.globalRegistry);
    }

    private void start(Predicate<String> fromCommitted, Map<TopicPartition, Long> consumed) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long known = consumed.getOrDefault(partition, 0L);
            if (fromCommitted.test(partition.topic()) && known <= ends.getOrDefault(partition, 0L)) {
                consumer.seek(partition, known);
            } else {
                consumer.seekToBeginning(Set.of(partition));
            }
        }
    }

    /** The consumer's group memory; {@code triggerTopic} and {@code plans} as in {@link WorkerGroup}. */
    public WorkerGroup group(String triggerTopic, RunLedger runs, Path plans) {
        return new WorkerGroup(consumer, triggerTopic, runs, plans);
    }

    /** Reads on from other places. */
    public void seek(Map<TopicPartition, Long> places) {
        places.forEach((partition, offset) -> {
            if (partitions.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    /**
     * The next events in order of each partition, each to {@code apply}; none when none came within {@code timeout}. One that
     * {@code apply} cannot take goes to its dead-letter topic, too: the state of a worker must not depend on when it died.
     */
    public void poll(Duration timeout, java.util.function.Consumer<ReceivedEvent> apply) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(timeout)) {
            // A record without a value marks a deleted key on a compacted topic: there is nothing to read.
            if (record.value() != null) {
                read(record, apply);
            }
        }
    }

    /** How many events of types that this version does not know were passed over. */
    public Map<String, Long> skipped() {
        return skipped.counts();
    }

    /** Whether all that was on the topics when this is called has been read. */
    public boolean caughtUp() {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** First offset that was not read yet, by partition of {@code topic}. */
    public Map<TopicPartition, Long> positions(String topic) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(topic)) {
                positions.put(partition, consumer.position(partition));
            }
        }
        return positions;
    }

    /** Makes a poll that waits in another thread return at once, with {@code WakeupException}. */
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        meters.close();
        consumer.close();
    }

    private void read(ConsumerRecord<String, byte[]> record, java.util.function.Consumer<ReceivedEvent> apply) {
        try {
            ReceivedEvent received = EventReader.read(record);
            traces.remember(received);
            apply.accept(received);
        } catch (UnknownEventException e) {
            if (skipped.add(e)) {
                LOG.warn("{} and passes over; others of its type are counted only", e.getMessage());
            }
        } catch (InvalidEventException e) {
            putAside(record, e.code(), String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{}-{}@{} could not be applied", record.topic(), record.partition(), record.offset(), e);
            putAside(record, "not-applied", "The record could not be applied: " + e);
        }
    }

    /** The traces of what was read. */
    public TraceMemory traces() {
        return traces;
    }

    private void putAside(ConsumerRecord<String, byte[]> record, String code, String reason) {
        if (!WorkerGroup.isBefore(record, deadLettered)) {
            deadLetters.deadLetter(record, code, reason);
        }
    }

    private Set<TopicPartition> partitionsOf(List<String> topics) {
        Set<TopicPartition> found = new HashSet<>();
        for (String topic : topics) {
            List<PartitionInfo> partitionsOfTopic = consumer.partitionsFor(topic);
            if (partitionsOfTopic == null || partitionsOfTopic.isEmpty()) {
                throw ErrorCategory.RETRIABLE.error(
                        "topic-missing",
                        "The topic " + topic + " is not on the bus; create the topics first (`attune up` does).");
            }
            partitionsOfTopic.forEach(info -> found.add(new TopicPartition(info.topic(), info.partition())));
        }
        return found;
    }

    private static Map<TopicPartition, Long> committed(
            String bootstrapServers, String groupId, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Consumer<String, byte[]> reader = new KafkaConsumer<>(Bus.consumer(bootstrapServers, groupId))) {
            reader.committed(partitions).forEach((partition, offset) -> {
                if (offset != null) {
                    offsets.put(partition, offset.offset());
                }
            });
        }
        return offsets;
    }
}
