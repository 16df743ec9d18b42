package dev.attune.policy.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.JobEvent.SupervisedTuningRequested;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.name.RunId;
import dev.attune.policy.run.Progress;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.run.Attempt;
import dev.attune.worker.run.Retries;
import dev.attune.worker.run.Runs;
import dev.attune.worker.run.StepBus;
import dev.attune.worker.run.StepWorker;
import dev.attune.worker.run.Trigger;

/** Turns jobs into tuned policies. How a run lives is {@link dev.attune.worker.run.RunLifecycle}'s. */
final class TrainingStep implements StepWorker.Step {

    static final List<String> TOPICS =
            List.of(Topics.CHECKPOINTS, Topics.PROMOTIONS, Topics.PROMPTS, Topics.DEMONSTRATIONS, Topics.JOBS);

    private final WorkerSettings settings;
    private final Progress observer;
    private final ArtifactStore artifacts;
    private final StepBus bus;
    private final Runs<TrainingPlan> runs = new Runs<>(
            TrainingPlan::recipeOf,
            TrainingPlan::of,
            Trigger::consumed,
            TrainingStep::announcement,
            this::train,
            runId -> new RunFolder<>(folder(runId), Object.class).deleteStates(),
            Duration.ZERO);
    private final Catalog catalog = new Catalog();

    /** @param observer hears of every update, too: a test interrupts a run there */
    TrainingStep(WorkerSettings settings, Progress observer, BooleanSupplier stopping) {
        this.settings = settings;
        this.observer = observer;
        this.artifacts = new DirectoryArtifactStore(settings.artifacts());
        this.bus = StepBus.open(settings.place(settings.groupId(), TOPICS), Retries.defaults(), stopping);
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
            case PromotionEvent promotion -> catalog.apply(promotion);
            case PolicyRequested _, SupervisedTuningRequested _, RecipeRequested _ ->
                bus.jobs().add(received);
            default -> {
                // Prompts and demonstrations are read from frozen ranges; other jobs are for others.
            }
        }
    }

    private Optional<FrozenRun> next() {
        return bus.jobs().isEmpty() ? Optional.empty() : requested(bus.jobs().remove());
    }

    private Optional<FrozenRun> requested(ReceivedEvent job) {
        JobEvent wanted = (JobEvent) job.event();
        Trigger trigger = Trigger.of(job);
        return bus.runs()
                .plan(
                        wanted.runId(),
                        Order.recipeOf(wanted),
                        trigger,
                        () -> plan(Order.of(wanted), trigger).frozen());
    }

    private TrainingPlan plan(Order wanted, Trigger trigger) {
        Optional<Catalog.Policy> policy = wanted.policyCheckpointId().map(catalog::policy);
        Optional<CheckpointPublished> reward = wanted.recipe().recipe().needs() == Recipe.Needs.REWARD_MODEL
                ? Optional.of(reward(wanted, policy))
                : Optional.empty();
        Catalog.Policy start = policy.orElseGet(() -> start(reward, wanted.recipe()));
        return plan(wanted, start, reward, trigger);
    }

    private CheckpointPublished reward(Order wanted, Optional<Catalog.Policy> policy) {
        return wanted.rewardModelCheckpointId()
                .map(catalog::byId)
                .or(() -> policy.flatMap(
                        known -> catalog.newestRewardModel(known.base().checkpointId())))
                .or(() -> catalog.newest(Kind.REWARD_MODEL))
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "no-reward-model",
                        "There is no reward model on the bus yet; collect preferences or train one first."));
    }

    /** What production serves on the reward model's base, else that base, else the newest base; SFT begins on a base. */
    private Catalog.Policy start(Optional<CheckpointPublished> reward, Recipe.Chosen<?> recipe) {
        CheckpointPublished weights = reward.map(CheckpointPublished::baseCheckpointId)
                .map(catalog::byId)
                .or(() -> catalog.newest(Kind.BASE))
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "base-unknown", "There is no base model on the bus; publish one with `attune up`."));
        return recipe.recipe() == Recipes.SUPERVISED
                ? catalog.policy(weights.checkpointId())
                : catalog.current(weights);
    }

    private TrainingPlan plan(
            Order wanted, Catalog.Policy policy, Optional<CheckpointPublished> reward, Trigger trigger) {
        String base = policy.base().checkpointId();
        reward.filter(model -> model.baseCheckpointId() != null && !Objects.equals(model.baseCheckpointId(), base))
                .ifPresent(model -> {
                    throw ErrorCategory.CALLER.error(
                            "other-base",
                            "Reward model " + model.checkpointId() + " stands on " + model.baseCheckpointId()
                                    + " but the policy on " + base + "; name a reward model of the same base.");
                });
        List<OffsetRange> asked = TopicSnapshot.fromBeginning(bus.follower().positions(Topics.PROMPTS));
        List<OffsetRange> inputs = new ArrayList<>(asked);
        inputs.addAll(TopicSnapshot.fromBeginning(bus.follower().positions(Topics.CHECKPOINTS)));
        Optional<Artifact> demonstrations = Optional.empty();
        if (wanted.recipe().recipe() == Recipes.SUPERVISED && wanted.data().isEmpty()) {
            List<OffsetRange> given = TopicSnapshot.fromBeginning(bus.follower().positions(Topics.DEMONSTRATIONS));
            inputs.addAll(given);
            demonstrations = Optional.of(GivenDemonstrations.freeze(settings.bootstrapServers(), given, artifacts));
        }
        Optional<Artifact> prompts = wanted.recipe().recipe().needs() == Recipe.Needs.REWARD_MODEL
                ? Optional.of(TopicSnapshot.keep(settings.bootstrapServers(), asked, artifacts))
                : Optional.empty();
        return new TrainingPlan(
                wanted.runId(),
                inputs,
                policy.checkpoint().checkpointId(),
                reward.map(CheckpointPublished::checkpointId),
                wanted.data(),
                demonstrations,
                wanted.project(),
                prompts,
                wanted.recipe().requireAdapter(),
                trigger);
    }

    private static RunStarted announcement(TrainingPlan plan) {
        List<String> parents = new ArrayList<>(List.of(plan.policyCheckpointId()));
        plan.rewardCheckpointId().ifPresent(parents::add);
        return new RunStarted(
                plan.runId(), plan.recipe().name(), TrainingRun.configuration(plan), parents, Instant.now());
    }

    private Optional<List<Event>> train(TrainingPlan plan, Attempt attempt) {
        Recipe.Steps steps = (step, all, metrics) -> {
            attempt.step(step, all, metrics);
            observer.update(step, metrics);
        };
        List<ReceivedEvent> prompts = plan.prompts()
                .map(kept -> TopicSnapshot.readKept(kept, artifacts))
                .orElseGet(() -> TopicSnapshot.read(
                        settings.bootstrapServers(),
                        plan.inputs().stream()
                                .filter(range -> range.topic().equals(Topics.PROMPTS))
                                .toList()));
        return new TrainingRun(artifacts, steps, attempt).perform(plan, catalog, prompts, folder(plan.runId()));
    }

    private Path folder(String runId) {
        return RunFolder.below(settings.home(), new RunId(runId));
    }
}
