package dev.attune.reward.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.torch.Dtype;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.score.RewardModelDescription.Base;
import dev.attune.reward.train.Progress;
import dev.attune.reward.train.RewardModel;
import dev.attune.reward.train.RewardModelling;
import dev.attune.reward.train.Snapshots;
import dev.attune.worker.folder.ArtifactFolder;
import dev.attune.worker.process.CodeVersion;
import dev.attune.worker.process.Machine;
import dev.attune.worker.process.PeakMemory;

/** One run: from frozen preferences and a base to a stored artifact and the events that say so. */
record RewardModelRun(ArtifactStore artifacts) {

    static final String RECIPE = "reward";

    /** Metric of a run that was to compare: 0 where no pair is one of which neither reward model has learned. */
    private static final String COMPARED = "comparedPairs";

    /**
     * The reward model before.
     *
     * @param files where its artifact lies
     * @param base where its base lies
     */
    record Previous(CheckpointPublished checkpoint, Path files, Path base) {}

    /**
     * Trains, or goes on where {@code snapshots} end, evaluates and stores.
     *
     * @param previous the reward model that the new one is compared with
     * @return {@code CheckpointPublished}, {@code RewardModelsCompared} where both can be compared, and {@code RunFinished}, to be
     *     published with the plan's offsets
     */
    List<Event> perform(
            RunPlan plan,
            CheckpointPublished base,
            Optional<Previous> previous,
            List<ReceivedEvent> preferences,
            Progress progress,
            Snapshots snapshots) {
        long began = System.nanoTime();
        RewardModelConfig config = plan.configuration();
        PreferenceState state =
                PreferenceState.of(preferences, plan.project(), config.data().whose());
        requireEnough(state, config);
        PromptSplit pairs = PromptSplit.of(
                state.comparisons(),
                config.data().heldOutShare(),
                config.training().seed());
        Dtype compute = Dtype.valueOf(config.training().computeType().name());
        Path directory = artifacts.fetch(base.artifact());
        try (LanguageModel model = LanguageModel.load(directory, new LoadOptions(compute));
                RewardModel trained = RewardModelling.train(model, pairs, config, progress, snapshots)) {
            Base named = new Base(base.name(), base.artifact().sha256(), base.checkpointId(), null);
            Artifact artifact = ArtifactFolder.publish(artifacts, folder -> trained.save(folder, named));
            Optional<RewardComparison> comparison = previous.map(before ->
                    RewardComparison.of(state.comparisons(), artifacts.fetch(artifact), before, model, directory));
            return events(
                    plan,
                    base,
                    trained,
                    artifact,
                    comparison,
                    metrics(trained, state, config, (System.nanoTime() - began) / 1e9));
        }
    }

    /** The settings, and the hash of the events that were read: the bus may have compacted them since. */
    static Map<String, Object> configuration(RunPlan plan) {
        Map<String, Object> configuration = new HashMap<>(Configurations.asMap(plan.configuration()));
        plan.project().ifPresent(project -> configuration.put(Lineage.PROJECT, project));
        plan.snapshot().ifPresent(snapshot -> configuration.put(Lineage.DATA, snapshot.sha256()));
        plan.exclusion().ifPresent(sha256 -> configuration.put(Lineage.EXCLUSIONS, sha256));
        return configuration;
    }

    private static void requireEnough(PreferenceState state, RewardModelConfig config) {
        int decisive = state.pairs().size();
        if (decisive < config.data().minimumPreferences()) {
            throw ErrorCategory.CALLER.error(
                    "too-few-preferences",
                    "There are " + decisive + " decisive preferences" + ofTheHalf(config, state)
                            + " but minimumPreferences is "
                            + config.data().minimumPreferences() + "; collect more or lower the setting.");
        }
    }

    private static String ofTheHalf(RewardModelConfig config, PreferenceState state) {
        Portion portion = config.data().whose();
        return portion == Portion.ALL
                ? ""
                : " of the " + portion.text() + " half (" + state.leftOut() + " comparisons do not belong to it)";
    }

    /** With what of the preferences was learned from, where that is not all. */
    private static Map<String, Double> metrics(
            RewardModel trained, PreferenceState state, RewardModelConfig config, double seconds) {
        Map<String, Double> metrics = new HashMap<>(trained.metrics());
        metrics.put("seconds", seconds);
        if (config.data().whose() != Portion.ALL) {
            metrics.put("portionComparisons", (double) state.comparisons().size());
            metrics.put("portionLeftOut", (double) state.leftOut());
        }
        return metrics;
    }

    private static List<Event> events(
            RunPlan plan,
            CheckpointPublished base,
            RewardModel trained,
            Artifact artifact,
            Optional<RewardComparison> comparison,
            Map<String, Double> metrics) {
        comparison.ifPresent(compared -> metrics.put(COMPARED, (double) compared.pairs()));
        String checkpointId = CheckpointPublished.idOf(Kind.REWARD_MODEL, artifact);
        Lineage lineage = new Lineage(
                plan.runId(),
                RECIPE,
                List.of(base.checkpointId()),
                plan.inputs(),
                plan.configuration().training().seed(),
                configuration(plan),
                CodeVersion.of(RewardModelRun.class),
                Machine.line(plan.configuration().training().computeType().text()));
        List<Event> events = new ArrayList<>();
        events.add(new CheckpointPublished(
                checkpointId,
                "reward-" + artifact.sha256().substring(0, 6),
                Kind.REWARD_MODEL,
                base.checkpointId(),
                artifact,
                trained.model().tokenizer().sha256(),
                lineage,
                metrics,
                Instant.now()));
        comparison
                .filter(compared -> compared.pairs() > 0)
                .ifPresent(compared -> events.add(compared.event(plan, checkpointId, Instant.now())));
        events.add(new RunFinished(
                plan.runId(),
                RECIPE,
                checkpointId,
                metrics,
                metrics.getOrDefault("seconds", 0.0),
                PeakMemory.megabytes(),
                Instant.now()));
        return List.copyOf(events);
    }
}
