package dev.attune.reward.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Half;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.train.Progress;
import dev.attune.reward.train.TestConfigs;
import dev.attune.reward.train.TinyModel;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.process.BusWorker;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker and what a test of the worker says and hears on it. */
final class RewardBus implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(90);
    static final String GROUP = "worker";

    private final Path directory;
    private final TestBroker broker;
    private final EventPublisher bus;
    private int items;

    RewardBus(Path directory) {
        this.directory = directory;
        this.broker = TestBroker.start(directory.resolve("kafka"));
        this.bus = new EventPublisher(broker.bootstrapServers(), "/attune/test");
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    void publish(Event event) {
        bus.publish(event);
    }

    void flush() {
        bus.flush();
    }

    @Override
    public void close() {
        bus.close();
        broker.close();
    }

    String frozen() {
        TopicPartition ledger = new TopicPartition(Topics.PREFERENCES, 0);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), GROUP))) {
            return Optional.ofNullable(consumer.committed(Set.of(ledger)).get(ledger))
                    .map(OffsetAndMetadata::metadata)
                    .orElse("");
        }
    }

    CheckpointPublished publishBase() {
        Path model = TinyModel.write(directory.resolve("base"), 1);
        Artifact artifact = store().publish(model);
        CheckpointPublished base = new CheckpointPublished(
                CheckpointPublished.idOf(Kind.BASE, artifact),
                "tiny",
                Kind.BASE,
                null,
                artifact,
                "tokenizer",
                new Lineage(null, "test", List.of(), List.of(), 1, Map.of(), "test", "test"),
                Map.of(),
                Instant.EPOCH);
        bus.publish(base);
        bus.flush();
        return base;
    }

    void publishPreferences(int count) {
        publishPreferences(count, null);
    }

    void publishPreferences(int count, @Nullable Half half) {
        for (PreferencePair pair : TinyModel.pairs(count, 30, 3 + items)) {
            String prompt = pair.prompt().getFirst().content();
            bus.publish(Preferences.decisive("item-" + items++, prompt, pair.chosen(), pair.rejected())
                    .of(half));
        }
        bus.flush();
    }

    /** A job that asks for a reward model from all preferences so far. */
    void request(String runId) {
        bus.publish(new RewardModelRequested(runId, null, config(50)));
        bus.flush();
    }

    static RewardModelConfig config(int minimumPreferences) {
        String settings = "{\"batchPairs\": 8, \"minimumPreferences\": " + minimumPreferences + "}";
        return TestConfigs.of(Tuning.lora(4), 2, settings);
    }

    DirectoryArtifactStore store() {
        return new DirectoryArtifactStore(directory.resolve("artifacts"));
    }

    Running startWorker(String group, Progress observer) {
        WorkerSettings settings = new WorkerSettings(
                broker.bootstrapServers(),
                directory.resolve("artifacts"),
                directory.resolve("home-" + group),
                0,
                group);
        BusWorker worker = RewardModelWorker.of(settings, observer);
        Thread thread = new Thread(worker::run, "worker");
        thread.setUncaughtExceptionHandler((failed, death) -> {});
        thread.start();
        return new Running(worker, thread);
    }

    record Running(BusWorker worker, Thread thread) {
        void signal() {
            worker.stop();
        }

        void awaitEnd() throws InterruptedException {
            assertThat(worker.awaitEnd(DEADLINE)).isTrue();
            thread.join();
        }

        void stop() throws InterruptedException {
            signal();
            awaitEnd();
        }
    }

    List<CheckpointPublished> rewardModels() {
        return events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                .filter(checkpoint -> checkpoint.kind() == Kind.REWARD_MODEL)
                .toList();
    }

    <T> List<T> events(String topic, Class<T> type) {
        List<OffsetRange> all = List.of(new OffsetRange(topic, 0, 0, endOf(topic)));
        return TopicSnapshot.read(broker.bootstrapServers(), all).stream()
                .map(ReceivedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<String> deadLetters(String topic) {
        TopicPartition partition = new TopicPartition(Topics.deadLetters(topic), 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> letter : consumer.poll(Duration.ofMillis(100))) {
                    assertThat(letter.headers().lastHeader(DeadLetters.REASON)).isNotNull();
                    values.add(new String(letter.value(), StandardCharsets.UTF_8));
                }
            }
        }
        return values;
    }

    long endOf(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), "test"));
    }

    void sendText(String topic, String text) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, "poison", text));
            producer.flush();
        }
    }
}
