package dev.attune.policy.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.JobEvent.CancelRequested;
import dev.attune.contracts.event.JobEvent.PauseRequested;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.ResumeRequested;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunPaused;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.policy.run.Progress;
import dev.attune.worker.process.BusWorker;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that people pause, resume and cancel by jobs, against a real broker. */
class RunControlsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RUN = "run-steered";

    @TempDir
    Path directory;

    private BusFixture bus;

    @BeforeEach
    void start() {
        bus = new BusFixture(directory);
        bus.publishReward(1);
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void aPausedRunKeepsItsStateOverARestartAndGoesOnWhenResumed() throws Exception {
        request(400);
        try (Running worker = new Running((update, metrics) -> pauseAfterFirst(update))) {
            Eventually.holds(PATIENCE, "the pause", () -> of(RunPaused.class).size() == 1);
            worker.assertReady();
        }
        int paused = of(RunProgressed.class).size();
        assertThat(paused).isBetween(1, 399);
        List<Integer> since = Collections.synchronizedList(new ArrayList<>());
        try (Running worker = new Running((update, metrics) -> cancelAfter(since, update))) {
            worker.assertReady();
            assertThat(of(RunProgressed.class)).hasSize(paused);
            assertThat(of(RunStarted.class)).hasSize(1);
            bus.publish(new ResumeRequested(RUN));
            Eventually.holds(PATIENCE, "going on", () -> !since.isEmpty());
            assertThat(since.getFirst()).isEqualTo(paused + 1);
            assertThat(of(RunStarted.class)).hasSize(2);
            Eventually.holds(PATIENCE, "the end", () -> of(RunFailed.class).size() == 1);
        }
    }

    @Test
    void aCancelledRunEndsForGoodAndTheNextJobIsDone() throws Exception {
        request(400);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        try (Running worker = new Running((update, metrics) -> cancelAfter(seen, update))) {
            Eventually.holds(
                    PATIENCE, "the cancellation", () -> of(RunFailed.class).size() == 1);
            RunFailed failed = of(RunFailed.class).getFirst();
            assertThat(failed.code()).isEqualTo("cancelled");
            assertThat(failed.reason()).isEqualTo("The run was cancelled by a job on the bus: enough");
            assertThat(directory.resolve("home/runs/" + RUN + "/state")).doesNotExist();
            bus.publish(new PolicyRequested("run-next", null, null, BusFixture.config("{\"updates\": 1}")));
            Eventually.holds(PATIENCE, "the next run", () -> finished("run-next"));
            worker.assertReady();
        }
        assertThat(bus.events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                        .filter(checkpoint -> checkpoint.kind() == Kind.ADAPTER)
                        .map(checkpoint -> checkpoint.lineage().runId()))
                .doesNotContain(RUN);
    }

    @Test
    void aRunThatIsCancelledBeforeItBeganNeverBegins() throws Exception {
        request(2);
        bus.publish(new CancelRequested(RUN, null));
        try (Running worker = new Running((update, metrics) -> {})) {
            Eventually.holds(
                    PATIENCE, "the cancellation", () -> of(RunFailed.class).size() == 1);
            worker.assertReady();
        }
        assertThat(of(RunStarted.class)).isEmpty();
        try (Running again = new Running((update, metrics) -> {})) {
            again.assertReady();
        }
        assertThat(of(RunFailed.class)).hasSize(1);
    }

    private void request(int updates) {
        bus.publish(new PolicyRequested(RUN, null, null, BusFixture.config("{\"updates\": " + updates + "}")));
    }

    private void pauseAfterFirst(int update) {
        if (update == 1) {
            bus.publish(new PauseRequested(RUN));
        }
    }

    private void cancelAfter(List<Integer> seen, int update) {
        seen.add(update);
        if (seen.size() == 2) {
            bus.publish(new CancelRequested(RUN, "enough"));
        }
    }

    private boolean finished(String runId) {
        return bus.events(Topics.RUNS, RunFinished.class).stream()
                .anyMatch(event -> event.runId().equals(runId));
    }

    private <T extends RunEvent> List<T> of(Class<T> type) {
        return bus.events(Topics.RUNS, type).stream()
                .filter(event -> event.runId().equals(RUN))
                .toList();
    }

    /** A worker in a thread of its own. */
    private final class Running implements AutoCloseable {

        private final BusWorker worker;
        private final Thread thread;

        Running(Progress observer) {
            worker = PolicyTrainerWorker.of(bus.settings("{\"updates\": 1}", Optional.empty()), observer);
            thread = new Thread(worker::run, "worker");
            thread.start();
        }

        void assertReady() {
            Eventually.holds(PATIENCE, "readiness", worker::ready);
        }

        @Override
        public void close() throws IOException {
            worker.stop();
            try {
                assertThat(worker.awaitEnd(PATIENCE)).isTrue();
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
