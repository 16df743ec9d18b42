package dev.attune.policy.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.name.RunId;
import dev.attune.contracts.settings.Configurations;
import dev.attune.policy.model.ModelPool;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.run.Attempt;
import dev.attune.worker.run.Retries;
import dev.attune.worker.run.Runs;
import dev.attune.worker.run.StepBus;
import dev.attune.worker.run.StepWorker;
import dev.attune.worker.run.Trigger;

/** Measures a checkpoint at a project's gates when a job asks for it. */
final class GatesStep implements StepWorker.Step {

    private static final List<String> TOPICS = List.of(Topics.CHECKPOINTS, Topics.PROMPTS, Topics.JOBS);

    private final WorkerSettings settings;
    private final StepBus bus;
    private final GatesRun gates;
    private final Runs<GatesPlan> runs = new Runs<>(
            run -> GatesRun.RECIPE,
            GatesPlan::of,
            Trigger::consumed,
            GatesStep::announcement,
            this::measure,
            runId -> new RunFolder<>(folder(runId), Object.class).deleteStates(),
            Duration.ZERO);
    private final Catalog catalog = new Catalog();

    GatesStep(WorkerSettings settings, BooleanSupplier stopping) {
        this.settings = settings;
        this.bus = StepBus.open(settings.place(settings.gatesGroupId(), TOPICS), Retries.defaults(), stopping);
        this.gates = new GatesRun(
                new DirectoryArtifactStore(settings.artifacts()),
                settings.judge(),
                ModelPool.options(settings.configuration().policy().computeType()));
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
            case CheckpointEvent checkpoint -> catalog.apply(checkpoint, received);
            case GatesRequested _ -> bus.jobs().add(received);
            default -> {
                // Prompts are read from a frozen range; other jobs are for others.
            }
        }
    }

    private Optional<FrozenRun> next() {
        return bus.jobs().isEmpty() ? Optional.empty() : requested(bus.jobs().remove());
    }

    private Optional<FrozenRun> requested(ReceivedEvent job) {
        GatesRequested wanted = (GatesRequested) job.event();
        Trigger trigger = Trigger.of(job);
        return bus.runs()
                .plan(
                        wanted.runId(),
                        GatesRun.RECIPE,
                        trigger,
                        () -> plan(wanted, trigger).frozen());
    }

    /** A checkpoint that is not known, or cannot answer, ends the run before it begins. */
    private GatesPlan plan(GatesRequested wanted, Trigger trigger) {
        catalog.policy(wanted.checkpointId());
        catalog.policy(wanted.opponentCheckpointId());
        return new GatesPlan(wanted, TopicSnapshot.fromBeginning(bus.follower().positions(Topics.PROMPTS)), trigger);
    }

    private static RunStarted announcement(GatesPlan plan) {
        return new RunStarted(
                plan.wanted().runId(),
                GatesRun.RECIPE,
                Configurations.asMap(plan.wanted().gates()),
                List.of(plan.wanted().checkpointId(), plan.wanted().opponentCheckpointId()),
                Instant.now());
    }

    private Optional<List<Event>> measure(GatesPlan plan, Attempt attempt) {
        List<ReceivedEvent> prompts = TopicSnapshot.read(settings.bootstrapServers(), plan.inputs());
        return Optional.of(gates.perform(
                plan, catalog, prompts, attempt, folder(plan.wanted().runId())));
    }

    private Path folder(String runId) {
        return RunFolder.below(settings.home(), new RunId(runId));
    }
}
