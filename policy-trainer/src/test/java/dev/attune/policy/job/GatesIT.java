package dev.attune.policy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.JobEvent.PauseRequested;
import dev.attune.contracts.event.JobEvent.ResumeRequested;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.contracts.testing.Eventually;
import dev.attune.policy.gate.GateResult;
import dev.attune.worker.process.BusWorker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The gates' jobs against a real broker. */
class GatesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FORMAT_AND_WIN_RATE = """
            {"format": {"prompts": 60, "maxNewTokens": 4, "shortest": 0.7, "longest": 1.4, "risesBy": 0.15},
             "winRate": {"judge": "gold", "prompts": 60, "maxNewTokens": 4, "atLeast": 0.3}}
            """;

    private static final Map<String, Object> JUDGING = Map.of("portion", "judging");

    @TempDir
    Path directory;

    private BusFixture bus;

    @BeforeEach
    void start() {
        bus = new BusFixture(directory);
        for (int i = 0; i < 54; i++) {
            bus.publish(new PromptAdded(
                    "more-" + i, "project", List.of(Message.user("w" + i % 27 + " w" + i / 2)), Split.HELD_OUT));
        }
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void aCheckpointBesideItselfPassesAndEachGateSaysSoOnce() throws Exception {
        CheckpointPublished judge = bus.publishReward(1, JUDGING);
        ask("gates-1", bus.base().checkpointId(), FORMAT_AND_WIN_RATE, judge.checkpointId());
        try (Running worker = new Running()) {
            finished("gates-1");
            worker.assertReady();
        }
        List<GateMeasured> measured = measured("gates-1");
        assertThat(measured)
                .extracting(GateMeasured::evaluationId)
                .containsExactly("gates-1-win-rate", "gates-1-format");
        assertThat(measured).allSatisfy(gate -> {
            assertThat(gate.outcome()).as(gate.sentence()).isEqualTo(GateOutcome.PASSED);
            assertThat(gate.samples()).isEqualTo(60);
        });
        assertThat(measured.getFirst().figures())
                .containsEntry("ties", 60.0)
                .containsEntry("lengthControlledWinRate", 0.5);
        assertThat(measured.getLast().measured())
                .satisfies(ratio -> assertThat(ratio.mean()).isEqualTo(1));
        assertThat(Files.readAllLines(new DirectoryArtifactStore(directory.resolve("artifacts"))
                        .fetch(Objects.requireNonNull(measured.getLast().evidence()))
                        .resolve(GateResult.EVIDENCE)))
                .hasSize(60)
                .allSatisfy(line -> assertThat(Json.MAPPER.readTree(line).path("answer"))
                        .isEqualTo(Json.MAPPER.readTree(line).path("opponentAnswer")));
        assertThat(of(RunFinished.class, "gates-1"))
                .extracting(RunFinished::recipe, RunFinished::checkpointId)
                .containsExactly(tuple("gates", bus.base().checkpointId()));
        assertThat(of(RunProgressed.class, "gates-1"))
                .extracting(RunProgressed::step)
                .containsExactly(1, 2);
    }

    @Test
    void aGateThatCannotBeComputedSaysWhyAndTheOthersGoOn() throws Exception {
        CheckpointPublished everything = bus.publishReward(1);
        ask("gates-none", bus.base().checkpointId(), FORMAT_AND_WIN_RATE, null);
        ask("gates-all", bus.base().checkpointId(), FORMAT_AND_WIN_RATE, everything.checkpointId());
        ask(
                "gates-outside",
                bus.base().checkpointId(),
                "{\"winRate\": {\"judge\": \"outside\", \"prompts\": 9, \"maxNewTokens\": 4, \"atLeast\": 0.5}}",
                null);
        CheckpointPublished teacher = bus.publishReward(2, JUDGING);
        CheckpointPublished taught = bus.publishTaughtBy(teacher);
        ask("gates-taught", taught.checkpointId(), FORMAT_AND_WIN_RATE, teacher.checkpointId());
        try (Running worker = new Running()) {
            finished("gates-taught");
            worker.assertReady();
        }
        assertThat(sentence("gates-none", GateKind.WIN_RATE))
                .isEqualTo(
                        "It could not be computed. There is no reward model yet that learned from the judging half of"
                                + " the preferences.");
        assertThat(sentence("gates-all", GateKind.WIN_RATE)).contains("learned from more than the judging half");
        assertThat(sentence("gates-outside", GateKind.WIN_RATE))
                .isEqualTo("It could not be computed. The trainer was given no outside judge; set"
                        + " ATTUNE_EVALUATION_JUDGE.");
        assertThat(sentence("gates-taught", GateKind.WIN_RATE)).contains("had a part in training the checkpoint");
        for (String run : List.of("gates-none", "gates-all", "gates-taught")) {
            assertThat(measured(run))
                    .extracting(GateMeasured::outcome)
                    .containsExactly(GateOutcome.ERROR, GateOutcome.PASSED);
        }
    }

    @Test
    void aRunWithoutPromptsOrOfAnUnknownCheckpointSaysSo() throws Exception {
        bus.publish(new GatesRequested(
                "gates-empty",
                "another",
                bus.base().checkpointId(),
                bus.base().checkpointId(),
                policy(FORMAT_AND_WIN_RATE),
                null,
                7));
        ask("gates-unknown", "adapter-nowhere", FORMAT_AND_WIN_RATE, null);
        try (Running worker = new Running()) {
            Eventually.holds(
                    PATIENCE,
                    "the failure",
                    () -> of(RunFailed.class, "gates-unknown").size() == 1);
            worker.assertReady();
        }
        assertThat(of(RunFailed.class, "gates-unknown"))
                .extracting(RunFailed::code)
                .containsExactly("checkpoint-unknown");
        assertThat(sentence("gates-empty", GateKind.FORMAT))
                .isEqualTo("It could not be computed. The project has no held-out prompt to measure on; add some.");
        assertThat(measured("gates-unknown")).isEmpty();
    }

    @Test
    void aRunThatIsPausedGoesOnAndSaysTheSame() throws Exception {
        CheckpointPublished judge = bus.publishReward(1, JUDGING);
        CheckpointPublished taught = bus.publishTaughtBy(bus.publishReward(2, Map.of("portion", "teaching")));
        ask("gates-a", taught.checkpointId(), FORMAT_AND_WIN_RATE, judge.checkpointId());
        Path state = directory.resolve("home/runs/gates-b/state");
        try (Running worker = new Running()) {
            finished("gates-a");
            // The same once more; it is paused as soon as its first gate was measured.
            ask("gates-b", taught.checkpointId(), FORMAT_AND_WIN_RATE, judge.checkpointId());
            bus.publish(new PauseRequested("gates-b"));
            worker.assertReady();
        }
        bus.publish(new ResumeRequested("gates-b"));
        try (Running worker = new Running()) {
            finished("gates-b");
            worker.assertReady();
        }
        assertThat(state).doesNotExist();
        List<GateMeasured> first = measured("gates-a");
        List<GateMeasured> second = measured("gates-b");
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).measured()).isEqualTo(first.get(i).measured());
            assertThat(second.get(i).figures()).isEqualTo(first.get(i).figures());
            assertThat(second.get(i).evidence()).isEqualTo(first.get(i).evidence());
        }
        assertThat(second).hasSize(2);
    }

    private void ask(String run, String checkpoint, String gates, @Nullable String judge) {
        bus.publish(new GatesRequested(run, "project", checkpoint, bus.base().checkpointId(), policy(gates), judge, 7));
    }

    private static GatePolicy policy(String json) {
        try {
            return Json.MAPPER.readValue(json, GatePolicy.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String sentence(String run, GateKind kind) {
        return measured(run).stream()
                .filter(gate -> gate.gate() == kind)
                .findFirst()
                .orElseThrow()
                .sentence();
    }

    private List<GateMeasured> measured(String run) {
        return bus.events(Topics.EVALUATIONS, GateMeasured.class).stream()
                .filter(gate -> gate.runId().equals(run))
                .toList();
    }

    private void finished(String run) {
        Eventually.holds(
                PATIENCE, "the end of " + run, () -> of(RunFinished.class, run).size() == 1);
    }

    private <T extends RunEvent> List<T> of(Class<T> type, String run) {
        return bus.events(Topics.RUNS, type).stream()
                .filter(event -> event.runId().equals(run))
                .toList();
    }

    /** A worker in a thread of its own. */
    private final class Running implements AutoCloseable {

        private final BusWorker worker;
        private final Thread thread;

        Running() {
            worker = PolicyTrainerWorker.of(bus.settings("{}", Optional.empty()));
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
