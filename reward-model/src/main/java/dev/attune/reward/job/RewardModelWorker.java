package dev.attune.reward.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunPaused;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.settings.Configurations;
import dev.attune.reward.train.Progress;
import dev.attune.reward.train.RewardRunState;
import dev.attune.reward.train.Snapshots;
import dev.attune.worker.bus.EventPublisher;
import dev.attune.worker.bus.TopicFollower;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.bus.TransactionalPublisher;
import dev.attune.worker.bus.WorkerGroup;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.process.BusWorker;
import dev.attune.worker.run.RunControls;

/**
 * Turns preferences on the bus into reward models on the bus.
 *
 * <p>A run starts when {@code minimumPreferences} decisive preferences have come since the last run's range, or when a
 * {@code RewardModelRequested} asks for it. The range of {@code attune.preferences} is frozen in the group before the
 * run begins; checkpoint, end of the run and offsets are published in one transaction. After a crash at any point the
 * next start goes on with the frozen run from its last kept state, with the same result.
 *
 * <p>One instance works at a time: a second one fences the first, whose next transaction fails and ends its process.
 */
public final class RewardModelWorker implements BusWorker {

    private static final Logger LOG = LoggerFactory.getLogger(RewardModelWorker.class);
    private static final String SOURCE = "/attune/reward-model";
    private static final int STEPS_BETWEEN_STATES = 50;
    private static final Duration POLL = Duration.ofMillis(300);
    private static final List<String> TOPICS = List.of(Topics.PREFERENCES, Topics.JOBS, Topics.CHECKPOINTS);

    private final WorkerSettings settings;
    private final Progress observer;
    private final RewardModelRun runs;
    private final PreferenceState preferences = new PreferenceState();
    private final BaseModels bases = new BaseModels();
    private final Deque<ReceivedEvent> jobs = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile boolean ready;

    public RewardModelWorker(WorkerSettings settings) {
        this(settings, Progress.none());
    }

