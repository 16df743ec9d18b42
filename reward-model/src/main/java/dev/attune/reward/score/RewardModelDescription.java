package dev.attune.reward.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.reward.RewardModelConfig;

/**
 * What a reward model's directory says of itself in {@value #FILE}. Holds nothing that differs between two equal runs
 * (no time, no duration), so that equal runs give equal artifacts.
 *
 * @param base the model whose hidden states are scored
 * @param tokenizerSha256 hash of the {@code tokenizer.json} that texts were encoded with
 * @param normalisation of raw scores
 * @param metrics of the evaluation on held-out pairs
 */
public record RewardModelDescription(
        Base base,
        String tokenizerSha256,
        Normalisation normalisation,
        RewardModelConfig configuration,
        SortedMap<String, Double> metrics) {

    public static final String FILE = "reward_model.json";

    public RewardModelDescription {
        Require.present(base, "base");
        Require.text(tokenizerSha256, "tokenizerSha256");
        Require.present(normalisation, "normalisation");
        Require.present(configuration, "configuration");
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(Require.present(metrics, "metrics")));
    }

    /**
     * The base model.
     *
     * @param name for people
     * @param sha256 hash of the directory's manifest (see {@code ArtifactStore}), or of the single file
     * @param checkpointId on the bus, absent when trained without it
     * @param path where the base was when trained without the bus
     */
    public record Base(
            String name,
            String sha256,
            @Nullable String checkpointId,
            @Nullable String path) {
        public Base {
            Require.text(name, "base.name");
            Require.text(sha256, "base.sha256");
        }
    }

    /** Whether the directory holds a whole tuned model rather than an adapter on the base. */
    public boolean isWhole() {
        return configuration.training().tuning().trainsAll();
    }

    /** Writes {@value #FILE} into {@code directory}. */
    public void write(Path directory) throws IOException {
        byte[] json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        Files.write(directory.resolve(FILE), json);
    }

    /**
     * Reads {@value #FILE}.
     *
     * @throws AttuneException {@code no-reward-model} or {@code reward-model-damaged}
     */
    public static RewardModelDescription read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw ErrorCategory.CALLER.error(
                    "no-reward-model",
                    "The directory " + directory + " holds no " + FILE
                            + "; give the folder that `train reward` wrote.");
        }
        try {
            return Json.MAPPER.readValue(Files.readAllBytes(file), RewardModelDescription.class);
        } catch (JsonProcessingException e) {
            throw damaged(file, Json.sentence(e), e);
        } catch (IOException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static AttuneException damaged(Path file, String reason, IOException cause) {
        return ErrorCategory.CALLER.error(
                "reward-model-damaged", "The reward model's " + file + " cannot be read: " + reason + ".", cause);
    }
}
