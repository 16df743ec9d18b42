package dev.attune.worker.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.CancelRequested;
import dev.attune.contracts.event.JobEvent.PauseRequested;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.JobEvent.ResumeRequested;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunPaused;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.contracts.testing.TestBus;
import dev.attune.worker.bus.FrozenRun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The life of runs that make nothing, against a real broker. */
class RunLifecycleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TopicPartition LEDGER = new TopicPartition(Topics.CHECKPOINTS, 0);

    @TempDir
    static Path directory;

    @TempDir
    static Path home;

    private static TestBroker broker;
    private static TestBus bus;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<String> tidied = new ArrayList<>();
    private final String run;

    RunLifecycleIT(TestInfo test) {
        run = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    }

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start(directory);
        bus = new TestBus(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void aFaultThatPassesIsTriedAgain() {
        request();
        try (LittleWorker worker = worker(attempt -> {
            if (begun.get() < 3) {
                throw busy();
            }
        })) {
            worker.until(RunFinished.class);
            worker.assertNothingIsLeft();
        }
        assertThat(of(RunStarted.class)).hasSize(3);
        assertThat(of(RunFailed.class)).isEmpty();
        assertThat(tidied).containsExactly(run);
    }

    @Test
    void aFaultThatDoesNotPassFailsTheRunAlsoOverARestart() {
        request();
        try (LittleWorker worker = worker(attempt -> {
            throw busy();
        })) {
            worker.until(() -> begun.get() == 3);
        }
        try (LittleWorker worker = worker(attempt -> {
            throw busy();
        })) {
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(5);
        assertFailed("busy", "The store is busy.");
    }

    @Test
    void aRunWhoseProcessDiesEachTimeIsGivenUp() {
        request();
        for (int death = 1; death <= 5; death++) {
            try (LittleWorker worker = worker(attempt -> {
                throw new OutOfMemoryError("killed");
            })) {
                assertThatThrownBy(() -> worker.until(() -> false)).isInstanceOf(OutOfMemoryError.class);
                assertThat(worker.attempts()).isEqualTo(death);
            }
        }
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(5);
        assertThat(of(RunFailed.class)).extracting(RunFailed::code).containsExactly("gave-up");
        assertThat(of(RunFailed.class).getFirst().reason())
                .startsWith("The run was begun 5 times, and each time its process ended before the run did");
        assertThat(tidied).containsExactly(run);
    }

    @Test
    void aRunThatComesFurtherWithEveryRestartIsNotGivenUp() {
        request();
        for (int death = 1; death <= 7; death++) {
            try (LittleWorker worker = worker(attempt -> {
                attempt.step(begun.get(), 8, Map.of());
                throw new OutOfMemoryError("killed");
            })) {
                assertThatThrownBy(() -> worker.until(() -> false)).isInstanceOf(OutOfMemoryError.class);
                assertThat(worker.attempts()).isEqualTo(1);
            }
        }
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(RunFinished.class);
        }
        assertThat(begun).hasValue(8);
    }

    @Test
    void aRunThatTheWorkersEndInterruptsGivesItsAttemptBack() {
        request();
        for (int restart = 0; restart < 7; restart++) {
            stopping.set(false);
            try (LittleWorker worker = worker(attempt -> {
                stopping.set(true);
                attempt.requireGoingOn();
            })) {
                worker.until(stopping::get);
                assertThat(worker.attempts()).isZero();
            }
        }
        stopping.set(false);
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(RunFinished.class);
        }
        assertThat(of(RunStarted.class)).hasSize(8);
    }

    @Test
    void aPausedRunWaitsAndGoesOnAndACancelledOneEnds() {
        request();
        try (LittleWorker worker = worker(attempt -> {
            bus.send(begun.get() == 1 ? new PauseRequested(run) : new CancelRequested(run, "enough"));
            Eventually.holds(PATIENCE, "the wish", attempt::isToStop);
            attempt.requireGoingOn();
        })) {
            worker.until(RunPaused.class);
            worker.assertNothingIsLeft();
            assertThat(begun).hasValue(1);
            bus.send(new ResumeRequested(run));
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(2);
        assertFailed("cancelled", "The run was cancelled by a job on the bus: enough");
    }

    @Test
    void aPausedRunFreesItsWorkerForOthersAndGoesOnAlsoInAnotherProcess() {
        Map<TopicPartition, Long> consumed;
        request();
        try (LittleWorker worker = worker(attempt -> {
            if (begun.get() == 1) {
                bus.send(new PauseRequested(run));
                Eventually.holds(PATIENCE, "the wish", attempt::isToStop);
                attempt.requireGoingOn();
            }
        })) {
            worker.until(RunPaused.class);
            request(run + "-later");
            worker.until(() ->
                    !LittleWorker.of(bus, run + "-later", RunFinished.class).isEmpty());
            worker.assertNothingIsLeft();
            consumed = worker.memory().consumedUntil(Topics.JOBS);
        }
        assertThat(of(RunFinished.class)).isEmpty();
        // Another process reads the same jobs again, and neither plans the paused one anew nor forgets it.
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.assertNothingIsLeft();
            assertThat(begun).hasValue(2);
            bus.send(new ResumeRequested(run));
            worker.until(RunFinished.class);
            worker.assertNothingIsLeft();
            Map<TopicPartition, Long> now = worker.memory().consumedUntil(Topics.JOBS);
            consumed.forEach((partition, before) -> assertThat(now.get(partition))
                    .as("consumed of " + partition)
                    .isGreaterThanOrEqualTo(before));
        }
        assertThat(begun).hasValue(3);
        assertThat(of(RunFinished.class)).hasSize(1);
    }

    @Test
    void aPausedRunIsCancelledWhileItWaits() {
        request();
        bus.send(new PauseRequested(run));
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(RunPaused.class);
            worker.assertNothingIsLeft();
            bus.send(new CancelRequested(run, "enough"));
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(0);
        assertFailed("cancelled", "The run was cancelled by a job on the bus: enough");
        assertThat(tidied).containsExactly(run);
    }

    @Test
    void aFaultOfAnyOtherKindFailsTheRunAtOnce() {
        request();
        try (LittleWorker worker = worker(attempt -> {
            throw new IllegalStateException("No such thing.");
        })) {
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(1);
        assertFailed("internal", "No such thing.");
    }

    @Test
    void aFrozenPlanThatCannotBeReadFailsAsARunAndTheNextOneIsMade() {
        try (LittleWorker worker = worker(attempt -> {})) {
            Map<String, String> details = new HashMap<>(Map.of("configuration", "{\"old\": true}"));
            new Trigger(new TopicPartition(Topics.JOBS, 0), 0).writeTo(details);
            worker.memory().freeze(new FrozenRun(run, List.of(), details));
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(0);
        assertFailed(
                "plan-unreadable",
                "The run was begun with a plan that this version of the worker cannot read (it has no text); ask"
                        + " for it again.");
    }

    @Test
    void aRunThatAnOlderWorkerFrozeIsMade() {
        String metadata = "{\"runId\":\"" + run + "\",\"inputs\":[],\"details\":{\"text\":\"old\","
                + "\"triggerTopic\":\"attune.jobs\",\"triggerPartition\":\"0\",\"triggerOffset\":\"0\"}}";
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(Bus.consumer(broker.bootstrapServers(), run))) {
            consumer.assign(List.of(LEDGER));
            consumer.commitSync(Map.of(LEDGER, new OffsetAndMetadata(0, metadata)));
        }
        try (LittleWorker worker = worker(attempt -> {})) {
            assertThat(worker.attempts()).isZero();
            worker.until(RunFinished.class);
            worker.assertNothingIsLeft();
            assertThat(worker.memory().consumedUntil(new TopicPartition(Topics.JOBS, 0)))
                    .isPositive();
        }
    }

    @Test
    void aRunThatCannotBePlannedFailsAndConsumesItsJob() {
        bus.send(new RecipeRequested(run, "unplannable", null, null, null, Map.of()));
        for (int start = 0; start < 2; start++) {
            try (LittleWorker worker = worker(attempt -> {})) {
                worker.until(RunFailed.class);
                worker.assertNothingIsLeft();
            }
        }
        assertThat(begun).hasValue(0);
        assertThat(of(RunFailed.class)).extracting(RunFailed::reason).containsExactly("No plan.");
    }

    @Test
    void aResultThatCannotBePublishedFailsTheRunInsteadOfTheProcess() {
        request();
        try (LittleWorker worker = worker(attempt -> {}, Optional.of(Collections.singletonList(null)))) {
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(of(RunFinished.class)).isEmpty();
    }

    @Test
    void whatCannotBeTidiedDoesNotChangeTheRunsEnd() {
        request();
        try (LittleWorker worker =
                new LittleWorker(bus, run, home, Optional.empty(), stopping, attempt -> {}, runId -> {
                    throw new IllegalStateException("The disk is away.");
                })) {
            worker.until(RunFinished.class);
            worker.assertNothingIsLeft();
        }
        assertThat(of(RunFailed.class)).isEmpty();
    }

    @Test
    void stepsAreToldToTheBus() {
        request();
        try (LittleWorker worker = worker(attempt -> {
            attempt.step(1, 2, Map.of("loss", 2.0));
            attempt.step(2, 2, Map.of("loss", 1.0));
        })) {
            worker.until(RunFinished.class);
        }
        assertThat(of(RunProgressed.class)).extracting(RunProgressed::step).containsExactly(1, 2);
    }

    private void request() {
        request(run);
    }

    private static void request(String runId) {
        bus.send(new RecipeRequested(runId, "test", null, null, null, Map.of()));
    }

    private void assertFailed(String code, String reason) {
        assertThat(of(RunFailed.class))
                .singleElement()
                .returns(code, RunFailed::code)
                .returns(reason, RunFailed::reason);
    }

    private static AttuneException busy() {
        return new AttuneException("busy", ErrorCategory.RETRIABLE, "The store is busy.");
    }

    private <T extends RunEvent> List<T> of(Class<T> type) {
        return LittleWorker.of(bus, run, type);
    }

    private LittleWorker worker(Consumer<Attempt> work) {
        return worker(work, Optional.empty());
    }

    private LittleWorker worker(Consumer<Attempt> work, Optional<List<Event>> result) {
        return new LittleWorker(
                bus,
                run,
                home,
                result,
                stopping,
                attempt -> {
                    begun.incrementAndGet();
                    work.accept(attempt);
                },
                tidied::add);
    }
}
