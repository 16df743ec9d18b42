package dev.attune.worker.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
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
    private static final Duration POLL = Duration.ofMillis(50);
    private static final TopicPartition LEDGER = new TopicPartition(Topics.CHECKPOINTS, 0);
    private static final String TEXT = "text";

    @TempDir
    static Path directory;

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
        try (Worker worker = new Worker(attempt -> {
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
        try (Worker worker = new Worker(attempt -> {
            throw busy();
        })) {
            worker.until(() -> begun.get() == 3);
        }
        try (Worker worker = new Worker(attempt -> {
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
            try (Worker worker = new Worker(attempt -> {
                throw new OutOfMemoryError("killed");
            })) {
                assertThatThrownBy(() -> worker.until(() -> false)).isInstanceOf(OutOfMemoryError.class);
                assertThat(worker.attempts()).isEqualTo(death);
            }
        }
        try (Worker worker = new Worker(attempt -> {})) {
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
            try (Worker worker = new Worker(attempt -> {
                attempt.step(begun.get(), 8, Map.of());
                throw new OutOfMemoryError("killed");
            })) {
                assertThatThrownBy(() -> worker.until(() -> false)).isInstanceOf(OutOfMemoryError.class);
                assertThat(worker.attempts()).isEqualTo(1);
            }
        }
        try (Worker worker = new Worker(attempt -> {})) {
            worker.until(RunFinished.class);
        }
        assertThat(begun).hasValue(8);
    }

    @Test
    void aRunThatTheWorkersEndInterruptsGivesItsAttemptBack() {
        request();
        for (int restart = 0; restart < 7; restart++) {
            stopping.set(false);
            try (Worker worker = new Worker(attempt -> {
                stopping.set(true);
                attempt.requireGoingOn();
            })) {
                worker.until(stopping::get);
                assertThat(worker.attempts()).isZero();
            }
        }
        stopping.set(false);
        try (Worker worker = new Worker(attempt -> {})) {
            worker.until(RunFinished.class);
        }
        assertThat(of(RunStarted.class)).hasSize(8);
    }

    @Test
    void aPausedRunWaitsAndGoesOnAndACancelledOneEnds() {
        request();
        try (Worker worker = new Worker(attempt -> {
            bus.send(begun.get() == 1 ? new PauseRequested(run) : new CancelRequested(run, "enough"));
            Eventually.holds(PATIENCE, "the wish", attempt::isToStop);
            attempt.requireGoingOn();
        })) {
            worker.until(RunPaused.class);
            assertThat(worker.attempts()).isZero();
            worker.tick();
            assertThat(begun).hasValue(1);
            bus.send(new ResumeRequested(run));
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(2);
        assertFailed("cancelled", "The run was cancelled by a job on the bus: enough");
    }

    @Test
    void aFaultOfAnyOtherKindFailsTheRunAtOnce() {
        request();
        try (Worker worker = new Worker(attempt -> {
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
        try (Worker worker = new Worker(attempt -> {})) {
            Map<String, String> details = new HashMap<>(Map.of("configuration", "{\"old\": true}"));
            new Trigger(new TopicPartition(Topics.JOBS, 0), 0).writeTo(details);
            worker.place.memory().freeze(new FrozenRun(run, List.of(), details));
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
        try (Worker worker = new Worker(attempt -> {})) {
            assertThat(worker.attempts()).isZero();
            worker.until(RunFinished.class);
            worker.assertNothingIsLeft();
            assertThat(worker.place.memory().consumedUntil(new TopicPartition(Topics.JOBS, 0)))
                    .isPositive();
        }
    }

    @Test
    void aRunThatCannotBePlannedFailsAndConsumesItsJob() {
        bus.send(new RecipeRequested(run, "unplannable", null, null, null, Map.of()));
        for (int start = 0; start < 2; start++) {
            try (Worker worker = new Worker(attempt -> {})) {
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
        try (Worker worker = new Worker(attempt -> {}, () -> Collections.singletonList(null))) {
            worker.until(RunFailed.class);
            worker.assertNothingIsLeft();
        }
        assertThat(of(RunFinished.class)).isEmpty();
    }

    @Test
    void whatCannotBeTidiedDoesNotChangeTheRunsEnd() {
        request();
        try (Worker worker = new Worker(attempt -> {})) {
            worker.tidy = runId -> {
                throw new IllegalStateException("The disk is away.");
            };
            worker.until(RunFinished.class);
            worker.assertNothingIsLeft();
        }
        assertThat(of(RunFailed.class)).isEmpty();
    }

    @Test
    void stepsAreToldToTheBus() {
        request();
        try (Worker worker = new Worker(attempt -> {
            attempt.step(1, 2, Map.of("loss", 2.0));
            attempt.step(2, 2, Map.of("loss", 1.0));
        })) {
            worker.until(RunFinished.class);
        }
        assertThat(of(RunProgressed.class)).extracting(RunProgressed::step).containsExactly(1, 2);
    }

    private void request() {
        bus.send(new RecipeRequested(run, "test", null, null, null, Map.of()));
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
        return bus.records(Topics.RUNS, run).stream()
                .map(record -> EventReader.read(record).event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** A worker of this test's run alone, in the test's thread. */
    private final class Worker implements AutoCloseable {

        private final StepBus place;
        private final Runs<String> runs;
        private Consumer<String> tidy = tidied::add;

        Worker(Consumer<Attempt> work) {
            this(work, () -> List.of(new RunFinished(run, "test", "checkpoint", Map.of(), 0, 1, Instant.EPOCH)));
        }

        Worker(Consumer<Attempt> work, Supplier<List<Event>> result) {
            List<String> topics = List.of(Topics.JOBS, Topics.CHECKPOINTS);
            place = StepBus.open(
                    new StepBus.Place(broker.bootstrapServers(), "/attune/test", run, topics, Topics.CHECKPOINTS),
                    new Retries(5, Duration.ofMillis(5), Duration.ZERO),
                    stopping::get);
            runs = new Runs<>(
                    frozen -> "test",
                    frozen -> Optional.ofNullable(frozen.details().get(TEXT))
                            .orElseThrow(() -> new IllegalArgumentException("it has no text")),
                    Trigger::consumed,
                    text -> new RunStarted(run, "test", Map.of(), List.of(), Instant.EPOCH),
                    (text, attempt) -> {
                        begun.incrementAndGet();
                        work.accept(attempt);
                        return Optional.of(result.get());
                    },
                    runId -> tidy.accept(runId),
                    Duration.ZERO);
        }

        boolean tick() {
            return place.tick(
                    POLL,
                    received -> {
                        if (received.event() instanceof RecipeRequested job
                                && job.runId().equals(run)) {
                            place.jobs().add(received);
                        }
                    },
                    this::next,
                    runs);
        }

        void until(Class<? extends RunEvent> type) {
            until(() -> !of(type).isEmpty());
        }

        void until(BooleanSupplier reached) {
            Eventually.holds(PATIENCE, "what was waited for", () -> tick() && reached.getAsBoolean());
        }

        int attempts() {
            return place.memory().frozen().orElseThrow().attempts();
        }

        void assertNothingIsLeft() {
            Eventually.holds(PATIENCE, "a look at all", this::tick);
            assertThat(place.memory().frozen()).isEmpty();
            assertThat(place.jobs()).isEmpty();
        }

        @Override
        public void close() {
            place.close();
        }

        private Optional<FrozenRun> next() {
            return Optional.ofNullable(place.jobs().poll()).flatMap(job -> {
                Trigger trigger = Trigger.of(job);
                return place.runs().plan(run, "test", trigger, () -> {
                    if (((RecipeRequested) job.event()).recipe().equals("unplannable")) {
                        throw new IllegalStateException("No plan.");
                    }
                    Map<String, String> details = new HashMap<>(Map.of(TEXT, "new"));
                    trigger.writeTo(details);
                    return new FrozenRun(run, List.of(), details);
                });
            });
        }
    }
}
