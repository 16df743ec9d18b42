package dev.attune.worker.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.WorkerGroup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker of one run that makes nothing, in the thread of its test; its group has the run's name. A job's recipe says how it is
 * planned: {@code unplannable} fails, {@code deadly} ends the process, the name of anything else stands in the plan as often as
 * its configuration's {@code times} says.
 */
final class LittleWorker implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String TEXT = "text";

    private final TestBus bus;
    private final String run;
    private final StepBus place;
    private final Runs<FrozenRun> runs;

    LittleWorker(
            TestBus bus,
            String run,
            Path home,
            Optional<List<Event>> result,
            AtomicBoolean stopping,
            Consumer<Attempt> work,
            Consumer<String> tidy) {
        this.bus = bus;
        this.run = run;
        place = StepBus.open(
                new StepBus.Place(
                        bus.bootstrapServers(),
                        "/attune/test",
                        run,
                        List.of(Topics.JOBS, Topics.CHECKPOINTS),
                        Topics.CHECKPOINTS,
                        home),
                new Retries(5, Duration.ofMillis(5), Duration.ZERO),
                stopping::get);
        runs = new Runs<>(
                frozen -> "test",
                LittleWorker::requireText,
                Trigger::consumed,
                frozen ->
                        new RunStarted(frozen.runId(), "test", Map.copyOf(frozen.details()), List.of(), Instant.EPOCH),
                (frozen, attempt) -> {
                    work.accept(attempt);
                    return Optional.of(result.orElseGet(() -> List.of(finished(frozen.runId()))));
                },
                tidy,
                Duration.ZERO);
    }

    private static FrozenRun requireText(FrozenRun frozen) {
        if (!frozen.details().containsKey(TEXT)) {
            throw new IllegalArgumentException("it has no text");
        }
        return frozen;
    }

    private static RunFinished finished(String runId) {
        return new RunFinished(runId, "test", "checkpoint", Map.of(), 0, 1, Instant.EPOCH);
    }

    /** What a run has said. */
    static <T extends RunEvent> List<T> of(TestBus bus, String run, Class<T> type) {
        return bus.records(Topics.RUNS, run).stream()
                .map(record -> EventReader.read(record).event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    WorkerGroup memory() {
        return place.memory();
    }

    List<String> troubles() {
        return place.troubles();
    }

    boolean tick() {
        boolean caughtUp = place.catchUp(POLL, received -> {
            if (received.event() instanceof RecipeRequested job && job.runId().startsWith(run)) {
                place.jobs().add(received);
            }
        });
        if (caughtUp) {
            place.work(this::next, runs);
        }
        return caughtUp;
    }

    void until(Class<? extends RunEvent> type) {
        until(() -> !of(bus, run, type).isEmpty());
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
        return Optional.ofNullable(place.jobs().poll()).flatMap(received -> {
            RecipeRequested job = (RecipeRequested) received.event();
            Trigger trigger = Trigger.of(received);
            return place.runs().plan(job.runId(), "test", trigger, () -> plan(job, trigger));
        });
    }

    private static FrozenRun plan(RecipeRequested job, Trigger trigger) {
        if (job.recipe().equals("unplannable")) {
            throw new IllegalStateException("No plan.");
        }
        if (job.recipe().equals("deadly")) {
            throw new OutOfMemoryError("planned to death");
        }
        Object times = job.configuration().getOrDefault("times", 1);
        Map<String, String> details = new HashMap<>(Map.of(TEXT, job.recipe().repeat(((Number) times).intValue())));
        trigger.writeTo(details);
        return new FrozenRun(job.runId(), List.of(), details);
    }
}
