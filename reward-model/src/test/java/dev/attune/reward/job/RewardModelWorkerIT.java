package dev.attune.reward.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.CancelRequested;
import dev.attune.contracts.event.JobEvent.PauseRequested;
import dev.attune.contracts.event.JobEvent.ResumeRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunPaused;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Half;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.contracts.testing.Eventually;
import dev.attune.reward.score.RewardScorer;
import dev.attune.reward.train.Progress;
import dev.attune.reward.train.Snapshots;
import dev.attune.reward.train.TestConfigs;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.run.Trigger;

import static org.assertj.core.api.Assertions.assertThat;

class RewardModelWorkerIT {

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
    void preferencesBecomeACheckpointWithItsLineageAndPoisonDoesNotStopIt() throws InterruptedException {
        CheckpointPublished base = bus.publishBase();
        bus.sendText(Topics.PREFERENCES, "{\"no\":\"event\"}");
        bus.publishPreferences(60);
        long until = bus.endOf(Topics.PREFERENCES);
        bus.request("asked-for");

        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, Progress.none());
        CheckpointPublished published = Eventually.get(
                DEADLINE, "a reward model", () -> bus.rewardModels().stream().findFirst());
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
        assertThat(bus.events(Topics.RUNS, RunStarted.class)).hasSize(1);
        assertThat(bus.events(Topics.RUNS, RunProgressed.class)).isNotEmpty();
        assertThat(bus.events(Topics.RUNS, RunFinished.class))
                .extracting(RunFinished::checkpointId)
                .containsExactly(published.checkpointId());
        assertThat(bus.deadLetters(Topics.PREFERENCES)).containsExactly("{\"no\":\"event\"}");
        assertThat(bus.rewardModels()).hasSize(1);
        try (RewardScorer scorer = RewardScorer.load(
                bus.store().fetch(published.artifact()), bus.store().fetch(base.artifact()))) {
            assertThat(scorer.description().metrics().get("accuracy"))
                    .isEqualTo(published.metrics().get("accuracy"));
        }
    }

    @Test
    void anInterruptedRunIsMadeAgainOnItsRangeWithTheSameResult() throws InterruptedException {
        bus.publishBase();
        bus.publishPreferences(60);
        long until = bus.endOf(Topics.PREFERENCES);
        bus.request("asked-for");

        // Interrupted in its second step; more preferences come before it starts again.
        CompletableFuture<RewardBus.Running> started = new CompletableFuture<>();
        RewardBus.Running interrupted = bus.startWorker(RewardBus.GROUP, metrics -> {
            if (metrics.step() == 2) {
                started.join().signal();
            }
        });
        started.complete(interrupted);
        interrupted.awaitEnd();
        assertThat(bus.rewardModels()).isEmpty();
        bus.publishPreferences(10);

        RewardBus.Running again = bus.startWorker(RewardBus.GROUP, Progress.none());
        CheckpointPublished published = Eventually.get(
                DEADLINE, "a reward model", () -> bus.rewardModels().stream().findFirst());
        again.stop();
        assertThat(published.lineage().inputs()).containsExactly(new OffsetRange(Topics.PREFERENCES, 0, 0, until));

        // A third start finds nothing to do.
        RewardBus.Running idle = bus.startWorker(RewardBus.GROUP, Progress.none());
        Eventually.holds(DEADLINE, "readiness", () -> idle.worker().ready());
        idle.stop();
        assertThat(bus.rewardModels()).hasSize(1);
        assertThat(bus.events(Topics.RUNS, RunFinished.class)).hasSize(1);
        assertThat(bus.events(Topics.RUNS, RunStarted.class))
                .hasSize(2)
                .extracting(RunStarted::runId)
                .containsOnly(published.lineage().runId());

        // The same range without an interruption, as a job of another group, gives the same weights.
        assertThat(uninterrupted(until)).isEqualTo(published.checkpointId());
    }

    @Test
    void aJobThatCannotBeDoneFailsWithASentenceAndTheNextOneIsDone() throws InterruptedException {
        bus.publishBase();
        bus.publishPreferences(30);
        bus.publish(new RewardModelRequested("too-demanding", null, RewardBus.config(1000)));
        bus.publish(new RewardModelRequested("unknown-base", "base-of-nobody", RewardBus.config(10)));
        bus.publish(new RewardModelRequested("possible", null, RewardBus.config(10)));
        bus.flush();

        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, Progress.none());
        Eventually.get(
                DEADLINE, "the possible job", () -> bus.rewardModels().stream().findFirst());
        worker.stop();

        assertThat(bus.events(Topics.RUNS, RunFailed.class))
                .extracting(RunFailed::runId, RunFailed::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("too-demanding", "too-few-preferences"),
                        org.assertj.core.groups.Tuple.tuple("unknown-base", "base-unknown"));
        assertThat(bus.events(Topics.RUNS, RunFailed.class).getFirst().reason())
                .isEqualTo("There are 30 decisive preferences but minimumPreferences is 1000; collect more or lower"
                        + " the setting.");
        assertThat(bus.events(Topics.RUNS, RunFinished.class))
                .extracting(RunFinished::runId)
                .containsExactly("possible");
    }

    @Test
    void theJudgingHalfMakesAJudgeThatSaysWhatItLearnedFrom() throws InterruptedException {
        bus.publishBase();
        bus.publishPreferences(40, Half.TEACHING);
        bus.publishPreferences(30, Half.JUDGING);
        bus.publishPreferences(5);
        String settings = "{\"batchPairs\": 8, \"minimumPreferences\": 20, \"portion\": \"judging\"}";
        bus.publish(new RewardModelRequested("judge", null, TestConfigs.of(Tuning.lora(4), 2, settings)));
        String greedy = settings.replace("20", "31");
        bus.publish(new RewardModelRequested("too-few", null, TestConfigs.of(Tuning.lora(4), 2, greedy)));
        bus.flush();
        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, Progress.none());
        Eventually.holds(
                DEADLINE,
                "the failure",
                () -> bus.events(Topics.RUNS, RunFailed.class).size() == 1);
        worker.stop();
        CheckpointPublished judge = bus.rewardModels().getFirst();
        assertThat(judge.lineage().kept(Portion.SETTING)).contains("judging");
        assertThat(judge.metrics()).containsEntry("portionComparisons", 30.0).containsEntry("portionLeftOut", 45.0);
        assertThat(bus.events(Topics.RUNS, RunFailed.class).getFirst().reason())
                .startsWith("There are 30 decisive preferences of the judging half (45 comparisons do not belong to it)"
                        + " but minimumPreferences is 31");
    }

    @Test
    void aRunIsPausedResumedAndCancelledByJobs() throws InterruptedException {
        bus.publishBase();
        bus.publishPreferences(30);
        String settings = "{\"batchPairs\": 8, \"minimumPreferences\": 10}";
        bus.publish(new RewardModelRequested("steered", null, TestConfigs.of(Tuning.lora(4), 2000, settings)));
        bus.flush();
        AtomicBoolean resumed = new AtomicBoolean();
        RewardBus.Running worker = bus.startWorker(RewardBus.GROUP, metrics -> {
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
                () -> bus.events(Topics.RUNS, RunPaused.class).size() == 1);
        resumed.set(true);
        bus.publish(new ResumeRequested("steered"));
        bus.flush();
        Eventually.holds(
                DEADLINE,
                "the end",
                () -> bus.events(Topics.RUNS, RunFailed.class).size() == 1);
        worker.stop();

        RunFailed failed = bus.events(Topics.RUNS, RunFailed.class).getFirst();
        assertThat(failed.code()).isEqualTo("cancelled");
        assertThat(failed.reason()).endsWith(": enough");
        assertThat(bus.events(Topics.RUNS, RunStarted.class)).hasSize(2);
        assertThat(bus.rewardModels()).isEmpty();
    }

    /** Trains the frozen plan without a worker's interruption. */
    private String uninterrupted(long until) {
        CheckpointPublished base = bus.events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                .filter(checkpoint -> checkpoint.kind() == Kind.BASE)
                .findFirst()
                .orElseThrow();
        List<OffsetRange> inputs = List.of(new OffsetRange(Topics.PREFERENCES, 0, 0, until));
        RewardModelRequested wanted = new RewardModelRequested("without", null, RewardBus.config(50));
        Trigger job = new Trigger(new TopicPartition(Topics.JOBS, 0), 0);
        RunPlan plan = RunPlan.of(wanted, inputs, Optional.of(base.checkpointId()), job);
        List<Event> events = new RewardModelRun(bus.store())
                .perform(
                        plan,
                        base,
                        Optional.empty(),
                        TopicSnapshot.read(bus.bootstrapServers(), inputs),
                        Progress.none(),
                        Snapshots.none());
        return events.getFirst().key();
    }
}
