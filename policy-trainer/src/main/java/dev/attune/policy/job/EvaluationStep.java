package dev.attune.policy.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.EvaluationRequested;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.policy.model.ModelPool;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.run.Attempt;
import dev.attune.worker.run.Retries;
import dev.attune.worker.run.Runs;
import dev.attune.worker.run.StepBus;
import dev.attune.worker.run.StepWorker;
import dev.attune.worker.run.Trigger;

/**
 * Compares every new adapter blindly with its parent, and any two checkpoints when a job asks for it.
 *
 * <p>A step of its own with its own position on {@code attune.checkpoints}: a crash between a checkpoint and its evaluation
 * only delays the evaluation.
 */
final class EvaluationStep implements StepWorker.Step {

    private static final List<String> TOPICS = List.of(Topics.CHECKPOINTS, Topics.PROMPTS, Topics.JOBS);

    private final WorkerSettings settings;
    private final StepBus bus;
    private final EvaluationRun evaluation;
    private final Runs<EvaluationPlan> runs = new Runs<>(
            run -> EvaluationRun.RECIPE,
            EvaluationPlan::of,
            Trigger::consumed,
            EvaluationStep::announcement,
            this::evaluate,
            runId -> {}, // it leaves nothing
            Duration.ZERO);
    private final Catalog catalog = new Catalog();

    EvaluationStep(WorkerSettings settings, BooleanSupplier stopping) {
        this.settings = settings;
        this.bus = StepBus.open(settings.place(settings.evaluationGroupId(), TOPICS), Retries.defaults(), stopping);
        this.evaluation = new EvaluationRun(
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
            case EvaluationRequested _ -> bus.jobs().add(received);
            default -> {
                // Prompts are read from a frozen range; other jobs are for others.
            }
        }
    }

    private Optional<FrozenRun> next() {
        return bus.jobs().isEmpty() ? newAdapter() : requested(bus.jobs().remove());
    }

    private Optional<FrozenRun> requested(ReceivedEvent job) {
        EvaluationRequested wanted = (EvaluationRequested) job.event();
        Trigger trigger = Trigger.of(job);
        return bus.runs().plan(wanted.runId(), EvaluationRun.RECIPE, trigger, () -> {
            Optional<String> opponent = Optional.ofNullable(wanted.opponentCheckpointId());
            return plan(wanted.runId(), wanted.checkpointId(), opponent, wanted.configuration(), trigger)
                    .frozen();
        });
    }

    /** The first adapter that was not evaluated yet. */
    private Optional<FrozenRun> newAdapter() {
        return catalog.oldestFirst()
                .filter(Catalog.isNew(Kind.ADAPTER, bus.memory().consumedUntil(Topics.CHECKPOINTS)))
                .findFirst()
                .flatMap(this::ofAdapter);
    }

    private Optional<FrozenRun> ofAdapter(Catalog.Entry entry) {
        CheckpointPublished adapter = entry.checkpoint();
        String runId = "evaluate-" + adapter.checkpointId();
        Trigger trigger = new Trigger(entry.partition(), entry.offset());
        return bus.runs()
                .plan(
                        runId,
                        EvaluationRun.RECIPE,
                        trigger,
                        () -> plan(runId, adapter.checkpointId(), Optional.empty(), configurationOf(adapter), trigger)
                                .frozen());
    }

    private EvaluationPlan plan(
            String runId,
            String checkpointId,
            Optional<String> opponent,
            EvaluationConfig configuration,
            Trigger trigger) {
        CheckpointPublished checkpoint = catalog.byId(checkpointId);
        String base = catalog.policy(checkpointId).base().checkpointId();
        Optional<String> reward = catalog.rewardModelOf(checkpoint)
                .or(() -> catalog.newestRewardModel(base))
                .map(CheckpointPublished::checkpointId);
        return new EvaluationPlan(
                runId,
                TopicSnapshot.fromBeginning(bus.follower().positions(Topics.PROMPTS)),
                checkpointId,
                opponent.orElseGet(() -> catalog.parent(checkpoint).checkpoint().checkpointId()),
                reward,
                configuration,
                trigger);
    }

    private static RunStarted announcement(EvaluationPlan plan) {
        return new RunStarted(
                plan.runId(),
                EvaluationRun.RECIPE,
                Configurations.asMap(plan.configuration()),
                List.of(plan.checkpointId(), plan.opponentCheckpointId()),
                Instant.now());
    }

    private Optional<List<Event>> evaluate(EvaluationPlan plan, Attempt attempt) {
        List<ReceivedEvent> prompts = TopicSnapshot.read(settings.bootstrapServers(), plan.inputs());
        return Optional.of(evaluation.perform(plan, catalog, prompts));
    }

    /** What the adapter's own run said about its evaluation, else the worker's setting. */
    private EvaluationConfig configurationOf(CheckpointPublished adapter) {
        Object own = adapter.lineage().configuration().get("evaluation");
        return own == null
                ? settings.configuration().policy().evaluation()
                : Json.MAPPER.convertValue(own, EvaluationConfig.class);
    }
}
