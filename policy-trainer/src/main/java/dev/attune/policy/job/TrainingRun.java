package dev.attune.policy.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.settings.Configurations;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.worker.folder.ArtifactFolder;
import dev.attune.worker.process.CodeVersion;
import dev.attune.worker.process.Machine;
import dev.attune.worker.process.PeakMemory;
import dev.attune.worker.run.Attempt;

/** One run: from a policy and what its recipe needs to a stored adapter and the events that say so. */
record TrainingRun(ArtifactStore artifacts, Recipe.Steps steps, Attempt attempt) {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
    private static final String DATA = "data.jsonl";

    /** The project whose prompts a checkpoint was trained on, where it was one project's. */
    static Optional<String> projectOf(CheckpointPublished checkpoint) {
        return checkpoint.lineage().kept(Lineage.PROJECT);
    }

    /**
     * Trains, or goes on where {@code folder} ends, and stores.
     *
     * @return {@code CheckpointPublished} and {@code RunFinished}, to be published with the plan's offsets; empty when the
     *     worker has to stop
     * @throws dev.attune.worker.run.RunStoppedException for the same
     */
    Optional<List<Event>> perform(TrainingPlan plan, Catalog catalog, List<ReceivedEvent> promptEvents, Path folder) {
        long began = System.nanoTime();
        Recipe.Chosen<?> recipe = plan.recipe().requireAdapter();
        Catalog.Policy start = catalog.policy(plan.policyCheckpointId());
        ModelReference policy = start.fetch(artifacts);
        Optional<Path> reward = plan.rewardCheckpointId()
                .map(id -> artifacts.fetch(catalog.byId(id).artifact()));
        try (ModelPool models = new ModelPool(ModelPool.options(recipe.common().computeType()))) {
            LanguageModel model = models.base(policy.base());
            Recipe.Ingredients ingredients = new Recipe.Ingredients(
                    model,
                    start.base().checkpointId(),
                    policy,
                    reward,
                    () -> models.reward(reward.orElseThrow(), model),
                    PromptState.of(promptEvents, plan.project()).of(Split.TRAIN),
                    data(plan, folder),
                    folder,
                    steps,
                    attempt);
            return recipe.make(ingredients).map(made -> {
                made.reason().ifPresent(reason -> LOG.info("Run {} ended early: {}", plan.runId(), reason));
                Artifact artifact = ArtifactFolder.publish(artifacts, made.files());
                Map<String, Double> metrics = new HashMap<>(made.metrics());
                metrics.put("runSeconds", (System.nanoTime() - began) / 1e9);
                return events(plan, start, artifact, model.tokenizer().sha256(), metrics, made.reason());
            });
        }
    }

    private Optional<Path> data(TrainingPlan plan, Path folder) {
        return plan.data()
                .map(data -> artifacts.fetch(data).resolve(DATA))
                .or(() -> plan.demonstrations().map(kept -> GivenDemonstrations.write(kept, artifacts, folder)));
    }

    private static List<Event> events(
            TrainingPlan plan,
            Catalog.Policy start,
            Artifact artifact,
            String tokenizerSha256,
            Map<String, Double> metrics,
            Optional<String> stopReason) {
        String recipe = plan.recipe().name();
        String checkpointId = CheckpointPublished.idOf(Kind.ADAPTER, artifact);
        Set<String> parents = new LinkedHashSet<>();
        parents.add(start.base().checkpointId());
        plan.rewardCheckpointId().ifPresent(parents::add);
        parents.add(start.checkpoint().checkpointId());
        Lineage lineage = new Lineage(
                plan.runId(),
                recipe,
                List.copyOf(parents),
                plan.inputs(),
                plan.recipe().common().seed(),
                configuration(plan),
                CodeVersion.of(TrainingRun.class),
                Machine.line(plan.recipe().common().computeType().text()));
        return List.of(
                new CheckpointPublished(
                        checkpointId,
                        recipe + "-" + artifact.sha256().substring(0, 6),
                        Kind.ADAPTER,
                        start.base().checkpointId(),
                        artifact,
                        tokenizerSha256,
                        lineage,
                        metrics,
                        Instant.now()),
                new RunFinished(
                        plan.runId(),
                        recipe,
                        checkpointId,
                        metrics,
                        metrics.getOrDefault("runSeconds", 0.0),
                        PeakMemory.megabytes(),
                        Instant.now(),
                        stopReason.orElse(null)));
    }

    /** The settings, and the hashes of what was kept for the run. */
    static Map<String, Object> configuration(TrainingPlan plan) {
        Map<String, Object> configuration =
                new HashMap<>(Configurations.asMap(plan.recipe().configuration()));
        plan.project().ifPresent(project -> configuration.put(Lineage.PROJECT, project));
        plan.data().or(plan::demonstrations).ifPresent(data -> configuration.put(Lineage.DATA, data.sha256()));
        plan.prompts().ifPresent(prompts -> configuration.put(Lineage.PROMPTS, prompts.sha256()));
        return configuration;
    }
}
