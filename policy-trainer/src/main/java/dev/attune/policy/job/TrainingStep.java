package dev.attune.policy.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Artifact;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.JobEvent.SupervisedTuningRequested;
import dev.attune.contracts.event.Lineage.OffsetRange;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.policy.run.Progress;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.folder.RunFolder;

/**
 * Turns reward models and jobs into tuned policies.
 *
 * <p>A new reward model starts a run by itself; of several that came meanwhile only the latest does. Its run is frozen in the
 * group before it begins, and its checkpoint, its end and what it consumed are published in one transaction: after a crash at
 * any point the next start continues the same run.
 */
final class TrainingStep implements AutoCloseable {

    static final List<String> TOPICS = List.of(Topics.CHECKPOINTS, Topics.PROMOTIONS, Topics.PROMPTS, Topics.JOBS);

    private final WorkerSettings settings;
    private final Progress observer;
    private final BooleanSupplier stopping;
    private final Artifacts artifacts;
    private final StepBus bus;
    private final Catalog catalog = new Catalog();
    private final Deque<ReceivedEvent> jobs = new ArrayDeque<>();

    /** @param observer hears of every update, too: a test interrupts a run there */
    TrainingStep(WorkerSettings settings, Progress observer, BooleanSupplier stopping) {
        this.settings = settings;
        this.observer = observer;
        this.stopping = stopping;
        this.artifacts = new Artifacts(new DirectoryArtifactStore(settings.artifacts()));
        this.bus = StepBus.open(settings.bootstrapServers(), settings.groupId(), TOPICS);
    }

    /**
     * Reads what came, and makes at most one run.
     *
     * @return whether all that is on the bus was read
     */
    boolean tick(Duration timeout) {
        return bus.tick(
                timeout,
                this::apply,
                () -> bus.memory().frozen().map(TrainingPlan::of).or(this::next).ifPresent(this::perform));
    }

    @Override
    public void close() {
        bus.close();
    }

    private void apply(ReceivedEvent received) {
        switch (received.event()) {
            case CheckpointEvent checkpoint -> catalog.apply(checkpoint, received);
            case PromotionEvent promotion -> catalog.apply(promotion);
            case PolicyRequested _, SupervisedTuningRequested _, RecipeRequested _ -> jobs.add(received);
            default -> {
                // Prompts are read from a frozen range; other jobs are for others.
            }
        }
    }

    /** The next run, frozen, if anything asks for one. */
    private Optional<TrainingPlan> next() {
        Optional<TrainingPlan> plan = jobs.isEmpty() ? newRewardModel() : requested(jobs.remove());
        plan.ifPresent(known -> bus.memory().freeze(known.frozen()));
        return plan;
    }

    private Optional<TrainingPlan> requested(ReceivedEvent job) {
        JobEvent wanted = (JobEvent) job.event();
        Trigger trigger = new Trigger(new TopicPartition(job.topic(), job.partition()), job.offset());
        try {
            return Optional.of(plan(Order.of(wanted), trigger));
        } catch (AttuneException e) {
            bus.runs().fail(wanted.runId(), Order.recipeOf(wanted), e, bus.consumed(trigger));
            return Optional.empty();
        }
    }

    private TrainingPlan plan(Order wanted, Trigger trigger) {
        Optional<Catalog.Policy> policy = wanted.policyCheckpointId().map(catalog::policy);
        Optional<CheckpointPublished> reward =
                wanted.recipe().recipe().asksReward() ? Optional.of(reward(wanted, policy)) : Optional.empty();
        Catalog.Policy start = policy.orElseGet(() -> start(reward, wanted.recipe()));
        return plan(wanted.runId(), start, reward, wanted.data(), wanted.recipe(), trigger);
    }

    private CheckpointPublished reward(Order wanted, Optional<Catalog.Policy> policy) {
        return wanted.rewardModelCheckpointId()
                .map(catalog::byId)
                .or(() -> policy.flatMap(
                        known -> catalog.newestRewardModel(known.base().checkpointId())))
                .or(() -> catalog.newest(Kind.REWARD_MODEL))
                .orElseThrow(() -> new AttuneException(
                        "no-reward-model",
                        ErrorCategory.CALLER,
                        "There is no reward model on the bus yet; collect preferences or train one first."));
    }

