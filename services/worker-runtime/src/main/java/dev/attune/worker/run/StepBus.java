package dev.attune.worker.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Topics;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.FrozenRun;
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
    private final Closing closing;

    /**
     * Where a step stands.
     *
     * @param source CloudEvents source of what it publishes
     * @param group consumer group and transactional id
     * @param topics that it follows; jobs from the group's offsets, the others from their beginning
     * @param ledger the topic in whose offsets the group remembers what its runs consumed, and the frozen run
     */
    public record Place(String bootstrapServers, String source, String group, List<String> topics, String ledger) {
        public Place {
            topics = List.copyOf(topics);
        }
    }

    private StepBus(TopicFollower follower, WorkerGroup memory, RunLifecycle runs, Closing closing) {
        this.follower = follower;
        this.memory = memory;
        this.runs = runs;
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
            WorkerGroup memory = follower.group(place.ledger());
            RunLifecycle runs = new RunLifecycle(publisher, progress, memory, controls, retries, stopping);
            return new StepBus(follower, memory, runs, closing);
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

    /** Jobs that wait, in order; a run's own leave when it begins. */
    public Deque<ReceivedEvent> jobs() {
        return jobs;
    }

    /**
     * Reads what came. Once all that is on the bus was read, and no failed run is given time, it makes a run: the frozen one,
     * else the next.
     *
     * @param next plans a run, if anything asks for one
     * @return whether all that is on the bus was read
     */
    public <P> boolean tick(
            Duration timeout, Consumer<ReceivedEvent> apply, Supplier<Optional<FrozenRun>> next, Runs<P> kind) {
        follower.poll(timeout).forEach(apply);
        if (!follower.caughtUp()) {
            return false;
        }
        if (!runs.isPausing()) {
            memory.frozen().or(() -> freeze(next.get())).ifPresent(run -> perform(run, kind));
        }
        return true;
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