    /** A worker whose steps {@code observer} hears of, too: a test interrupts it there. */
    RewardModelWorker(WorkerSettings settings, Progress observer) {
        this.settings = settings;
        this.observer = observer;
        this.runs = new RewardModelRun(new DirectoryArtifactStore(settings.artifacts()));
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public void run() {
        try (TransactionalPublisher publisher = new TransactionalPublisher(
                        settings.bootstrapServers(), settings.groupId(), settings.groupId(), SOURCE);
                EventPublisher progress = new EventPublisher(settings.bootstrapServers(), SOURCE);
                TopicFollower follower = new TopicFollower(
                        settings.bootstrapServers(),
                        settings.groupId(),
                        TOPICS,
                        topic -> topic.equals(Topics.JOBS),
                        publisher);
                RunControls controls = new RunControls(settings.bootstrapServers())) {
            WorkerGroup memory = follower.group(Topics.PREFERENCES);
            while (!stopping) {
                follower.poll(POLL).forEach(this::apply);
                if (follower.caughtUp()) {
                    ready = true;
                    Optional<RunPlan> next = memory.frozen().map(RunPlan::of);
                    if (next.isEmpty()) {
                        next = plan(follower, memory);
                        next.ifPresent(plan -> memory.freeze(plan.frozen()));
                    }
                    next.filter(plan -> mayBegin(plan, publisher, controls))
                            .ifPresent(plan -> perform(plan, publisher, progress, controls));
                }
            }
        } finally {
            ready = false;
            ended.countDown();
        }
    }

    /** Ends {@link #run} after the current step; a run that is under way is resumed at the next start. */
    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void apply(ReceivedEvent received) {
        switch (received.event()) {
            case PreferenceEvent preference -> preferences.apply(preference, received);
            case CheckpointEvent checkpoint -> bases.apply(checkpoint);
            case RewardModelRequested job -> jobs.add(received);
            default -> LOG.debug("{} is for others", received.id());
        }
    }

    private Optional<RunPlan> plan(TopicFollower follower, WorkerGroup memory) {
        ReceivedEvent job = jobs.poll();
        var inputs = TopicSnapshot.fromBeginning(follower.positions(Topics.PREFERENCES));
        if (job != null && job.event() instanceof RewardModelRequested wanted) {
            String base = Optional.ofNullable(wanted.baseCheckpointId())
                    .or(() -> bases.newest().map(CheckpointPublished::checkpointId))
                    .orElse(null);
            RunPlan.JobPlace place = new RunPlan.JobPlace(job.partition(), job.offset());
            return Optional.of(new RunPlan(wanted.runId(), inputs, base, wanted.configuration(), place));
        }
        long fresh = preferences.newSince(memory.consumedUntil(Topics.PREFERENCES));
        if (fresh < settings.configuration().data().minimumPreferences()) {
            return Optional.empty();
        }
        return bases.newest().map(base -> RunPlan.automatic(inputs, base.checkpointId(), settings.configuration()));
    }

    /** Follows what people want of a run that is about to begin or to go on. */
    private boolean mayBegin(RunPlan plan, TransactionalPublisher publisher, RunControls controls) {
        // After a restart the job that asked for a frozen run is read again: it is this run.
        jobs.removeIf(job -> job.event().key().equals(plan.runId()));
        controls.catchUp();
        RunControls.Wish wish = controls.of(plan.runId(), Duration.ZERO);
        if (wish instanceof RunControls.Wish.Cancel cancel) {
            end(plan, cancelled(cancel), publisher);
        }
        return wish instanceof RunControls.Wish.GoOn;
    }

    private void perform(
            RunPlan plan, TransactionalPublisher publisher, EventPublisher progress, RunControls controls) {
        LOG.info("Run {} begins on {}", plan.runId(), plan.inputs());
        progress.publish(new RunStarted(
                plan.runId(),
                RewardModelRun.RECIPE,
                Configurations.asMap(plan.configuration()),
                Optional.ofNullable(plan.baseCheckpointId()).map(List::of).orElse(List.of()),
                Instant.now()));
        try {
            List<Event> events = train(plan, progress, controls);
            progress.flush();
            publisher.publish(plan.runId(), events, plan.consumedUntil());
            folder(plan).deleteStates();
            LOG.info("Run {} is finished", plan.runId());
        } catch (RunStoppedException e) {
            stopped(plan, publisher, progress, controls);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Run {} failed", plan.runId(), e);
            end(plan, e, publisher);
        }
    }

    /** A run that was stopped between two steps was paused, cancelled, or interrupted by the end of the worker. */
    private void stopped(
            RunPlan plan, TransactionalPublisher publisher, EventPublisher progress, RunControls controls) {
        switch (controls.of(plan.runId(), Duration.ZERO)) {
            case RunControls.Wish.GoOn _ -> LOG.info("Run {} is interrupted and will be resumed", plan.runId());
            case RunControls.Wish.Pause _ -> {
                LOG.info("Run {} is paused", plan.runId());
                progress.publish(new RunPaused(plan.runId(), RewardModelRun.RECIPE, Instant.now()));
                progress.flush();
            }
            case RunControls.Wish.Cancel cancel -> end(plan, cancelled(cancel), publisher);
        }
    }

    private void end(RunPlan plan, RuntimeException failure, TransactionalPublisher publisher) {
        publisher.publish(plan.runId(), List.of(failure(plan, failure)), plan.consumedUntil());
        folder(plan).deleteStates();
    }

    private static AttuneException cancelled(RunControls.Wish.Cancel wish) {
        String reason = wish.reason().map(said -> ": " + said).orElse(".");
        return new AttuneException(
                "cancelled", ErrorCategory.CALLER, "The run was cancelled by a job on the bus" + reason);
    }

    private List<Event> train(RunPlan plan, EventPublisher progress, RunControls controls) {
        String base = plan.baseCheckpointId();
        CheckpointPublished published = Optional.ofNullable(base)
                .flatMap(bases::byId)
                .orElseThrow(() -> new AttuneException(
                        "base-unknown",
                        ErrorCategory.CALLER,
                        "The base model " + (base == null ? "" : base + " ")
                                + "is not on the bus; publish one with `attune up` or `attune model pull`."));
        RunReporter reporter = new RunReporter(
                plan.runId(),
                progress,
                () -> stopping || !(controls.of(plan.runId(), Duration.ZERO) instanceof RunControls.Wish.GoOn));
        List<ReceivedEvent> inputs = TopicSnapshot.read(settings.bootstrapServers(), plan.inputs());
        Snapshots snapshots = Snapshots.in(
                folder(plan), STEPS_BETWEEN_STATES, published.artifact().sha256());
        return runs.perform(
                plan,
                published,
                inputs,
                metrics -> {
                    observer.step(metrics);
                    reporter.step(metrics);
                },
                snapshots);
    }

    private RunFolder<RewardRunState> folder(RunPlan plan) {
        return new RunFolder<>(settings.runFolder(plan.runId()), RewardRunState.class);
    }

    private static RunFailed failure(RunPlan plan, RuntimeException failure) {
        String code = failure instanceof AttuneException known ? known.code() : "internal";
        String reason = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        return new RunFailed(plan.runId(), RewardModelRun.RECIPE, code, reason, Instant.now());
    }
}
