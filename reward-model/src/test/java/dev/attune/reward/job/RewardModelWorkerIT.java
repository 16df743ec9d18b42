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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.CancelRequested;
import dev.attune.contracts.event.JobEvent.PauseRequested;
import dev.attune.contracts.event.JobEvent.ResumeRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.Lineage;
import dev.attune.contracts.event.Lineage.OffsetRange;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunPaused;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.score.RewardScorer;
import dev.attune.reward.train.Progress;
import dev.attune.reward.train.Snapshots;
import dev.attune.reward.train.TestConfigs;
import dev.attune.reward.train.TinyModel;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.process.BusWorker;

import static org.assertj.core.api.Assertions.assertThat;

class RewardModelWorkerIT {

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final String GROUP = "worker";

    @TempDir
    Path directory;

    private TestBroker broker;
    private EventPublisher bus;
    private int items;

    @BeforeEach
    void start() {
        broker = TestBroker.start(directory.resolve("kafka"));
        bus = new EventPublisher(broker.bootstrapServers(), "/attune/test");
    }

    @AfterEach
    void stop() {
        bus.close();
        broker.close();
    }

    @Test
    void preferencesBecomeACheckpointWithItsLineageAndPoisonDoesNotStopIt() throws InterruptedException {
        CheckpointPublished base = publishBase();
        sendText(Topics.PREFERENCES, "{\"no\":\"event\"}");
        publishPreferences(60);
        long until = endOf(Topics.PREFERENCES);

        Running worker = startWorker(GROUP, Progress.none());
        CheckpointPublished published = Eventually.get(
                DEADLINE, "a reward model", () -> rewardModels().stream().findFirst());
        worker.stop();

        assertThat(published.baseCheckpointId()).isEqualTo(base.checkpointId());
        Lineage lineage = published.lineage();
        assertThat(lineage.parents()).containsExactly(base.checkpointId());
        assertThat(lineage.inputs()).containsExactly(new OffsetRange(Topics.PREFERENCES, 0, 0, until));
        assertThat(lineage.seed()).isEqualTo(7);
        assertThat(lineage.configuration()).containsEntry("epochs", 2);
        assertThat(published.metrics())
                .containsKeys("accuracy", "longerWins", "loss", "pairs", "heldOutPairs", "seconds");
        assertThat(published.metrics().getOrDefault("pairs", 0.0)
                        + published.metrics().getOrDefault("heldOutPairs", 0.0))
                .isEqualTo(60);
        assertThat(events(Topics.RUNS, RunStarted.class)).hasSize(1);
        assertThat(events(Topics.RUNS, RunProgressed.class)).isNotEmpty();
        assertThat(events(Topics.RUNS, RunFinished.class))
                .extracting(RunFinished::checkpointId)
                .containsExactly(published.checkpointId());
        assertThat(deadLetters(Topics.PREFERENCES)).containsExactly("{\"no\":\"event\"}");
        assertThat(rewardModels()).hasSize(1);
        try (RewardScorer scorer =
                RewardScorer.load(store().fetch(published.artifact()), store().fetch(base.artifact()))) {
            assertThat(scorer.description().metrics().get("accuracy"))
                    .isEqualTo(published.metrics().get("accuracy"));
        }
    }

    @Test
    void anInterruptedRunIsMadeAgainOnItsRangeWithTheSameResult() throws InterruptedException {
        publishBase();
        publishPreferences(60);
        long until = endOf(Topics.PREFERENCES);

        // Interrupted in its second step; more preferences come before it starts again.
        CompletableFuture<Running> started = new CompletableFuture<>();
        Running interrupted = startWorker(GROUP, metrics -> {
            if (metrics.step() == 2) {
                started.join().signal();
            }
        });
        started.complete(interrupted);
        interrupted.awaitEnd();
        assertThat(rewardModels()).isEmpty();
        publishPreferences(10);

        Running again = startWorker(GROUP, Progress.none());
        CheckpointPublished published = Eventually.get(
                DEADLINE, "a reward model", () -> rewardModels().stream().findFirst());
        again.stop();
        assertThat(published.lineage().inputs()).containsExactly(new OffsetRange(Topics.PREFERENCES, 0, 0, until));

        // A third start finds nothing to do: ten new preferences are too few.
        Running idle = startWorker(GROUP, Progress.none());
        Eventually.holds(DEADLINE, "readiness", () -> idle.worker.ready());
        idle.stop();
        assertThat(rewardModels()).hasSize(1);
        assertThat(events(Topics.RUNS, RunFinished.class)).hasSize(1);
        assertThat(events(Topics.RUNS, RunStarted.class))
                .hasSize(2)
                .extracting(RunStarted::runId)
                .containsOnly(published.lineage().runId());

        // The same range without an interruption, as a job of another group, gives the same weights.
        assertThat(uninterrupted(until)).isEqualTo(published.checkpointId());
    }

