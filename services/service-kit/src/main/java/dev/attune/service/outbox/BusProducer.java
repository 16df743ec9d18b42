package dev.attune.service.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.bus.TraceContext;
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

    /** A record under way, or why it never was. */
    private record Sending(@Nullable ProducerRecord<String, byte[]> record, Future<?> future) {

        String topic() {
            return record == null ? "" : record.topic();
        }

        String topicAndKey() {
            return record == null ? "" : record.topic() + " " + record.key();
        }
    }

    /**
     * Publishes in order and waits for all replicas; says of each message what became of it.
     *
     * <p>Where one must wait, those of its topic that were not under way yet wait too, and one of the same key that arrived
     * counts as not arrived: it is sent again behind the other, so that the last of a key is the last that was decided.
     */
    synchronized List<Delivery> publish(List<OutboxMessage> messages) {
        List<Sending> sendings = send(messages);
        List<Delivery> deliveries = new ArrayList<>(sendings.size());
        Set<String> overtaken = new HashSet<>();
        for (Sending sending : sendings) {
            Delivery delivery = await(sending);
            if (delivery instanceof Delivery.Later) {
                overtaken.add(sending.topicAndKey());
            } else if (delivery instanceof Delivery.Arrived && overtaken.contains(sending.topicAndKey())) {
                delivery = new Delivery.Later(sending.topic(), "an earlier event of its key did not arrive");
            }
            deliveries.add(delivery);
        }
        if (!overtaken.isEmpty()) {
            abandon();
        }
        return deliveries;
    }

    /** Sends one record, waits until all replicas have it, and says what became of it. */
    synchronized Delivery publish(ProducerRecord<String, byte[]> record) {
        Delivery delivery = await(sending(record));
        if (delivery instanceof Delivery.Later) {
            abandon();
        }
        return delivery;
    }

    private List<Sending> send(List<OutboxMessage> messages) {
        List<Sending> sendings = new ArrayList<>(messages.size());
        Set<String> held = new HashSet<>();
        for (OutboxMessage message : messages) {
            ProducerRecord<String, byte[]> record;
            try {
                record = record(message);
            } catch (RuntimeException | StackOverflowError e) {
                sendings.add(new Sending(null, CompletableFuture.failedFuture(e)));
                continue;
            }
            Sending sending = held.contains(record.topic())
                    ? new Sending(
                            record,
                            CompletableFuture.failedFuture(new KafkaException("those before it did not arrive")))
                    : sending(record);
            if (sending.future().state() == Future.State.FAILED
                    && !lasting(sending.future().exceptionNow())) {
                held.add(record.topic());
            }
            sendings.add(sending);
        }
        return sendings;
    }

    private Sending sending(ProducerRecord<String, byte[]> record) {
        try {
            return new Sending(record, producer().send(record));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            return new Sending(record, CompletableFuture.failedFuture(e));
        }
    }

    private ProducerRecord<String, byte[]> record(OutboxMessage message) {
        Class<? extends Event> type = EventTypes.byName(message.type())
                .orElseThrow(() -> new IllegalStateException("the type " + message.type() + " is unknown"));
        byte[] json = message.payload().getBytes(StandardCharsets.UTF_8);
        String key = message.key() == null ? EventCodec.read(json, type).key() : message.key();
        TraceContext trace =
                TraceContext.of(message.traceParent(), message.traceState()).orElse(null);
        EventCodec.Origin origin = new EventCodec.Origin(source, message.id().toString(), message.createdAt(), trace);
        return KafkaMessageFactory.<String>createWriter(EventTypes.topicOf(type), key)
                .writeBinary(EventCodec.encode(type, key, json, origin));
    }

    private Delivery await(Sending sending) {
        Throwable failure;
        try {
            sending.future().get(2 * acknowledgeWithin.toMillis(), TimeUnit.MILLISECONDS);
            return new Delivery.Arrived();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            failure = e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            failure = e;
        }
        return sending.record() == null || lasting(failure)
                ? new Delivery.Never(failure.toString())
                : new Delivery.Later(sending.topic(), failure.toString());
    }

    /** Whether the same record fails again however long one waits. All else passes, if only when an operator acts. */
    private static boolean lasting(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof SerializationException
                || failure instanceof InvalidTopicException;
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
