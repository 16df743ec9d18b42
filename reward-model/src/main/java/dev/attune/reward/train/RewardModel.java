package dev.attune.reward.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.encode.GroupEncoder.Encoded;
import dev.attune.reward.evaluation.RewardEvaluation;
import dev.attune.reward.score.HeadEnsemble;
import dev.attune.reward.score.Normalisation;
import dev.attune.reward.score.RewardModelDescription;

/**
 * A trained reward model that is still in memory.
 *
 * @param memory owner of adapter and head, closed with this
 */
public record RewardModel(
        LanguageModel model,
        NDManager memory,
        Parts parts,
        RewardModelConfig configuration,
        Normalisation normalisation,
        RewardEvaluation evaluation,
        Counts counts)
        implements AutoCloseable {

    /**
     * What was trained.
     *
     * @param adapter {@link Adapter#NONE} for full tuning
     * @param tieParameter Davidson's, 0 when ties were not learned from
     */
    public record Parts(Adapter adapter, HeadEnsemble heads, double tieParameter) {}

    /**
     * How many comparisons went where.
     *
     * @param trainingPairs comparisons that were learned from, ties included where they are
     * @param heldOutPairs decided comparisons of the evaluation
     * @param leftOut comparisons of either part that were too long
     * @param ties in both parts, learned from or not
     * @param bothBad comparisons of two bad answers in both parts, which are never learned from
     */
    public record Counts(int trainingPairs, int heldOutPairs, int leftOut, int ties, int bothBad) {

        static Counts of(PromptSplit data, Encoded training, Encoded heldOut) {
            return new Counts(
                    training.comparisons(),
                    heldOut.decided(),
                    training.leftOut() + heldOut.leftOut(),
                    data.count(Outcome.TIE),
                    data.count(Outcome.BOTH_BAD));
        }
    }

    /**
     * Writes everything that {@link dev.attune.reward.score.RewardScorer} loads. Equal runs write equal bytes.
     *
     * @param base what the model was loaded from
     * @throws AttuneException {@code artifact-not-written}
     */
    public void save(Path directory, RewardModelDescription.Base base) {
        try {
            Files.createDirectories(directory);
            switch (parts.adapter()) {
                case TunedAdapter tuned -> PeftDirectory.save(tuned, model.transformer(), directory, base.name());
                default -> model.save(directory);
            }
            parts.heads().save(directory);
            new RewardModelDescription(base, model.tokenizer().sha256(), normalisation, configuration, metrics())
                    .write(directory);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "artifact-not-written",
                    "The reward model could not be written to " + directory + ": " + e.getMessage()
                            + "; check the disk's space and permissions.",
                    e);
        }
    }

    /** The evaluation's figures by the names that checkpoints and JSON results use. */
    public SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("accuracy", evaluation.accuracy().mean());
        metrics.put("accuracyLow", evaluation.accuracy().low());
        metrics.put("accuracyHigh", evaluation.accuracy().high());
        metrics.put("longerWins", evaluation.longerWins());
        metrics.put("loss", evaluation.loss());
        metrics.put("pairs", (double) counts.trainingPairs());
        metrics.put("heldOutPairs", (double) counts.heldOutPairs());
        metrics.put("leftOutPairs", (double) counts.leftOut());
        metrics.put("ties", (double) counts.ties());
        metrics.put("bothBadPairs", (double) counts.bothBad());
        metrics.put("tieParameter", parts.tieParameter());
        metrics.put("calibrationError", evaluation.calibration().error());
        evaluation.length().accuracy().ifPresent(value -> metrics.put("lengthControlledAccuracy", value));
        return metrics;
    }

    @Override
    public void close() {
        memory.close();
    }
}
