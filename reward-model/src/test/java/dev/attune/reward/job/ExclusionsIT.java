package dev.attune.reward.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.testing.Eventually;
import dev.attune.reward.train.Progress;
import dev.attune.worker.bus.TopicSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

/** What a run must not read it does not read, and what was taken back it does not keep. */
class ExclusionsIT {

    private static final String SECRET = "a secret of a person";

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
    void whatIsExcludedIsNotInTheSnapshotNorIsWhatWasReplacedOrTakenBack() throws Exception {
        bus.publishBase();
        bus.publish(Preferences.decisive("of-a-person", "w1", SECRET, "w2"));
        bus.publish(Preferences.decisive("replaced", "w1", SECRET, "w2"));
        bus.publish(Preferences.decisive("replaced", "w1", "w3", "w2"));
        bus.publishPreferences(60);
        bus.flush();
        Set<String> excluded = ids().stream().skip(3).limit(5).collect(Collectors.toSet());
        bus.publish(new PreferenceRetracted("of-a-person", "erased"));
        bus.publish(new RewardModelRequested("without", null, RewardBus.config(50), null, null, exclusions(excluded)));
        bus.publish(new RewardModelRequested("unknown", null, RewardBus.config(50), null, null, "0".repeat(64)));
        bus.flush();
        RewardBus.Running worker = bus.startWorker("without", Progress.none());
        CheckpointPublished made = Eventually.get(
                RewardBus.DEADLINE,
                "the reward model",
                () -> bus.rewardModels().stream().findFirst());
        Eventually.holds(
                RewardBus.DEADLINE,
                "the failure",
                () -> !bus.events(Topics.RUNS, RunFailed.class).isEmpty());
        worker.stop();

        assertThat(made.lineage().kept(Lineage.EXCLUSIONS)).contains(exclusions(excluded));
        Artifact kept = new Artifact(
                "attune:sha256/x", made.lineage().kept(Lineage.DATA).orElseThrow(), 0);
        List<ReceivedEvent> used = TopicSnapshot.readKept(kept, bus.store());
        assertThat(used).hasSize(60 + 1 - 5);
        Set<String> both = new HashSet<>(used.stream().map(ReceivedEvent::id).toList());
        both.retainAll(excluded);
        assertThat(both).isEmpty();
        assertThat(Files.readString(bus.store().fetch(kept).resolve("events.jsonl")))
                .contains("\"replaced\"")
                .doesNotContain(SECRET)
                .doesNotContain("of-a-person");
        RunFailed failed = bus.events(Topics.RUNS, RunFailed.class).getFirst();
        assertThat(failed.runId()).isEqualTo("unknown");
        assertThat(failed.reason()).contains("is not in the store");
    }

    private List<String> ids() {
        return TopicSnapshot.read(
                        bus.bootstrapServers(),
                        List.of(new OffsetRange(Topics.PREFERENCES, 0, 0, bus.endOf(Topics.PREFERENCES))))
                .stream()
                .map(ReceivedEvent::id)
                .toList();
    }

    private String exclusions(Set<String> ids) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("exclusions"));
        Files.write(folder.resolve("exclusions.txt"), ids.stream().sorted().toList());
        return bus.store().publish(folder).sha256();
    }
}
