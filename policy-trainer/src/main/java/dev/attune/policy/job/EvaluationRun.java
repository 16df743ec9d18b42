package dev.attune.policy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.part.Split;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.policy.evaluation.HttpJudge;
import dev.attune.policy.evaluation.Judge;
import dev.attune.policy.evaluation.ModelAnswerer;
import dev.attune.policy.evaluation.RewardModelJudge;
import dev.attune.policy.evaluation.WinRate;
import dev.attune.policy.evaluation.WinRateEvaluation;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.worker.folder.ArtifactFolder;
import dev.attune.worker.process.PeakMemory;

/**
 * One blind comparison: from two checkpoints and frozen held-out prompts to stored pairs and the events that say so.
 *
 * @param outside judge, or none: the plan's reward model judges
 */
record EvaluationRun(ArtifactStore artifacts, Optional<URI> outside, LoadOptions options) {

    static final String RECIPE = "win-rate";

    /** Compares and stores; gives {@code WinRateMeasured} and {@code RunFinished}. */
    List<Event> perform(EvaluationPlan plan, Catalog catalog, List<ReceivedEvent> promptEvents) {
        long began = System.nanoTime();
        ModelReference checkpoint = catalog.policy(plan.checkpointId()).fetch(artifacts);
        ModelReference opponent = catalog.policy(plan.opponentCheckpointId()).fetch(artifacts);
        List<List<Message>> heldOut = PromptState.of(
                        promptEvents, TrainingRun.projectOf(catalog.byId(plan.checkpointId())))
                .of(Split.HELD_OUT);
        try (ModelPool models = new ModelPool(options)) {
            LanguageModel base = models.base(checkpoint.base());
            Adapter own = models.adapter(checkpoint);
            Adapter other = models.adapter(opponent);
            WinRate result = new WinRateEvaluation(plan.configuration())
                    .run(
                            PromptSet.answerable(base, heldOut, List.of(own, other))
                                    .prompts(),
                            new ModelAnswerer(base, own, plan.configuration()),
                            new ModelAnswerer(models.base(opponent.base()), other, plan.configuration()),
                            judge(models, base, plan, catalog));
            Artifact samples = ArtifactFolder.publish(artifacts, directory -> write(result, directory));
            return events(plan, result, samples, (System.nanoTime() - began) / 1e9);
        }
    }

    private Judge judge(ModelPool models, LanguageModel base, EvaluationPlan plan, Catalog catalog) {
        if (outside.isPresent()) {
            return new HttpJudge(outside.get(), HttpJudge.Retry.defaults());
        }
        CheckpointPublished reward = catalog.byId(plan.rewardCheckpointId()
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "no-judge",
                        "There is neither a reward model to judge checkpoint " + plan.checkpointId()
                                + " nor an outside judge; set ATTUNE_EVALUATION_JUDGE.")));
        Path directory = artifacts.fetch(reward.artifact());
        return new RewardModelJudge("reward-model:" + reward.checkpointId(), models.reward(directory, base));
    }

    private static void write(WinRate result, Path directory) {
        try {
            WinRateEvaluation.write(result, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The compared answers could not be written: " + e.getMessage(), e);
        }
    }

    private static List<Event> events(EvaluationPlan plan, WinRate result, Artifact samples, double seconds) {
        Map<String, Double> metrics = new HashMap<>(result.metrics());
        metrics.put("winRate", result.winRate().mean());
        metrics.put("seconds", seconds);
        return List.of(
                new WinRateMeasured(
                        plan.runId(),
                        plan.checkpointId(),
                        plan.opponentCheckpointId(),
                        result.judge(),
                        result.pairs().size(),
                        result.winRate(),
                        metrics,
                        samples,
                        Instant.now()),
                new RunFinished(
                        plan.runId(),
                        RECIPE,
                        plan.checkpointId(),
                        metrics,
                        seconds,
                        PeakMemory.megabytes(),
                        Instant.now()));
    }
}
