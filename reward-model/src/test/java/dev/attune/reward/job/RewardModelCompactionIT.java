package dev.attune.reward.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.testing.Eventually;
import dev.attune.reward.RewardModelCommand;
import dev.attune.reward.train.Progress;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.reproduce.ReproductionFolder;
import dev.attune.worker.reproduce.ReproductionOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** The same weights again, though the topic that they were learned from has lost the records. */
class RewardModelCompactionIT {

    private static final ConfigResource PREFERENCES = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PREFERENCES);

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
    void aRunGoesOnWithWhatItReadThoughTheTopicWasCompactedSince() throws Exception {
        bus.publishBase();
        bus.publishPreferences(60);
        OffsetRange range = new OffsetRange(Topics.PREFERENCES, 0, 0, bus.endOf(Topics.PREFERENCES));
        bus.publish(new RewardModelRequested("whole", null, RewardBus.config(50)));
        bus.flush();
        RewardBus.Running whole = bus.startWorker("whole", Progress.none());
        CheckpointPublished first = Eventually.get(
                RewardBus.DEADLINE,
                "the first",
                () -> bus.rewardModels().stream().findFirst());
        whole.stop();

        bus.request("interrupted");
        CompletableFuture<RewardBus.Running> started = new CompletableFuture<>();
        RewardBus.Running interrupted = bus.startWorker(RewardBus.GROUP, metrics -> {
            if (metrics.step() == 2) {
                started.join().signal();
            }
        });
        started.complete(interrupted);
        interrupted.awaitEnd();
        compact(range);

        RewardBus.Running again = bus.startWorker(RewardBus.GROUP, Progress.none());
        CheckpointPublished second = Eventually.get(
                RewardBus.DEADLINE,
                "the second",
                () -> bus.rewardModels().stream()
                        .filter(model -> !Objects.equals(model.lineage().runId(), "whole"))
                        .findFirst());
        again.stop();
        assertThat(second.artifact().sha256()).isEqualTo(first.artifact().sha256());
        assertThat(second.lineage().configuration())
                .containsEntry("dataSha256", first.lineage().configuration().get("dataSha256"))
                .containsKey("dataSha256");

        ReproductionFolder folder = new ReproductionFolder(
                Files.createDirectories(directory.resolve("again")), directory.resolve("artifacts"));
        String kept = first.lineage().kept(Lineage.DATA).orElseThrow();
        CheckpointPublished base =
                bus.events(Topics.CHECKPOINTS, CheckpointPublished.class).getFirst();
        folder.write(new ReproductionOrder(first, List.of(base), kept, null));
        assertThat(reproduce(folder)).isZero();
        assertThat(folder.reproduced().artifact()).isEqualTo(first.artifact());
        assertThat(bus.rewardModels()).as("nothing is published").hasSize(2);

        bus.store().erase(kept);
        assertThat(reproduce(folder)).isEqualTo(1);
        assertThat(said.toString()).contains("was erased");
    }

    private final StringWriter said = new StringWriter();

    private int reproduce(ReproductionFolder folder) {
        return RewardModelCommand.commandLine()
                .setErr(new PrintWriter(said, true))
                .execute(
                        "reproduce",
                        folder.path().toString(),
                        "--artifacts",
                        folder.artifacts().toString());
    }

    @Test
    void topicsThatAnEarlierVersionMadeGetTheirLag() throws Exception {
        set(Map.of("min.compaction.lag.ms", "0"));
        Bus.createTopics(bus.bootstrapServers(), (short) 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bus.bootstrapServers()))) {
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(List.of(PREFERENCES)).all().get();
            assertThat(Objects.requireNonNull(configs.get(PREFERENCES)).entries())
                    .filteredOn(entry -> entry.name().equals("min.compaction.lag.ms"))
                    .extracting(ConfigEntry::value)
                    .containsExactly("604800000");
        }
    }

    /** As a long time would: each item is retracted, and the broker may forget at once what that replaced. */
    private void compact(OffsetRange range) throws Exception {
        set(Map.of(
                "min.compaction.lag.ms", "0",
                "max.compaction.lag.ms", "1",
                "min.cleanable.dirty.ratio", "0",
                "segment.ms", "50"));
        for (int item = 0; item < 60; item++) {
            bus.publish(new PreferenceRetracted("item-" + item, "project"));
        }
        bus.flush();
        Eventually.holds(RewardBus.DEADLINE, "the compaction", () -> {
            // A segment is closed when the next record comes.
            bus.publish(new PreferenceRetracted("nothing", "project"));
            bus.flush();
            return TopicSnapshot.read(bus.bootstrapServers(), List.of(range)).isEmpty();
        });
    }

    private void set(Map<String, String> settings) throws Exception {
        List<AlterConfigOp> changes = settings.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bus.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(PREFERENCES, changes)).all().get();
        }
    }
}
