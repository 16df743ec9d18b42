package dev.attune.policy.job;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.JobEvent.EvaluationRequested;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.contracts.testing.Eventually;
import dev.attune.policy.run.Progress;
import dev.attune.worker.process.BusWorker;

import static org.assertj.core.api.Assertions.assertThat;

/** The worker against a real broker. */
class PolicyTrainerWorkerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private BusFixture bus;

    @BeforeEach
    void start() {
        bus = new BusFixture(directory);
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void aRewardModelLeadsToATunedAndEvaluatedPolicy() throws Exception {
        CheckpointPublished reward = bus.publishReward(1);
        ask("first", reward, "{}");
        try (Running worker = new Running("{}", Optional.empty())) {
            CheckpointPublished policy = adapters(1).getFirst();
            assertThat(policy.baseCheckpointId()).isEqualTo(bus.base().checkpointId());
            assertThat(policy.lineage().parents())
                    .containsExactlyInAnyOrder(bus.base().checkpointId(), reward.checkpointId());
            assertThat(policy.lineage().inputs())
                    .anySatisfy(range -> {
                        assertThat(range.topic()).isEqualTo(Topics.PROMPTS);
                        assertThat(range.until()).isEqualTo(12);
                    })
                    .anySatisfy(range -> assertThat(range.topic()).isEqualTo(Topics.CHECKPOINTS));
            String runId = String.valueOf(policy.lineage().runId());
            assertThat(of(RunProgressed.class, runId))
                    .extracting(RunProgressed::step)
                    .containsExactly(1, 2, 3);
            assertThat(of(RunFinished.class, runId))
                    .extracting(RunFinished::checkpointId)
                    .containsExactly(policy.checkpointId());

            WinRateMeasured measured = evaluations(1).getFirst();
            assertThat(measured.checkpointId()).isEqualTo(policy.checkpointId());
            assertThat(measured.opponentCheckpointId()).isEqualTo(bus.base().checkpointId());
            assertThat(measured.judge()).isEqualTo("reward-model:" + reward.checkpointId());
            assertThat(measured.prompts()).isEqualTo(5);
            worker.assertReady();
        }
    }

    @Test
    void theNextPolicyContinuesWhatProductionServesWithTheNewestRewardModel() throws Exception {
        ask("first", bus.publishReward(1), "{}");
        CheckpointPublished first;
        try (Running worker = new Running("{}", Optional.empty())) {
            first = adapters(1).getFirst();
            worker.assertReady();
        }
        bus.publish(new Promoted("production", first.checkpointId(), null, "test", "test", Instant.now()));
        bus.publishReward(2);
        CheckpointPublished newest = bus.publishReward(3);
        bus.publish(new PolicyRequested("second", null, null, BusFixture.config("{}")));
        try (Running worker = new Running("{}", Optional.empty())) {
            CheckpointPublished second = adapters(2).getLast();
            assertThat(second.lineage().parents())
                    .containsExactlyInAnyOrder(bus.base().checkpointId(), newest.checkpointId(), first.checkpointId());
            WinRateMeasured measured = evaluations(2).getLast();
            assertThat(measured.checkpointId()).isEqualTo(second.checkpointId());
            assertThat(measured.opponentCheckpointId()).isEqualTo(first.checkpointId());
            worker.assertReady();
        }
        assertThat(adapters(2)).hasSize(2);
    }

    @Test
    void aWorkerThatDiesContinuesItsRunAndSaysEverythingOnce() throws Exception {
        ask("mortal", bus.publishReward(1), "{\"updates\": 4}");
        CountDownLatch died = new CountDownLatch(1);
        Running dying = new Running("{\"updates\": 4}", Optional.empty(), (update, metrics) -> {
            if (update == 2) {
                died.countDown();
                throw new AssertionError("killed");
            }
        });
        assertThat(died.await(60, TimeUnit.SECONDS)).isTrue();
        dying.close();
        assertThat(bus.events(Topics.CHECKPOINTS, CheckpointPublished.class))
                .noneMatch(checkpoint -> checkpoint.kind() == Kind.ADAPTER);

        try (Running next = new Running("{\"updates\": 4}", Optional.empty())) {
            CheckpointPublished policy = adapters(1).getFirst();
            String runId = String.valueOf(policy.lineage().runId());
            assertThat(of(RunStarted.class, runId)).hasSize(2);
            assertThat(of(RunProgressed.class, runId))
                    .extracting(RunProgressed::step)
                    .containsExactly(1, 2, 3, 4);
            assertThat(of(RunFinished.class, runId)).hasSize(1);
            evaluations(1);
            next.assertReady();
        }
    }

    @Test
    void aCrashBetweenCheckpointAndEvaluationOnlyDelaysTheEvaluation() throws Exception {
        ask("first", bus.publishReward(1), "{}");
        try (TrainingStep training =
                new TrainingStep(bus.settings("{}", Optional.empty()), (update, metrics) -> {}, () -> false)) {
            Eventually.holds(PATIENCE, "a checkpoint without evaluation", () -> {
                if (training.catchUp(Duration.ofMillis(100))) {
                    training.work();
                }
                return bus.events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                        .anyMatch(checkpoint -> checkpoint.kind() == Kind.ADAPTER);
            });
        }
        assertThat(bus.events(Topics.EVALUATIONS, WinRateMeasured.class)).isEmpty();
        try (Running worker = new Running("{}", Optional.empty())) {
            assertThat(evaluations(1)).hasSize(1);
            assertThat(adapters(1)).hasSize(1);
            worker.assertReady();
        }
    }

    @Test
    void badJobsFailWithASentencePoisonIsDeadLetteredAndTheWorkerGoesOn() throws Exception {
        bus.sendText(Topics.JOBS, "poison", "{not json");
        bus.publish(new PolicyRequested("run-unknown", "adapter-nowhere", null, BusFixture.config("{}")));
        bus.publish(new PolicyRequested("run-unrewarded", null, null, BusFixture.config("{}")));
        try (Running worker = new Running("{}", Optional.empty())) {
            Eventually.holds(
                    PATIENCE,
                    "two failures",
                    () -> of(RunFailed.class, "run-unknown").size()
                                    + of(RunFailed.class, "run-unrewarded").size()
                            == 2);
            assertThat(of(RunFailed.class, "run-unknown"))
                    .extracting(RunFailed::code)
                    .containsExactly("checkpoint-unknown");
            assertThat(of(RunFailed.class, "run-unrewarded"))
                    .extracting(RunFailed::code)
                    .containsExactly("no-reward-model");

            CheckpointPublished reward = bus.publishReward(1);
            ask("first", reward, "{}");
            CheckpointPublished policy = adapters(1).getFirst();
            bus.publish(new PolicyRequested(
                    "run-again", null, reward.checkpointId(), BusFixture.config("{\"updates\": 1, \"seed\": 9}")));
            assertThat(adapters(2).getLast().lineage().runId()).isEqualTo("run-again");
            bus.publish(new EvaluationRequested(
                    "run-compare", policy.checkpointId(), policy.checkpointId(), new EvaluationConfig(4, 4, 1, 2)));
            WinRateMeasured itself = evaluations(3).stream()
                    .filter(measured -> measured.evaluationId().equals("run-compare"))
                    .findFirst()
                    .orElseThrow();
            assertThat(itself.winRate().mean()).isEqualTo(0.5);
            worker.assertReady();
        }
        // Training, evaluation and gates follow the jobs apart, so each has put the poison aside.
        assertThat(bus.records(Topics.deadLetters(Topics.JOBS)))
                .hasSize(3)
                .allSatisfy(letter -> assertThat(header(
                                letter.headers().lastHeader(DeadLetters.CODE).value()))
                        .isEqualTo("invalid-event"));
    }

    @Test
    void anOutsideJudgeDecidesWhenOneIsSet() throws Exception {
        HttpServer judge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        judge.createContext("/", exchange -> {
            try (exchange) {
                int pairs = Json.MAPPER
                        .readTree(exchange.getRequestBody())
                        .path("pairs")
                        .size();
                byte[] body = Json.MAPPER.writeValueAsBytes(
                        Map.of("judge", "outside", "verdicts", Collections.nCopies(pairs, "TIE")));
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        judge.start();
        URI address = URI.create("http://127.0.0.1:" + judge.getAddress().getPort() + "/");
        ask("first", bus.publishReward(1), "{\"updates\": 1}");
        try (Running worker = new Running("{\"updates\": 1}", Optional.of(address))) {
            WinRateMeasured measured = evaluations(1).getFirst();
            assertThat(measured.judge()).isEqualTo("outside");
            assertThat(measured.metrics()).containsEntry("ties", 5.0);
            worker.assertReady();
        } finally {
            judge.stop(0);
        }
    }

    private void ask(String runId, CheckpointPublished reward, String overrides) {
        bus.publish(new PolicyRequested(runId, null, reward.checkpointId(), BusFixture.config(overrides)));
    }

    private List<CheckpointPublished> adapters(int count) {
        return Eventually.get(
                PATIENCE,
                count + " adapters",
                () -> Optional.of(bus.events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                                .filter(checkpoint -> checkpoint.kind() == Kind.ADAPTER)
                                .toList())
                        .filter(found -> found.size() >= count));
    }

    private List<WinRateMeasured> evaluations(int count) {
        return Eventually.get(
                PATIENCE,
                count + " evaluations",
                () -> Optional.of(bus.events(Topics.EVALUATIONS, WinRateMeasured.class))
                        .filter(found -> found.size() >= count));
    }

    private <T extends RunEvent> List<T> of(Class<T> type, String runId) {
        return bus.events(Topics.RUNS, type).stream()
                .filter(event -> event.runId().equals(runId))
                .toList();
    }

    private static String header(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** A worker in a thread of its own. */
    private final class Running implements AutoCloseable {

        private final BusWorker worker;
        private final Thread thread;

        Running(String overrides, Optional<URI> judge) {
            this(overrides, judge, (update, metrics) -> {});
        }

        Running(String overrides, Optional<URI> judge, Progress observer) {
            worker = PolicyTrainerWorker.of(bus.settings(overrides, judge), observer);
            thread = new Thread(worker::run, "worker");
            thread.setUncaughtExceptionHandler((failed, death) -> {});
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
