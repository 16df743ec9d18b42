package dev.attune.reward.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.reward.train.Progress;

import static org.assertj.core.api.Assertions.assertThat;

/** Faults, deaths and older runs, against a real broker. */
class RewardModelFaultsIT {

    private static final Duration DEADLINE = RewardBus.DEADLINE;

    @TempDir
    Path directory;

    private RewardBus bus;

    @BeforeEach
    void start() {
        bus = new RewardBus(directory);
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void aFaultThatPassesIsTriedAgainAndADeadWorkersAttemptIsRemembered() throws InterruptedException {
        bus.publishBase();
        bus.publishPreferences(60);
        bus.request("mortal");
        RewardBus.Running dying = bus.startWorker(RewardBus.GROUP, metrics -> {
            if (metrics.step() == 2) {
                throw new OutOfMemoryError("killed");
            }
        });
        dying.awaitEnd();
        assertThat(bus.frozen()).contains("\"attempts\":\"1\"");
        AtomicBoolean busy = new AtomicBoolean(true);
        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, metrics -> {
            if (metrics.step() == 2 && busy.getAndSet(false)) {
                throw new AttuneException("store-busy", ErrorCategory.RETRIABLE, "The store is busy.");
            }
        });
        CheckpointPublished published = Eventually.get(
                DEADLINE, "a reward model", () -> bus.rewardModels().stream().findFirst());
        worker.stop();
        assertThat(bus.events(Topics.RUNS, RunStarted.class))
                .hasSize(3)
                .extracting(RunStarted::runId)
                .containsOnly(published.lineage().runId());
        assertThat(bus.events(Topics.RUNS, RunFailed.class)).isEmpty();
        assertThat(bus.frozen()).isEmpty();
    }

    @Test
    void aFrozenRunOfSettingsThatAreGoneFailsAsARunAndTheNextOneIsDone() throws InterruptedException {
        bus.publishBase();
        bus.publishPreferences(30);
        TopicPartition ledger = new TopicPartition(Topics.PREFERENCES, 0);
        String old = "{\"runId\":\"old\",\"inputs\":[],\"details\":{\"configuration\":\"{\\\"gone\\\":1}\","
                + "\"jobPartition\":\"0\",\"jobOffset\":\"0\"}}";
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(bus.bootstrapServers(), RewardBus.GROUP))) {
            consumer.assign(List.of(ledger));
            consumer.commitSync(Map.of(ledger, new OffsetAndMetadata(0, old)));
        }
        bus.publish(new RewardModelRequested("old", null, RewardBus.config(10)));
        bus.publish(new RewardModelRequested("new", null, RewardBus.config(10)));
        bus.flush();
        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, Progress.none());
        CheckpointPublished published = Eventually.get(
                DEADLINE, "a reward model", () -> bus.rewardModels().stream().findFirst());
        worker.stop();
        assertThat(published.lineage().runId()).isEqualTo("new");
        assertThat(bus.events(Topics.RUNS, RunFailed.class))
                .extracting(RunFailed::runId, RunFailed::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("old", "plan-unreadable"));
    }
}
