package dev.attune.worker.bus;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.measure.Meters;

/**
 * Publishes what a run made and commits what it consumed in one Kafka transaction: both are seen, or neither.
 *
 * <p>The transactional id fences an older process of the same worker: its next call fails with
 * {@link org.apache.kafka.common.errors.ProducerFencedException}, and it must stop.
 */
public final class TransactionalPublisher implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final String groupId;
    private final String source;

    /** @param source CloudEvents source, such as {@code /attune/reward-model} */
    public TransactionalPublisher(String bootstrapServers, String transactionalId, String groupId, String source) {
        Map<String, Object> settings = new HashMap<>(Bus.producer(bootstrapServers, transactionalId));
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.producer = new KafkaProducer<>(settings);
        this.groupId = groupId;
        this.source = source;
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            // Whoever tries again makes a new one: this one's thread must not stay behind.
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Publishes the events of a run and commits the group's offsets, all or nothing.
     *
     * <p>Event ids follow from run, type and key, so the same run says each thing once, however often it is repeated.
     *
     * @param consumedUntil first offset that is not consumed, by partition
     */
    public void publish(String runId, List<? extends Event> events, Map<TopicPartition, Long> consumedUntil) {
        inTransaction(() -> {
            for (Event event : events) {
                ProducerRecord<String, byte[]> record = record(event, idOf(runId, event));
                RunLedger.mark(record.headers(), event, groupId, consumedUntil);
                var _ = producer.send(record);
            }
            commit(groupId, consumedUntil);
        });
    }

    /**
     * Puts a record on its dead-letter topic, once: the group {@code <group>.dead-letters} keeps how far dead letters
     * were written, since the worker itself reads state topics from their beginning at every start.
     */
    public void deadLetter(ConsumerRecord<String, byte[]> record, String code, String reason) {
        inTransaction(() -> {
            var _ = producer.send(DeadLetters.of(record, groupId, code, reason));
            commit(
                    deadLetterGroup(groupId),
                    Map.of(new TopicPartition(record.topic(), record.partition()), record.offset() + 1));
        });
        Meters.deadLetter(record.topic());
    }

    /** The group whose offsets say up to where bad records have their dead letter. */
    public static String deadLetterGroup(String groupId) {
        return groupId + ".dead-letters";
    }

    @Override
    public void close() {
        producer.close();
    }

    private void inTransaction(Runnable body) {
        producer.beginTransaction();
        try {
            body.run();
            producer.commitTransaction();
        } catch (RuntimeException e) {
            // Also an event that cannot be written: the transaction must not stay open for what is said of that.
            abort(e);
            throw e;
        }
    }

    private void abort(RuntimeException failure) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // A fenced producer cannot abort; the broker already did. The first failure says why.
            failure.addSuppressed(e);
        }
    }

    private void commit(String group, Map<TopicPartition, Long> consumedUntil) {
        if (consumedUntil.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        consumedUntil.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        producer.sendOffsetsToTransaction(offsets, new ConsumerGroupMetadata(group));
    }

    private ProducerRecord<String, byte[]> record(Event event, String id) {
        CloudEvent cloudEvent = EventCodec.encode(event, source, id, Instant.now());
        return KafkaMessageFactory.<String>createWriter(EventTypes.topicOf(event.getClass()), event.key())
                .writeBinary(cloudEvent);
    }

    private String idOf(String runId, Event event) {
        String name = source + '\n' + runId + '\n' + EventTypes.nameOf(event.getClass()) + '\n' + event.key();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
