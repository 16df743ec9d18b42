package dev.attune.policy.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Lineage;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.Split;
import dev.attune.contracts.job.Configurations;
import dev.attune.contracts.job.PpoConfig;
import dev.attune.contracts.run.RunFolder;
import dev.attune.lm.LanguageModel;
import dev.attune.policy.PolicyArtifact;
import dev.attune.policy.PolicyStart;
import dev.attune.policy.Ppo;
import dev.attune.policy.PpoState;
import dev.attune.policy.RewardFunction;
import dev.attune.policy.data.ModelReference;
import dev.attune.policy.evaluation.ModelPool;
import dev.attune.policy.supervised.PeakMemory;

/** One run: from a policy, a reward model and frozen prompts to a stored adapter and the events that say so. */
final class TrainingRun {

    static final String RECIPE = "ppo";

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final Artifacts artifacts;
    private final Ppo.Progress progress;
    private final BooleanSupplier stopping;

    TrainingRun(Artifacts artifacts, Ppo.Progress progress, BooleanSupplier stopping) {
        this.artifacts = artifacts;
        this.progress = progress;
        this.stopping = stopping;
    }

    /**
     * Trains, or goes on where {@code folder} ends, and stores.
     *
     * @return {@code CheckpointPublished} and {@code RunFinished}, to be published with the plan's offsets; empty when the
     *     worker has to stop
     */
    Optional<List<Event>> perform(
            TrainingPlan plan, Catalog catalog, List<ReceivedEvent> promptEvents, RunFolder<PpoState> folder) {
        long began = System.nanoTime();
        PpoConfig config = plan.configuration();
        requireAdapter(config);
        Catalog.Policy start = catalog.policy(plan.policyCheckpointId());
        CheckpointPublished reward = catalog.byId(plan.rewardCheckpointId());
        ModelReference policy = artifacts.fetch(start);
        Path rewardDirectory = artifacts.fetch(reward.artifact());
        List<List<Message>> prompts = PromptState.of(promptEvents).of(Split.TRAIN);
        try (ModelPool models = new ModelPool(ModelPool.options(config.computeType()))) {
            LanguageModel model = models.base(policy.base());
            RewardFunction scores = models.reward(rewardDirectory, model);
            PolicyStart begin = new PolicyStart(
                    model,
                    start.base().checkpointId(),
                    policy.adapter(),
                    Optional.empty(),
                    Optional.of(rewardDirectory),
                    List.of());
            Ppo ppo = new Ppo(config, begin, Optional.empty());
            Ppo.Outcome outcome = ppo.run(prompts, scores, folder, progress, stopping);
            outcome.reason().ifPresent(reason -> LOG.info("Run {} ended early: {}", plan.runId(), reason));
            return outcome.policy().map(state -> {
                Artifact artifact = artifacts.publish(directory -> PolicyArtifact.export(state, directory));
                double seconds = (System.nanoTime() - began) / 1e9;
                String tokenizer = model.tokenizer().sha256();
                return events(plan, start, reward, artifact, tokenizer, metrics(outcome, seconds));
            });
        }
    }

    /** What the bus calls a policy is an adapter on a base that others share. */
    private static void requireAdapter(PpoConfig config) {
        if (!config.tuning().method().equals("lora")) {
            throw new AttuneException(
                    "unsupported-setting",
                    ErrorCategory.CALLER,
                    "Setting tuning.method is " + config.tuning().method()
                            + ", but jobs publish adapters; set it to lora, or use `train ppo`, which writes whole models.");
        }
    }

    private static Map<String, Double> metrics(Ppo.Outcome outcome, double seconds) {
        Map<String, Double> metrics = new HashMap<>(outcome.metrics());
        metrics.put("updates", (double) outcome.updates());
        metrics.put("stoppedEarly", outcome.reason().isPresent() ? 1.0 : 0.0);
        metrics.put("runSeconds", seconds);
        return metrics;
    }

    private static List<Event> events(
            TrainingPlan plan,
            Catalog.Policy start,
            CheckpointPublished reward,
            Artifact artifact,
            String tokenizerSha256,
            Map<String, Double> metrics) {
        String checkpointId = CheckpointPublished.idOf(Kind.ADAPTER, artifact);
        Set<String> parents = new LinkedHashSet<>();
        parents.add(start.base().checkpointId());
        parents.add(reward.checkpointId());
        parents.add(start.checkpoint().checkpointId());
        Lineage lineage = new Lineage(
                plan.runId(),
                RECIPE,
                List.copyOf(parents),
                plan.inputs(),
                plan.configuration().seed(),
                Configurations.asMap(plan.configuration()),
                codeVersion(),
                machine(plan.configuration()));
        return List.of(
                new CheckpointPublished(
                        checkpointId,
                        "ppo-" + artifact.sha256().substring(0, 6),
                        Kind.ADAPTER,
                        start.base().checkpointId(),
                        artifact,
                        tokenizerSha256,
                        lineage,
                        metrics,
                        Instant.now()),
                new RunFinished(
                        plan.runId(),
                        RECIPE,
                        checkpointId,
                        metrics,
                        metrics.getOrDefault("runSeconds", 0.0),
                        PeakMemory.megabytes(),
                        Instant.now()));
    }

    /** The version in the jar's manifest; classes that were not packed have none. */
    private static String codeVersion() {
        return Optional.ofNullable(TrainingRun.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    private static String machine(PpoConfig config) {
        return System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " cores, cpu, "
                + config.computeType();
    }
}