    @Test
    void aJobThatCannotBeDoneFailsWithASentenceAndTheNextOneIsDone() throws InterruptedException {
        publishBase();
        publishPreferences(30);
        bus.publish(new RewardModelRequested("too-demanding", null, config(1000)));
        bus.publish(new RewardModelRequested("unknown-base", "base-of-nobody", config(10)));
        bus.publish(new RewardModelRequested("possible", null, config(10)));
        bus.flush();

        Running worker = startWorker(GROUP, Progress.none());
        Eventually.get(
                DEADLINE, "the possible job", () -> rewardModels().stream().findFirst());
        worker.stop();

        assertThat(events(Topics.RUNS, RunFailed.class))
                .extracting(RunFailed::runId, RunFailed::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("too-demanding", "too-few-preferences"),
                        org.assertj.core.groups.Tuple.tuple("unknown-base", "base-unknown"));
        assertThat(events(Topics.RUNS, RunFailed.class).getFirst().reason())
                .isEqualTo("There are 30 decisive preferences but minimumPreferences is 1000; collect more or lower"
                        + " the setting.");
        assertThat(events(Topics.RUNS, RunFinished.class))
                .extracting(RunFinished::runId)
                .containsExactly("possible");
    }

    @Test
    void aRunIsPausedResumedAndCancelledByJobs() throws InterruptedException {
        publishBase();
        publishPreferences(30);
        String settings = "{\"batchPairs\": 8, \"minimumPreferences\": 10}";
        bus.publish(new RewardModelRequested("steered", null, TestConfigs.of(Tuning.lora(4), 2000, settings)));
        bus.flush();
        AtomicBoolean resumed = new AtomicBoolean();
        Running worker = startWorker(GROUP, metrics -> {
            if (metrics.step() == 2) {
                bus.publish(new PauseRequested("steered"));
                bus.flush();
            } else if (resumed.compareAndSet(true, false)) {
                bus.publish(new CancelRequested("steered", "enough"));
                bus.flush();
            }
        });
        Eventually.holds(
                DEADLINE,
                "the pause",
                () -> events(Topics.RUNS, RunPaused.class).size() == 1);
        resumed.set(true);
        bus.publish(new ResumeRequested("steered"));
        bus.flush();
        Eventually.holds(
                DEADLINE, "the end", () -> events(Topics.RUNS, RunFailed.class).size() == 1);
        worker.stop();

        RunFailed failed = events(Topics.RUNS, RunFailed.class).getFirst();
        assertThat(failed.code()).isEqualTo("cancelled");
        assertThat(failed.reason()).endsWith(": enough");
        assertThat(events(Topics.RUNS, RunStarted.class)).hasSize(2);
        assertThat(rewardModels()).isEmpty();
    }

    @Test
    void aFaultThatPassesIsTriedAgainAndADeadWorkersAttemptIsRemembered() throws InterruptedException {
        publishBase();
        publishPreferences(60);
        Running dying = startWorker(GROUP, metrics -> {
            if (metrics.step() == 2) {
                throw new OutOfMemoryError("killed");
            }
        });
        dying.awaitEnd();
        assertThat(frozen()).contains("\"attempts\":\"1\"");
        AtomicBoolean busy = new AtomicBoolean(true);
        Running worker = startWorker(GROUP, metrics -> {
            if (metrics.step() == 2 && busy.getAndSet(false)) {
                throw new AttuneException("store-busy", ErrorCategory.RETRIABLE, "The store is busy.");
            }
        });
        CheckpointPublished published = Eventually.get(
                DEADLINE, "a reward model", () -> rewardModels().stream().findFirst());
        worker.stop();
        assertThat(events(Topics.RUNS, RunStarted.class))
                .hasSize(3)
                .extracting(RunStarted::runId)
                .containsOnly(published.lineage().runId());
        assertThat(events(Topics.RUNS, RunFailed.class)).isEmpty();
        assertThat(frozen()).isEmpty();
    }

