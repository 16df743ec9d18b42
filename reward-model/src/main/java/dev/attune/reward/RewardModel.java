package dev.attune.reward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.job.RewardModelConfig;
import dev.attune.lm.Adapter;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.ScalarHead;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.PeftDirectory;
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
        Adapter adapter,
        ScalarHead head,
        RewardModelConfig configuration,
        Normalisation normalisation,
        RewardEvaluation evaluation,
        Counts counts)
        implements AutoCloseable {

    /**
     * How many pairs went where.
     *
     * @param leftOut pairs of either part that were too long
     */
    public record Counts(int trainingPairs, int heldOutPairs, int leftOut) {}

    /**
     * Writes everything that {@link dev.attune.reward.score.RewardScorer} loads. Equal runs write equal bytes.
     *
     * @param base what the model was loaded from
     * @throws AttuneException {@code artifact-not-written}
     */
    public void save(Path directory, RewardModelDescription.Base base) {
        try {
            Files.createDirectories(directory);
            switch (adapter) {
                case LoraAdapter lora -> PeftDirectory.save(lora, directory, base.name());
                default -> model.save(directory);
            }
            head.save(directory, Map.of());
            new RewardModelDescription(base, model.tokenizer().sha256(), normalisation, configuration, metrics())
                    .write(directory);
        } catch (IOException e) {
            throw new AttuneException(
                    "artifact-not-written",
                    ErrorCategory.RESOURCES,
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
        return metrics;
    }

    @Override
    public void close() {
        memory.close();
    }
}
