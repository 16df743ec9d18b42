package dev.attune.policy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.policy.testing.TinyModels;
import dev.attune.policy.testing.TinyRewards;
import dev.attune.worker.bus.EventPublisher;

/** A broker with a tiny base, prompts of both splits, and reward models on demand. */
final class BusFixture implements AutoCloseable {

    private final Path directory;
    private final TestBroker broker;
    private final ArtifactStore store;
    private final Path basePath;
    private final EventPublisher publisher;
    private final CheckpointPublished base;

    BusFixture(Path directory) {
        this.directory = directory;
        this.broker = TestBroker.start(directory.resolve("broker"));
        this.store = new DirectoryArtifactStore(directory.resolve("artifacts"));
        this.basePath = TinyModels.save(directory.resolve("base"), 1);
        this.publisher = new EventPublisher(broker.bootstrapServers(), "/attune/test");
        this.base = checkpoint(Kind.BASE, null, store.publish(basePath), List.of(), Map.of());
        publish(base);
        for (int i = 0; i < 12; i++) {
            Split split = i % 2 == 0 ? Split.TRAIN : Split.HELD_OUT;
            publish(new PromptAdded("prompt-" + i, "project", List.of(Message.user("w" + i + " w3")), split));
        }
    }

    CheckpointPublished base() {
        return base;
    }

    /** Publishes a reward model on the base. */
    CheckpointPublished publishReward(long seed) {
        return publishReward(seed, Map.of());
    }

    /** Publishes a reward model on the base whose lineage has these settings. */
    CheckpointPublished publishReward(long seed, Map<String, Object> configuration) {
        Path reward = TinyRewards.save(directory.resolve("reward-" + seed), basePath, seed);
        CheckpointPublished checkpoint = checkpoint(
                Kind.REWARD_MODEL,
                base.checkpointId(),
                store.publish(reward),
                List.of(base.checkpointId()),
                configuration);
        publish(checkpoint);
        return checkpoint;
    }

    /** Publishes the base's weights as a policy that others have taught. */
    CheckpointPublished publishTaughtBy(CheckpointPublished teacher) {
        CheckpointPublished policy =
                checkpoint(Kind.POLICY, null, base.artifact(), List.of(teacher.checkpointId()), Map.of());
        publish(policy);
        return policy;
    }

    /** Stores a file as {@code data.jsonl} of an artifact. */
    Artifact storeData(String name, String lines) {
        try {
            Path folder = Files.createDirectories(directory.resolve("data-" + name));
            Files.writeString(folder.resolve("data.jsonl"), lines);
            return store.publish(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void publish(Event event) {
        publisher.publish(event);
        publisher.flush();
    }

    void sendText(String topic, String key, String text) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, key, text));
            producer.flush();
        }
    }

    WorkerSettings settings(String overrides, Optional<URI> judge) {
        return new WorkerSettings(
                broker.bootstrapServers(),
                directory.resolve("home"),
                directory.resolve("artifacts"),
                0,
                config(overrides),
                judge,
                WorkerSettings.GROUP);
    }

    static PpoConfig config(String overrides) {
        try {
            var small = Json.MAPPER.readTree("""
                    {"updates": 3, "rolloutBatch": 8, "epochs": 1, "minibatch": 4, "maxPromptTokens": 16, "maxNewTokens": 4,
                     "tuning": {"rank": 4, "alpha": 8}, "optimisation": {"learningRate": 0.003},
                     "evaluation": {"prompts": 5, "maxNewTokens": 4}}
                    """);
            return Configurations.with(
                    Configurations.with(PpoConfig.defaults(), small), Json.MAPPER.readTree(overrides));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All committed events of a type on its topic, in order. */
    <T extends Event> List<T> events(String topic, Class<T> type) {
        List<T> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records(topic)) {
            try {
                Event event = EventReader.read(record).event();
                if (type.isInstance(event)) {
                    events.add(type.cast(event));
                }
            } catch (InvalidEventException e) {
                if (!topic.equals(Topics.JOBS)) {
                    throw e;
                }
            }
        }
        return events;
    }

    List<ConsumerRecord<String, byte[]>> records(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), "test"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        publisher.close();
        broker.close();
    }

    private static CheckpointPublished checkpoint(
            Kind kind,
            @Nullable String baseId,
            Artifact artifact,
            List<String> parents,
            Map<String, Object> configuration) {
        return new CheckpointPublished(
                CheckpointPublished.idOf(kind, artifact),
                "tiny",
                kind,
                baseId,
                artifact,
                "unused",
                new Lineage(null, "test", parents, List.of(), 1, configuration, "test", "test"),
                Map.of(),
                Instant.now());
    }
}
