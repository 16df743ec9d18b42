package dev.attune.policy.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.JobEvent.EvaluationRequested;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.policy.model.ModelPool;
import dev.attune.worker.bus.TopicSnapshot;

/**
 * Compares every new adapter blindly with its parent, and any two checkpoints when a job asks for it.
 *
 * <p>A step of its own with its own position on {@code attune.checkpoints}: a crash between a checkpoint and its evaluation
 * only delays the evaluation.
 */
final class EvaluationStep implements AutoCloseable {

    private static final List<String> TOPICS = List.of(Topics.CHECKPOINTS, Topics.PROMPTS, Topics.JOBS);

    private final WorkerSettings settings;
    private final StepBus bus;
    private final EvaluationRun evaluation;
    private final Catalog catalog = new Catalog();
    private final Deque<ReceivedEvent> jobs = new ArrayDeque<>();

    EvaluationStep(WorkerSettings settings) {
        this.settings = settings;
        this.bus = StepBus.open(settings.bootstrapServers(), settings.evaluationGroupId(), TOPICS);
        this.evaluation = new EvaluationRun(
                new Artifacts(new DirectoryArtifactStore(settings.artifacts())),
                settings.judge(),
                ModelPool.options(settings.configuration().policy().computeType()));
    }

    /**
     * Reads what came, and makes at most one evaluation.
     *
     * @return whether all that is on the bus was read
     */
    boolean tick(Duration timeout) {
        return bus.tick(
                timeout,
                this::apply,
                () -> bus.memory()
                        .frozen()
                        .map(EvaluationPlan::of)
                        .or(this::next)
                        .ifPresent(this::perform));
    }

    @Override
    public void close() {
        bus.close();
    }

    private void apply(ReceivedEvent received) {
        switch (received.event()) {
            case CheckpointEvent checkpoint -> catalog.apply(checkpoint, received);
            case EvaluationRequested job -> jobs.add(received);
            default -> {
                // Prompts are read from a frozen range; other jobs are for others.
            }
        }
    }

    private Optional<EvaluationPlan> next() {
        Optional<EvaluationPlan> plan = jobs.isEmpty() ? newAdapter() : requested(jobs.remove());
        plan.ifPresent(known -> bus.memory().freeze(known.frozen()));
        return plan;
    }

    private Optional<EvaluationPlan> requested(ReceivedEvent job) {
        EvaluationRequested wanted = (EvaluationRequested) job.event();
        Trigger trigger = new Trigger(new TopicPartition(job.topic(), job.partition()), job.offset());
        return plan(
                wanted.runId(),
                wanted.checkpointId(),
                Optional.ofNullable(wanted.opponentCheckpointId()),
                wanted.configuration(),
                trigger);
    }

    /** The first adapter that was not evaluated yet. */
    private Optional<EvaluationPlan> newAdapter() {
        Map<TopicPartition, Long> consumed = bus.memory().consumedUntil(Topics.CHECKPOINTS);
        return catalog.oldestFirst()
                .filter(entry -> entry.checkpoint().kind() == Kind.ADAPTER)
                .filter(entry -> entry.offset() >= consumed.getOrDefault(entry.partition(), 0L))
                .findFirst()
                .flatMap(entry -> {
                    CheckpointPublished adapter = entry.checkpoint();
                    return plan(
                            "evaluate-" + adapter.checkpointId(),
                            adapter.checkpointId(),
                            Optional.empty(),
                            configurationOf(adapter),
                            new Trigger(entry.partition(), entry.offset()));
                });
    }

    private Optional<EvaluationPlan> plan(
            String runId,
            String checkpointId,
            Optional<String> opponent,
            EvaluationConfig configuration,
            Trigger trigger) {
        try {
            CheckpointPublished checkpoint = catalog.byId(checkpointId);
            String base = catalog.policy(checkpointId).base().checkpointId();
            Optional<String> reward = catalog.rewardModelOf(checkpoint)
                    .or(() -> catalog.newestRewardModel(base))
                    .map(CheckpointPublished::checkpointId);
            return Optional.of(new EvaluationPlan(
                    runId,
                    TopicSnapshot.fromBeginning(bus.follower().positions(Topics.PROMPTS)),
                    checkpointId,
                    opponent.orElseGet(
                            () -> catalog.parent(checkpoint).checkpoint().checkpointId()),
                    reward,
                    configuration,
                    trigger));
        } catch (AttuneException e) {
            bus.runs().fail(runId, EvaluationRun.RECIPE, e, bus.consumed(trigger));
            return Optional.empty();
        }
    }

    private void perform(EvaluationPlan plan) {
        jobs.removeIf(job -> job.event().key().equals(plan.runId()));
        RunStarted start = new RunStarted(
                plan.runId(),
                EvaluationRun.RECIPE,
                Configurations.asMap(plan.configuration()),
                List.of(plan.checkpointId(), plan.opponentCheckpointId()),
                Instant.now());
        bus.runs()
                .perform(
                        start,
                        bus.consumed(plan.trigger()),
                        () -> Optional.of(evaluation.perform(
                                plan, catalog, TopicSnapshot.read(settings.bootstrapServers(), plan.inputs()))));
    }

    /** What the adapter's own run said about its evaluation, else the worker's setting. */
    private EvaluationConfig configurationOf(CheckpointPublished adapter) {
        Object own = adapter.lineage().configuration().get("evaluation");
        return own == null
                ? settings.configuration().policy().evaluation()
                : Json.MAPPER.convertValue(own, EvaluationConfig.class);
    }
}
