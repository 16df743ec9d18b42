package dev.attune.worker.process;

import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.RunLedger;
import dev.attune.worker.bus.TopicFollower;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.bus.TransactionalPublisher;
import dev.attune.worker.bus.WorkerGroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What workers need of the bus, against a real broker. */
class WorkerBusIT {

    private static final TopicPartition PREFERENCES = new TopicPartition(Topics.PREFERENCES, 0);

    @TempDir
    static Path directory;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start(directory);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void anUnreadableRecordIsDeadLetteredOnceAndItsNeighboursAreRead() {
        String group = "poison";
        publish(new PreferenceRetracted("before-poison", "test"));
        sendText(Topics.PREFERENCES, "poison", "{not json");
        publish(new PreferenceRetracted("after-poison", "test"));

        List<String> firstReading = follow(group);
        List<String> secondReading = follow(group);

        assertThat(firstReading).contains("before-poison", "after-poison");
        assertThat(secondReading).isEqualTo(firstReading);
        assertThat(deadLetters(group)).hasSize(1).allSatisfy(letter -> {
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{not json");
            assertThat(header(letter, DeadLetters.CODE)).isEqualTo("invalid-event");
        });
    }

    @Test
    void publishingCommitsOffsetsAndEndsTheFrozenRun() {
        String group = "frozen";
        FrozenRun run =
                new FrozenRun("run-1", List.of(new OffsetRange(Topics.PREFERENCES, 0, 0, 1)), Map.of("base", "base-1"));
        try (TransactionalPublisher publisher = publisher(group);
                TopicFollower follower = follower(group, publisher)) {
            WorkerGroup memory = follower.group(
                    Topics.PREFERENCES, RunLedger.read(broker.bootstrapServers(), group), directory.resolve("plans"));
            assertThat(memory.frozen()).isEmpty();

            memory.freeze(run);
            assertThat(memory.frozen()).contains(run);
            assertThat(memory.consumedUntil(PREFERENCES)).isZero();

            publisher.publish("run-1", List.of(failure("run-1")), Map.of(PREFERENCES, 1L));
            assertThat(memory.frozen()).isEmpty();
            assertThat(memory.consumedUntil(PREFERENCES)).isEqualTo(1);
        }
    }

    @Test
    void anOlderProcessOfTheSameWorkerIsFenced() {
        try (TransactionalPublisher older = publisher("fenced");
                TransactionalPublisher newer = publisher("fenced")) {
            List<RunFailed> events = List.of(failure("run-fenced"));
            newer.publish("run-fenced", events, Map.of());
            assertThatThrownBy(() -> older.publish("run-fenced", events, Map.of()))
                    .isInstanceOf(KafkaException.class);
        }
    }

    @Test
    void aSnapshotReadsItsRangeAndNothingAfterIt() {
        try (TransactionalPublisher publisher = publisher("snapshot")) {
            publisher.publish("r1", List.of(failure("snapshot-1")), Map.of());
            long until = endOf(Topics.RUNS);
            publisher.publish("r2", List.of(failure("snapshot-2")), Map.of());

            List<OffsetRange> ranges = TopicSnapshot.fromBeginning(Map.of(new TopicPartition(Topics.RUNS, 0), until));
            List<String> keys = TopicSnapshot.read(broker.bootstrapServers(), ranges).stream()
                    .map(received -> received.event().key())
                    .toList();

            assertThat(keys).contains("snapshot-1").doesNotContain("snapshot-2");
        }
    }

    @Test
    void aRangeBeyondTheTopicIsRefused() {
        List<OffsetRange> ranges = List.of(new OffsetRange(Topics.JOBS, 0, 0, 1_000_000));
        assertThatThrownBy(() -> TopicSnapshot.read(broker.bootstrapServers(), ranges))
                .hasMessageContaining("attune.jobs-0 ends at 1000000 but the topic ends at");
    }

    private static List<String> follow(String group) {
        try (TransactionalPublisher publisher = publisher(group);
                TopicFollower follower = follower(group, publisher)) {
            List<String> keys = new ArrayList<>();
            while (!follower.caughtUp()) {
                follower.poll(
                        Duration.ofMillis(100),
                        received -> keys.add(received.event().key()));
            }
            return keys;
        }
    }

    private static TransactionalPublisher publisher(String group) {
        return new TransactionalPublisher(broker.bootstrapServers(), group, group, "/attune/test");
    }

    private static TopicFollower follower(String group, TransactionalPublisher publisher) {
        return new TopicFollower(
                broker.bootstrapServers(), group, List.of(Topics.PREFERENCES), topic -> false, publisher);
    }

    private static RunFailed failure(String runId) {
        return new RunFailed(runId, "test", "test", "A sentence.", Instant.EPOCH);
    }

    private static void publish(Event event) {
        try (EventPublisher publisher = new EventPublisher(broker.bootstrapServers(), "/attune/test")) {
            publisher.publish(event);
            publisher.flush();
        }
    }

    private static void sendText(String topic, String key, String text) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, key, text));
            producer.flush();
        }
    }

    private static List<ConsumerRecord<String, byte[]>> deadLetters(String group) {
        TopicPartition partition = new TopicPartition(Topics.deadLetters(Topics.PREFERENCES), 0);
        List<ConsumerRecord<String, byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), "reads-dead-letters"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
        }
        letters.removeIf(letter -> !header(letter, DeadLetters.CONSUMER).equals(group));
        return letters;
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return Optional.ofNullable(letter.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .orElse("");
    }

    private static long endOf(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), "reads-ends"))) {
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }
}
