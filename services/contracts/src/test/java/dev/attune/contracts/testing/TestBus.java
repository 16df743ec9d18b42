package dev.attune.contracts.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Event;

/** The test's own access to the topics. */
public final class TestBus {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

    private final String bootstrapServers;

    public TestBus(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public void send(Event... events) {
        for (Event event : events) {
            sendWithId(event, UUID.randomUUID().toString());
        }
    }

    public void sendWithId(Event event, String id) {
        try (var producer = new KafkaProducer<String, CloudEvent>(Bus.producer(bootstrapServers, ""))) {
            CloudEvent cloudEvent = EventCodec.encode(event, "/test", id, Instant.now());
            var _ = producer.send(new ProducerRecord<>(EventTypes.topicOf(event.getClass()), event.key(), cloudEvent));
        }
    }

    /** Sends an event with a record time of the test's own, at most an hour ahead of the clock. */
    public void sendAt(Event event, Instant time) {
        try (var producer = new KafkaProducer<String, CloudEvent>(Bus.producer(bootstrapServers, ""))) {
            CloudEvent cloudEvent =
                    EventCodec.encode(event, "/test", UUID.randomUUID().toString(), time);
            var _ = producer.send(new ProducerRecord<>(
                    EventTypes.topicOf(event.getClass()), null, time.toEpochMilli(), event.key(), cloudEvent));
        }
    }

    public void sendRaw(String topic, String key, String value) {
        Map<String, Object> settings = new HashMap<>(Bus.producer(bootstrapServers, ""));
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try (var producer = new KafkaProducer<String, byte[]>(settings)) {
            var _ = producer.send(new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Sends an event of a type that only a later version knows. */
    public void sendUnknown(String topic, String key) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withSource(URI.create("/test"))
                .withType("dev.attune.later.thing-said.v1")
                .withData("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .build();
        try (var producer = new KafkaProducer<String, CloudEvent>(Bus.producer(bootstrapServers, ""))) {
            var _ = producer.send(new ProducerRecord<>(topic, key, event));
        }
    }

    /** Makes the topic anew, as a broker has it that lost its disk. */
    public void emptyTopic(String topic) throws InterruptedException, ExecutionException {
        deleteTopic(topic);
        createTopics();
    }

    /** Makes the topics that are missing. */
    public void createTopics() {
        Bus.createTopics(bootstrapServers, (short) 1);
    }

    public void deleteTopic(String topic) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            admin.deleteTopics(List.of(topic)).all().get();
            Eventually.holds(
                    GONE_WITHIN, "the end of " + topic, () -> !topics(admin).contains(topic));
        }
    }

    private static Set<String> topics(Admin admin) {
        try {
            return admin.listTopics().names().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The events on a topic so far. */
    public List<ReceivedEvent> events(String topic) {
        return records(topic).stream().map(EventReader::read).toList();
    }

    /** The events of a key on a topic so far, in order. */
    public List<ReceivedEvent> events(String topic, String key) {
        return records(topic, key).stream().map(EventReader::read).toList();
    }

    /** The records of a key on a topic so far. */
    public List<ConsumerRecord<String, byte[]>> records(String topic, String key) {
        return records(topic).stream()
                .filter(record -> key.equals(record.key()))
                .toList();
    }

    /** The committed records on a topic so far. */
    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        Map<String, Object> settings = Bus.consumer(bootstrapServers, "test-" + UUID.randomUUID());
        try (var consumer = new KafkaConsumer<String, byte[]>(settings)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            List<TopicPartition> all = List.of(partition);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long end = consumer.endOffsets(all).getOrDefault(partition, 0L);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return found;
        }
    }
}
