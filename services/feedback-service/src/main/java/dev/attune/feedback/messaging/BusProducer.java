package dev.attune.feedback.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.kafka.CloudEventSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.service.Outbox.Pending;

/** The only class of this service that writes to Kafka: outbox rows, and records that could not be used. */
@ApplicationScoped
class BusProducer {

    private static final String ROOM = "/attune/feedback-service";

    private final String bootstrapServers;
    private final Duration acknowledgeWithin;
    private final CloudEventSerializer serializer = new CloudEventSerializer();
    private @Nullable KafkaProducer<String, byte[]> producer;

    BusProducer(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, FeedbackConfig config) {
        this.bootstrapServers = bootstrapServers;
        this.acknowledgeWithin = config.outbox().acknowledgeWithin();
        serializer.configure(Map.of(CloudEventSerializer.ENCODING_CONFIG, Encoding.BINARY), false);
    }

    /** What Kafka said instead of an acknowledgement. */
    static final class NotAcknowledged extends RuntimeException {
        NotAcknowledged(Throwable cause) {
            super(cause.toString(), cause);
        }
    }

    /** How many of the events arrived, from the first; {@code failure} is why the next one did not. */
    record Published(int acknowledged, @Nullable String failure) {}

    /** Publishes in order and waits for the acknowledgement of all replicas. */
    synchronized Published publish(List<Pending> events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        int acknowledged = 0;
        try {
            for (Pending pending : events) {
                sent.add(producer().send(record(pending)));
            }
            for (Future<RecordMetadata> future : sent) {
                await(future);
                acknowledged++;
            }
            return new Published(acknowledged, null);
        } catch (NotAcknowledged | KafkaException e) {
            abandon();
            return new Published(acknowledged, e.getMessage());
        }
    }

    /**
     * Keeps a record that cannot be used, with the reason.
     *
     * @throws NotAcknowledged when Kafka is away
     */
    synchronized void deadLetter(ConsumerRecord<String, byte[]> record, String code, String reason) {
        try {
            await(producer().send(DeadLetters.of(record, "feedback-service", code, reason)));
        } catch (KafkaException e) {
            abandon();
            throw new NotAcknowledged(e);
        }
    }

    private ProducerRecord<String, byte[]> record(Pending pending) {
        CloudEvent event = EventCodec.encode(pending.event(), ROOM, pending.id().toString(), pending.time());
        String topic = EventTypes.topicOf(pending.event().getClass());
        RecordHeaders headers = new RecordHeaders();
        byte[] data = serializer.serialize(topic, headers, event);
        return new ProducerRecord<>(topic, null, pending.event().key(), data, headers);
    }

    private void await(Future<RecordMetadata> future) {
        try {
            future.get(2 * acknowledgeWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledged(e);
        } catch (ExecutionException e) {
            throw new NotAcknowledged(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NotAcknowledged(e);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            Map<String, Object> settings = Bus.producer(bootstrapServers, "");
            int millis = (int) acknowledgeWithin.toMillis();
            settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 2);
            settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
            open = new KafkaProducer<>(settings);
            producer = open;
        }
        return open;
    }

    /** Drops what is still under way, so that nothing arrives after a later attempt and out of order. */
    private void abandon() {
        KafkaProducer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    @PreDestroy
    synchronized void close() {
        abandon();
    }
}
