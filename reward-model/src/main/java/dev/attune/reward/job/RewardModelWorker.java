package dev.attune.reward.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.name.RunId;
import dev.attune.reward.job.RewardModelRun.Previous;
import dev.attune.reward.train.Progress;
import dev.attune.reward.train.RewardRunState;
import dev.attune.reward.train.Snapshots;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.process.BusWorker;
import dev.attune.worker.run.Attempt;
import dev.attune.worker.run.Retries;
import dev.attune.worker.run.Runs;
import dev.attune.worker.run.StepBus;
import dev.attune.worker.run.StepWorker;
import dev.attune.worker.run.Trigger;

/**
 * Turns preferences on the bus into reward models on the bus, when a {@code RewardModelRequested} asks for one.
 *
 * <p>A run reads a frozen range of {@code attune.preferences}; how it lives is {@link dev.attune.worker.run.RunLifecycle}'s.
 */
final class RewardModelWorker implements StepWorker.Step {

    private static final Logger LOG = LoggerFactory.getLogger(RewardModelWorker.class);
    private static final String SOURCE = "/attune/reward-model";
    private static final int STEPS_BETWEEN_STATES = 50;
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(250);
    private static final List<String> TOPICS = List.of(Topics.PREFERENCES, Topics.JOBS, Topics.CHECKPOINTS);

    private final WorkerSettings settings;
    private final Progress observer;
    private final ArtifactStore artifacts;
    private final RewardModelRun recipe;
    private final StepBus bus;
    private final Runs<RunPlan> runs = new Runs<>(
            run -> RewardModelRun.RECIPE,
            RunPlan::of,
            RunPlan::consumed,
            RewardModelWorker::announcement,
            this::train,
            runId -> folder(runId).deleteStates(),
            BETWEEN_REPORTS);
    private final KnownModels models = new KnownModels();
    private final AgreementState agreement;

    /** @param agreement hears of each preference: a second follower of them would put what cannot be read aside twice */
    private RewardModelWorker(
            WorkerSettings settings, Progress observer, AgreementState agreement, BooleanSupplier stopping) {
        this.settings = settings;
        this.agreement = agreement;
        this.observer = observer;
        this.artifacts = new DirectoryArtifactStore(settings.artifacts());
        this.recipe = new RewardModelRun(artifacts);
        StepBus.Place place = new StepBus.Place(
                settings.bootstrapServers(), SOURCE, settings.groupId(), TOPICS, Topics.PREFERENCES, settings.home());
        this.bus = StepBus.open(place, Retries.defaults(), stopping);
    }

    static BusWorker of(WorkerSettings settings) {
        return of(settings, Progress.none());
    }

    /** A worker whose steps {@code observer} hears of, too: a test interrupts it there. */
    static BusWorker of(WorkerSettings settings, Progress observer) {
        AgreementState agreement = new AgreementState();
        return new StepWorker(List.of(
                stopping -> new RewardModelWorker(settings, observer, agreement, stopping),
                stopping -> new SpreadStep(settings, stopping),
                stopping -> new AgreementStep(settings, agreement, stopping)));
    }

    @Override
    public boolean catchUp(Duration timeout) {
        return bus.catchUp(timeout, this::apply);
    }

    @Override
    public void work() {
        bus.work(this::next, runs);
    }

    @Override
    public List<String> troubles() {
        return bus.troubles();
    }

    @Override
    public void close() {
        bus.close();
    }

    private void apply(ReceivedEvent received) {
        switch (received.event()) {
            case PreferenceEvent preference -> agreement.apply(preference, received, Instant.now());
            case CheckpointEvent checkpoint -> models.apply(checkpoint);
            case RewardModelRequested _ -> bus.jobs().add(received);
            default -> LOG.debug("{} is for others", received.id());
        }
    }

    private Optional<FrozenRun> next() {
        return bus.jobs().isEmpty() ? Optional.empty() : requested(bus.jobs().remove());
    }

    private Optional<FrozenRun> requested(ReceivedEvent job) {
        RewardModelRequested wanted = (RewardModelRequested) job.event();
        Trigger trigger = Trigger.of(job);
        return bus.runs().plan(wanted.runId(), RewardModelRun.RECIPE, trigger, () -> {
            List<OffsetRange> inputs =
                    TopicSnapshot.fromBeginning(bus.follower().positions(Topics.PREFERENCES));
            Optional<String> base = Optional.ofNullable(wanted.baseCheckpointId())
                    .or(() -> models.newestBase().map(CheckpointPublished::checkpointId));
            return frozen(RunPlan.of(wanted, inputs, base, trigger));
        });
    }

    /** The topic is compacted, so what the run reads is kept. */
    private FrozenRun frozen(RunPlan plan) {
        return plan.reading(TopicSnapshot.keepLatest(
                        settings.bootstrapServers(), plan.inputs(), plan.exclusion(), artifacts))
                .frozen();
    }

    private static RunStarted announcement(RunPlan plan) {
        return new RunStarted(
                plan.runId(),
                RewardModelRun.RECIPE,
                RewardModelRun.configuration(plan),
                plan.baseCheckpointId().map(List::of).orElse(List.of()),
                Instant.now());
    }

    private Optional<List<Event>> train(RunPlan plan, Attempt attempt) {
        CheckpointPublished base = plan.baseCheckpointId()
                .flatMap(models::base)
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "base-unknown",
                        "The base model "
                                + plan.baseCheckpointId().map(id -> id + " ").orElse("")
                                + "is not on the bus; publish one with `attune up` or `attune model pull`."));
        Progress progress = metrics -> {
            observer.step(metrics);
            attempt.requireGoingOn();
            attempt.step(metrics.step(), metrics.steps(), metrics.asMap());
        };
        Snapshots snapshots = Snapshots.in(
                folder(plan.runId()), STEPS_BETWEEN_STATES, base.artifact().sha256());
        List<ReceivedEvent> inputs = plan.snapshot()
                .map(snapshot -> TopicSnapshot.readKept(snapshot, artifacts))
                .orElseGet(() -> TopicSnapshot.read(settings.bootstrapServers(), plan.inputs()));
        return Optional.of(recipe.perform(plan, base, previous(plan), inputs, progress, snapshots));
    }

    /** What is gone or not on the bus cannot be compared with: the new one is made all the same. */
    private Optional<Previous> previous(RunPlan plan) {
        return plan.previousCheckpointId()
                .flatMap(models::rewardModel)
                .flatMap(before -> Optional.ofNullable(before.baseCheckpointId())
                        .flatMap(models::base)
                        .map(base -> new Previous(
                                before, artifacts.fetch(before.artifact()), artifacts.fetch(base.artifact()))));
    }

    private RunFolder<RewardRunState> folder(String runId) {
        return new RunFolder<>(RunFolder.below(settings.home(), new RunId(runId)), RewardRunState.class);
    }
}
