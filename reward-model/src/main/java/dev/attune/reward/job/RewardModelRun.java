package dev.attune.reward.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.settings.Configurations;
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

    /**
     * Trains, or goes on where {@code snapshots} end, evaluates and stores.
     *
     * @return {@code CheckpointPublished} and {@code RunFinished}, to be published with the plan's offsets
     */
    List<Event> perform(
            RunPlan plan,
            CheckpointPublished base,
            List<ReceivedEvent> preferences,
            Progress progress,
            Snapshots snapshots) {
        long began = System.nanoTime();
        RewardModelConfig config = plan.configuration();
        PreferenceState state = new PreferenceState();
        for (ReceivedEvent received : preferences) {
            state.apply((PreferenceEvent) received.event(), received);
        }
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
            return events(plan, base, trained, artifact, (System.nanoTime() - began) / 1e9);
        }
    }

    /** The settings, and the hash of the events that were read: the bus may have compacted them since. */
    static Map<String, Object> configuration(RunPlan plan) {
        Map<String, Object> configuration = new HashMap<>(Configurations.asMap(plan.configuration()));
        plan.snapshot().ifPresent(snapshot -> configuration.put(Lineage.DATA, snapshot.sha256()));
        plan.exclusion().ifPresent(sha256 -> configuration.put(Lineage.EXCLUSIONS, sha256));
        return configuration;
    }

    private static void requireEnough(PreferenceState state, RewardModelConfig config) {
        int decisive = state.pairs().size();
        if (decisive < config.data().minimumPreferences()) {
            throw ErrorCategory.CALLER.error(
                    "too-few-preferences",
                    "There are " + decisive + " decisive preferences but minimumPreferences is "
                            + config.data().minimumPreferences() + "; collect more or lower the setting.");
        }
    }

    private static List<Event> events(
            RunPlan plan, CheckpointPublished base, RewardModel trained, Artifact artifact, double seconds) {
        Map<String, Double> metrics = new HashMap<>(trained.metrics());
        metrics.put("seconds", seconds);
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
        return List.of(
                new CheckpointPublished(
                        checkpointId,
                        "reward-" + artifact.sha256().substring(0, 6),
                        Kind.REWARD_MODEL,
                        base.checkpointId(),
                        artifact,
                        trained.model().tokenizer().sha256(),
                        lineage,
                        metrics,
                        Instant.now()),
                new RunFinished(
                        plan.runId(), RECIPE, checkpointId, metrics, seconds, PeakMemory.megabytes(), Instant.now()));
    }
}
