package dev.attune.inference.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.measure.Meters;

/** Publishes candidates and dead letters together with the offsets that they come from: all of it, or nothing. */
final class CandidatePublisher implements AutoCloseable {

    private static final String SOURCE = "/attune/inference-service";

    private final String group;
    private final KafkaProducer<String, byte[]> producer;

    CandidatePublisher(BusSettings bus, String group) {
        this.group = group;
        Map<String, Object> settings =
                new HashMap<>(Bus.producer(bus.bootstrapServers(), bus.transactionalId("candidates")));
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        // Readers of committed records wait for an open transaction: not long for a killed process's.
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
        this.producer = new KafkaProducer<>(settings);
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    Step step() {
        return new Step();
    }

    @Override
    public void close() {
        producer.close();
    }

    /** What one batch of records leads to. */
    final class Step {

        private final List<ProducerRecord<String, byte[]>> output = new ArrayList<>();
        private final List<String> putAside = new ArrayList<>();
        private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

        private Step() {}

        void consumed(ConsumerRecord<String, byte[]> record) {
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }

        /** The event's id follows from the prompt and who asked: candidates that are made again are recognised, others are no repetition. */
        void publish(CandidatesGenerated event) {
            String wish = event.requestId() == null ? "" : "\n" + event.requestId();
            String id = UUID.nameUUIDFromBytes(
                            (SOURCE + "\ncandidates\n" + event.promptId() + wish).getBytes(StandardCharsets.UTF_8))
                    .toString();
            CloudEvent cloudEvent = EventCodec.encode(event, SOURCE, id, Instant.now());
            output.add(KafkaMessageFactory.<String>createWriter(Topics.COMPLETIONS, event.key())
                    .writeBinary(cloudEvent));
        }

        void deadLetter(ConsumerRecord<String, byte[]> record, String code, String reason) {
            output.add(DeadLetters.of(record, group, code, reason));
            putAside.add(record.topic());
        }

        /** One transaction; when it fails nothing has happened, and the session must begin anew. */
        void commit(ConsumerGroupMetadata member) {
            producer.beginTransaction();
            try {
                output.forEach(record -> {
                    var _ = producer.send(record);
                });
                producer.sendOffsetsToTransaction(offsets, member);
                producer.commitTransaction();
            } catch (KafkaException e) {
                abort(e);
                throw e;
            }
            putAside.forEach(Meters::deadLetter);
        }

        private void abort(KafkaException failure) {
            try {
                producer.abortTransaction();
            } catch (KafkaException e) {
                // A fenced producer cannot abort, and the bus has done it already.
                failure.addSuppressed(e);
            }
        }
    }
}