    @Test
    void aFrozenRunOfSettingsThatAreGoneFailsAsARunAndTheNextOneIsDone() throws InterruptedException {
        publishBase();
        publishPreferences(30);
        TopicPartition ledger = new TopicPartition(Topics.PREFERENCES, 0);
        String old = "{\"runId\":\"old\",\"inputs\":[],\"details\":{\"configuration\":\"{\\\"gone\\\":1}\","
                + "\"jobPartition\":\"0\",\"jobOffset\":\"0\"}}";
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), GROUP))) {
            consumer.assign(List.of(ledger));
            consumer.commitSync(Map.of(ledger, new OffsetAndMetadata(0, old)));
        }
        bus.publish(new RewardModelRequested("old", null, config(10)));
        bus.publish(new RewardModelRequested("new", null, config(10)));
        bus.flush();
        Running worker = startWorker(GROUP, Progress.none());
        CheckpointPublished published = Eventually.get(
                DEADLINE, "a reward model", () -> rewardModels().stream().findFirst());
        worker.stop();
        assertThat(published.lineage().runId()).isEqualTo("new");
        assertThat(events(Topics.RUNS, RunFailed.class))
                .extracting(RunFailed::runId, RunFailed::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("old", "plan-unreadable"));
    }

    private String frozen() {
        TopicPartition ledger = new TopicPartition(Topics.PREFERENCES, 0);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), GROUP))) {
            return Optional.ofNullable(consumer.committed(Set.of(ledger)).get(ledger))
                    .map(OffsetAndMetadata::metadata)
                    .orElse("");
        }
    }

    /** Trains the frozen plan without a worker's interruption. */
    private String uninterrupted(long until) {
        CheckpointPublished base = events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                .filter(checkpoint -> checkpoint.kind() == Kind.BASE)
                .findFirst()
                .orElseThrow();
        List<OffsetRange> inputs = List.of(new OffsetRange(Topics.PREFERENCES, 0, 0, until));
        RunPlan plan = RunPlan.automatic(inputs, base.checkpointId(), config(50));
        List<Event> events = new RewardModelRun(store())
                .perform(
                        plan,
                        base,
                        TopicSnapshot.read(broker.bootstrapServers(), inputs),
                        Progress.none(),
                        Snapshots.none());
        return events.getFirst().key();
    }

    private CheckpointPublished publishBase() {
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

    private void publishPreferences(int count) {
        for (PreferencePair pair : TinyModel.pairs(count, 30, 3 + items)) {
            String prompt = pair.prompt().getFirst().content();
            bus.publish(Preferences.decisive("item-" + items++, prompt, pair.chosen(), pair.rejected()));
        }
        bus.flush();
    }

    private static RewardModelConfig config(int minimumPreferences) {
        String settings = "{\"batchPairs\": 8, \"minimumPreferences\": " + minimumPreferences + "}";
        return TestConfigs.of(Tuning.lora(4), 2, settings);
    }

    private DirectoryArtifactStore store() {
        return new DirectoryArtifactStore(directory.resolve("artifacts"));
    }

    private Running startWorker(String group, Progress observer) {
        WorkerSettings settings = new WorkerSettings(
                broker.bootstrapServers(),
                directory.resolve("artifacts"),
                directory.resolve("home-" + group),
                0,
                config(50),
                group);
        BusWorker worker = RewardModelWorker.of(settings, observer);
        Thread thread = new Thread(worker::run, "worker");
        thread.setUncaughtExceptionHandler((failed, death) -> {});
        thread.start();
        return new Running(worker, thread);
    }

    private record Running(BusWorker worker, Thread thread) {
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

    private List<CheckpointPublished> rewardModels() {
        return events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                .filter(checkpoint -> checkpoint.kind() == Kind.REWARD_MODEL)
                .toList();
    }

    private <T> List<T> events(String topic, Class<T> type) {
        List<OffsetRange> all = List.of(new OffsetRange(topic, 0, 0, endOf(topic)));
        return TopicSnapshot.read(broker.bootstrapServers(), all).stream()
                .map(ReceivedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<String> deadLetters(String topic) {
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

    private long endOf(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), "test"));
    }

    private void sendText(String topic, String text) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, "poison", text));
            producer.flush();
        }
    }
}