    private Optional<TrainingPlan> newRewardModel() {
        Map<TopicPartition, Long> consumed = bus.memory().consumedUntil(Topics.CHECKPOINTS);
        Optional<Catalog.Entry> newest = catalog.newestFirst()
                .filter(entry -> entry.checkpoint().kind() == Kind.REWARD_MODEL)
                .filter(entry -> entry.offset() >= consumed.getOrDefault(entry.partition(), 0L))
                .findFirst();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        CheckpointPublished reward = newest.get().checkpoint();
        Trigger trigger = new Trigger(newest.get().partition(), newest.get().offset());
        String runId = runId(reward, settings.configuration());
        boolean served = catalog.oldestFirst()
                .anyMatch(entry -> runId.equals(entry.checkpoint().lineage().runId()));
        if (served) {
            bus.runs().skip(runId, bus.consumed(trigger));
            return Optional.empty();
        }
        try {
            Recipe.Chosen<?> recipe = Recipes.PPO.of(settings.configuration());
            Optional<CheckpointPublished> asked = Optional.of(reward);
            return Optional.of(plan(runId, start(asked, recipe), asked, Optional.empty(), recipe, trigger));
        } catch (AttuneException e) {
            bus.runs().fail(runId, Recipes.PPO.name(), e, bus.consumed(trigger));
            return Optional.empty();
        }
    }

    /** What production serves on the reward model's base, else that base, else the newest base; SFT begins on a base. */
    private Catalog.Policy start(Optional<CheckpointPublished> reward, Recipe.Chosen<?> recipe) {
        CheckpointPublished weights = reward.map(CheckpointPublished::baseCheckpointId)
                .map(catalog::byId)
                .or(() -> catalog.newest(Kind.BASE))
                .orElseThrow(() -> new AttuneException(
                        "base-unknown",
                        ErrorCategory.CALLER,
                        "There is no base model on the bus; publish one with `attune up`."));
        return recipe.recipe() == Recipes.SUPERVISED
                ? catalog.policy(weights.checkpointId())
                : catalog.current(weights);
    }

    private TrainingPlan plan(
            String runId,
            Catalog.Policy policy,
            Optional<CheckpointPublished> reward,
            Optional<Artifact> data,
            Recipe.Chosen<?> recipe,
            Trigger trigger) {
        String base = policy.base().checkpointId();
        reward.filter(model -> model.baseCheckpointId() != null && !Objects.equals(model.baseCheckpointId(), base))
                .ifPresent(model -> {
                    throw new AttuneException(
                            "other-base",
                            ErrorCategory.CALLER,
                            "Reward model " + model.checkpointId() + " stands on " + model.baseCheckpointId()
                                    + " but the policy on " + base + "; name a reward model of the same base.");
                });
        List<OffsetRange> inputs =
                new ArrayList<>(TopicSnapshot.fromBeginning(bus.follower().positions(Topics.PROMPTS)));
        inputs.addAll(TopicSnapshot.fromBeginning(bus.follower().positions(Topics.CHECKPOINTS)));
        return new TrainingPlan(
                runId,
                inputs,
                policy.checkpoint().checkpointId(),
                reward.map(CheckpointPublished::checkpointId),
                data,
                recipe.requireAdapter(),
                trigger);
    }

    private void perform(TrainingPlan plan) {
        // After a restart the job that asked for a frozen run is read again: it is this run.
        jobs.removeIf(job -> job.event().key().equals(plan.runId()));
        List<String> parents = new ArrayList<>(List.of(plan.policyCheckpointId()));
        plan.rewardCheckpointId().ifPresent(parents::add);
        RunStarted start = new RunStarted(
                plan.runId(), plan.recipe().name(), TrainingRun.configuration(plan), parents, Instant.now());
        Path folder = settings.runFolder(plan.runId());
        Map<TopicPartition, Long> consumed = bus.consumed(plan.trigger());
        if (!bus.runs().mayBegin(start, consumed, () -> deleteStates(folder))) {
            return;
        }
        boolean over = bus.runs()
                .perform(
                        start,
                        consumed,
                        () -> new TrainingRun(artifacts, reporter(plan), () -> isToStop(plan.runId()))
                                .perform(plan, catalog, prompts(plan), folder));
        if (over) {
            deleteStates(folder);
        }
    }

    private static void deleteStates(Path folder) {
        new RunFolder<>(folder, Object.class).deleteStates();
    }

    private boolean isToStop(String runId) {
        return stopping.getAsBoolean() || bus.runs().isUnwanted(runId);
    }

    private List<ReceivedEvent> prompts(TrainingPlan plan) {
        List<OffsetRange> ranges = plan.inputs().stream()
                .filter(range -> range.topic().equals(Topics.PROMPTS))
                .toList();
        return TopicSnapshot.read(settings.bootstrapServers(), ranges);
    }

    private Recipe.Steps reporter(TrainingPlan plan) {
        return (step, steps, metrics) -> {
            bus.progress()
                    .publish(
                            new RunProgressed(plan.runId(), plan.recipe().name(), step, steps, metrics, Instant.now()));
            observer.update(step, metrics);
        };
    }

    private static String runId(CheckpointPublished reward, PpoConfig configuration) {
        try {
            byte[] content = TrainingPlan.json(List.of(reward.checkpointId(), configuration))
                    .getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "ppo-" + HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
