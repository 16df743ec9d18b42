package dev.attune.worker.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.contracts.testing.TestBus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A job is done once, whatever is delivered twice or lost; and none keeps those behind it from being done. */
class JobsOnceIT {

    private static final TopicPartition JOBS = new TopicPartition(Topics.JOBS, 0);

    @TempDir
    static Path directory;

    @TempDir
    Path home;

    private static TestBroker broker;
    private static TestBus bus;

    private final AtomicInteger begun = new AtomicInteger();
    private final String run;

    JobsOnceIT(TestInfo test) {
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
    void aJobThatIsDeliveredTwiceIsDoneOnce() {
        bus.sendWithId(job(run), "one");
        bus.sendWithId(job(run), "one");
        bus.sendWithId(job(run), "two");
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(RunFinished.class);
            worker.assertNothingIsLeft();
            bus.sendWithId(job(run), "one");
            worker.until(() -> consumed(worker) == end());
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(1);
        assertThat(of(RunStarted.class)).hasSize(1);
    }

    @Test
    void lostOffsetsAreSaidLoudlyAndNothingIsMadeAgain() throws Exception {
        bus.send(job(run));
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(RunFinished.class);
            assertThat(worker.troubles()).isEmpty();
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteConsumerGroups(List.of(run)).all().get();
        }
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.assertNothingIsLeft();
            assertThat(worker.troubles())
                    .anySatisfy(said -> assertThat(said)
                            .startsWith(
                                    "The group's offset of attune.jobs-0 is gone, but its runs have consumed up to ")
                            .endsWith("runs that are over are not made again."));
            assertThat(consumed(worker)).isPositive();
        }
        assertThat(begun).hasValue(1);
        try (LittleWorker worker = worker(attempt -> {})) {
            assertThat(worker.troubles()).as("put right once").isEmpty();
        }
    }

    @Test
    void offsetsThatWereResetWhileTheWorkerLivesAreNotBelieved() throws Exception {
        bus.send(job(run));
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(RunFinished.class);
            long consumed = consumed(worker);
            alter(JOBS, 0);
            assertThat(consumed(worker)).isEqualTo(consumed);
            assertThat(worker.troubles()).singleElement().asString().contains("attune.jobs-0 is 0, but");
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(1);
    }

    @Test
    void offsetsBeyondTheTopicAreSaidAndJobsAreStillDone() throws Exception {
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.assertNothingIsLeft();
        }
        alter(JOBS, 1_000_000);
        bus.send(job(run));
        try (LittleWorker worker = worker(attempt -> {})) {
            assertThat(worker.troubles())
                    .singleElement()
                    .asString()
                    .startsWith("The group has consumed attune.jobs-0 up to 1000000, but it ends at ");
            worker.until(RunFinished.class);
        }
        assertThat(begun).hasValue(1);
    }

    @Test
    void anErrorIsAnAttemptAndTheJobBehindItIsDone() {
        bus.send(job(run), job(run + "-next"));
        try (LittleWorker worker = worker(attempt -> {
            if (begun.get() <= 5) {
                overflow(0);
            }
        })) {
            worker.until(() -> hasFinished(run + "-next"));
            worker.assertNothingIsLeft();
        }
        assertThat(begun).hasValue(6);
        assertThat(of(RunStarted.class)).hasSize(5);
        assertThat(of(RunFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.reason()).startsWith("java.lang.StackOverflowError"));
    }

    @Test
    void planningThatEndsTheProcessEachTimeIsGivenUpAndTheJobBehindItIsDone() {
        bus.send(new RecipeRequested(run, "deadly", null, null, null, Map.of()), job(run + "-next"));
        for (int death = 1; death <= 5; death++) {
            try (LittleWorker worker = worker(attempt -> {})) {
                assertThatThrownBy(() -> worker.until(() -> false)).isInstanceOf(OutOfMemoryError.class);
            }
        }
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(() -> hasFinished(run + "-next"));
            worker.assertNothingIsLeft();
        }
        assertThat(of(RunFailed.class)).extracting(RunFailed::code).containsExactly("gave-up");
    }

    @Test
    void aPlanThatIsTooLargeForACommitStandsInAFileOverARestart() throws IOException {
        bus.send(large());
        try (LittleWorker worker = worker(attempt -> {
            throw new OutOfMemoryError("killed");
        })) {
            assertThatThrownBy(() -> worker.until(() -> false)).isInstanceOf(OutOfMemoryError.class);
            assertThat(worker.attempts()).isEqualTo(1);
        }
        try (Stream<Path> plans = Files.list(home.resolve("plans").resolve(run))) {
            assertThat(plans).hasSize(1);
        }
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(RunFinished.class);
            worker.assertNothingIsLeft();
        }
        assertThat(of(RunStarted.class))
                .extracting(started -> String.valueOf(started.configuration().get("text")))
                .containsOnly("layer".repeat(10_000))
                .hasSize(2);
    }

    @Test
    void aLargePlanThatWasDamagedFailsAsARunAndTheNextOneIsMade() throws IOException {
        bus.send(large(), job(run + "-next"));
        try (LittleWorker worker = worker(attempt -> {
            throw new OutOfMemoryError("killed");
        })) {
            assertThatThrownBy(() -> worker.until(() -> false)).isInstanceOf(OutOfMemoryError.class);
        }
        try (Stream<Path> plans = Files.list(home.resolve("plans").resolve(run))) {
            Files.writeString(plans.findFirst().orElseThrow(), "{}");
        }
        try (LittleWorker worker = worker(attempt -> {})) {
            worker.until(() -> hasFinished(run + "-next"));
            worker.assertNothingIsLeft();
        }
        assertThat(of(RunFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.code()).isEqualTo("plan-unreadable");
            assertThat(failed.reason()).contains("is gone or damaged");
        });
    }

    private LittleWorker worker(Consumer<Attempt> work) {
        return new LittleWorker(
                bus,
                run,
                home,
                Optional.empty(),
                new AtomicBoolean(),
                attempt -> {
                    begun.incrementAndGet();
                    work.accept(attempt);
                },
                runId -> {});
    }

    private static boolean hasFinished(String runId) {
        return !LittleWorker.of(bus, runId, RunFinished.class).isEmpty();
    }

    private static RecipeRequested job(String runId) {
        return new RecipeRequested(runId, "test", null, null, null, Map.of());
    }

    private RecipeRequested large() {
        return new RecipeRequested(run, "layer", null, null, null, Map.of("times", 10_000));
    }

    private static int overflow(int depth) {
        return depth < 0 ? depth : 1 + overflow(depth + 1);
    }

    private void alter(TopicPartition partition, long offset) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(run, Map.of(partition, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static long consumed(LittleWorker worker) {
        return worker.memory().consumedUntil(JOBS);
    }

    private static long end() {
        return bus.records(Topics.JOBS).getLast().offset() + 1;
    }

    private <T extends RunEvent> List<T> of(Class<T> type) {
        return LittleWorker.of(bus, run, type);
    }
}
