package dev.attune.worker.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Topics;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.ParkedRuns;
import dev.attune.worker.bus.RunLedger;
import dev.attune.worker.bus.TopicFollower;
import dev.attune.worker.bus.TransactionalPublisher;
import dev.attune.worker.bus.WorkerGroup;

/**
 * A step's place on the bus: what it follows, the jobs that wait for it, the group in which it freezes its runs, and their life.
 */
public final class StepBus implements AutoCloseable {

    private final Deque<ReceivedEvent> jobs = new ArrayDeque<>();
    private final TopicFollower follower;
    private final WorkerGroup memory;
    private final RunLifecycle runs;
    private final Parking parking;
    private final Closing closing;

    /**
     * Where a step stands.
     *
     * @param source CloudEvents source of what it publishes
     * @param group consumer group and transactional id
     * @param topics that it follows; jobs from the group's offsets, the others from their beginning
     * @param ledger the topic in whose offsets the group remembers what its runs consumed, and the frozen run
     * @param home where plans are kept that are too large for that, in {@code plans/GROUP}, and runs that people have paused, in {@code
     *     parked/GROUP}
     */
    public record Place(
            String bootstrapServers, String source, String group, List<String> topics, String ledger, Path home) {
        public Place {
            topics = List.copyOf(topics);
        }

        Path plans() {
            return home.resolve("plans").resolve(group);
        }

        Path parked() {
            return home.resolve("parked").resolve(group);
        }
    }

    private StepBus(TopicFollower follower, WorkerGroup memory, RunLifecycle runs, Parking parking, Closing closing) {
        this.follower = follower;
        this.memory = memory;
        this.runs = runs;
        this.parking = parking;
        this.closing = closing;
    }

    /**
     * Takes the place; an older process that has it is fenced.
     *
     * @param stopping whether the worker is to end
     */
    public static StepBus open(Place place, Retries retries, BooleanSupplier stopping) {
        Closing closing = new Closing();
        try {
            String servers = place.bootstrapServers();
            TransactionalPublisher publisher = closing.keep(
                    new TransactionalPublisher(servers, place.group(), place.group(), place.source()),
                    TransactionalPublisher::close);
            EventPublisher progress = closing.keep(new EventPublisher(servers, place.source()), EventPublisher::close);
            TopicFollower follower = closing.keep(
                    new TopicFollower(
                            servers, place.group(), place.topics(), topic -> topic.equals(Topics.JOBS), publisher),
                    TopicFollower::close);
            RunControls controls = closing.keep(new RunControls(servers), RunControls::close);
            WorkerGroup memory = follower.group(place.ledger(), RunLedger.read(servers, place.group()), place.plans());
            follower.seek(jobsOf(memory.restore()));
            ParkedRuns parked = new ParkedRuns(place.parked());
            RunLifecycle runs = new RunLifecycle(
                    publisher, progress, memory, parked, controls, retries, stopping, follower.traces());
            runs.takeUp();
            return new StepBus(follower, memory, runs, new Parking(parked, memory, controls), closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    public TopicFollower follower() {
        return follower;
    }

    public WorkerGroup memory() {
        return memory;
    }

    public RunLifecycle runs() {
        return runs;
    }

    /** What a person should know of this place though it works: sentences. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>(memory.troubles());
        follower.skipped()
                .forEach((type, count) -> troubles.add(
                        count + " events of type " + type + " were passed over: this version does not know them."));
        return troubles;
    }

    /** Jobs that wait, in order; a run's own leave when it begins. */
    public Deque<ReceivedEvent> jobs() {
        return jobs;
    }

    /** Reads what came; says whether all that is on the bus was read. */
    public boolean catchUp(Duration timeout, Consumer<ReceivedEvent> apply) {
        follower.poll(timeout, apply);
        return follower.caughtUp();
    }

    /**
     * Unless a failed run is given time, makes a run: the frozen one, else one that goes on after a pause, else the next. To be called when all that is on the bus
     * was read.
     *
     * @param next plans a run, if anything asks for one
     */
    public <P> void work(Supplier<Optional<FrozenRun>> next, Runs<P> kind) {
        if (!runs.isPausing()) {
            memory.frozen()
                    .filter(run -> !run.hasNoPlan())
                    .or(parking::resumed)
                    .or(() -> freeze(plan(next)))
                    .ifPresent(run -> perform(run, kind));
        }
    }

    /** A job whose planning is tried again later waits where it was. */
    private Optional<FrozenRun> plan(Supplier<Optional<FrozenRun>> next) {
        ReceivedEvent first = jobs.peek();
        Optional<FrozenRun> planned = next.get();
        if (runs.isPausing() && first != null && first != jobs.peek()) {
            jobs.addFirst(first);
        }
        return planned;
    }

    private static Map<TopicPartition, Long> jobsOf(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> jobs = new HashMap<>(offsets);
        jobs.keySet().removeIf(partition -> !partition.topic().equals(Topics.JOBS));
        return jobs;
    }

    @Override
    public void close() {
        closing.close();
    }

    private Optional<FrozenRun> freeze(Optional<FrozenRun> planned) {
        planned.ifPresent(memory::freeze);
        return planned;
    }

    private <P> void perform(FrozenRun run, Runs<P> kind) {
        // After a restart the job that asked for a frozen run is read again: it is this run.
        jobs.removeIf(job -> job.event().key().equals(run.runId()));
        runs.perform(run, kind);
    }
}
