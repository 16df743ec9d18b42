package dev.attune.service.outbox;

import java.nio.charset.StandardCharsets;
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

import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;

/** The only class of a recording service that writes to Kafka. */
@ApplicationScoped
class BusProducer {

    private final String source;
    private final String bootstrapServers;
    private final Duration acknowledgeWithin;
    private @Nullable KafkaProducer<String, byte[]> producer;

    BusProducer(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            OutboxConfig config) {
        this.source = "/attune/" + service;
        this.bootstrapServers = bootstrapServers;
        this.acknowledgeWithin = config.acknowledgeWithin();
    }

    /**
     * Publishes in order and waits until all replicas have acknowledged.
     *
     * @throws NotAcknowledged when a row did not arrive: it and those behind it must be sent again
     */
    synchronized void publish(List<OutboxRow> rows) {
        int arrived = 0;
        try {
            for (Future<RecordMetadata> sent :
                    send(rows.stream().map(this::record).toList())) {
                await(sent);
                arrived++;
            }
        } catch (KafkaException e) {
            abandon();
            throw new NotAcknowledged(rows.subList(0, arrived), e);
        }
    }

    /**
     * Sends one record and waits until all replicas have it.
     *
     * @throws NotAcknowledged when the bus is away
     */
    synchronized void publish(ProducerRecord<String, byte[]> record) {
        try {
            await(producer().send(record));
        } catch (KafkaException e) {
            abandon();
            throw new NotAcknowledged(List.of(), e);
        }
    }

    private List<Future<RecordMetadata>> send(List<ProducerRecord<String, byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        for (ProducerRecord<String, byte[]> record : records) {
            Future<RecordMetadata> future = producer().send(record);
            sent.add(future);
            if (future.state() == Future.State.FAILED) {
                return sent; // Those behind must not overtake it.
            }
        }
        return sent;
    }

    private ProducerRecord<String, byte[]> record(OutboxRow row) {
        Class<? extends Event> type = EventTypes.byName(row.type)
                .orElseThrow(() -> new IllegalStateException("An outbox row has the unknown type " + row.type));
        Event event = EventCodec.read(row.payload.getBytes(StandardCharsets.UTF_8), type);
        return KafkaMessageFactory.<String>createWriter(EventTypes.topicOf(type), event.key())
                .writeBinary(EventCodec.encode(event, source, row.id.toString(), row.createdAt));
    }

    private void await(Future<RecordMetadata> future) {
        try {
            future.get(2 * acknowledgeWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException(e);
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
