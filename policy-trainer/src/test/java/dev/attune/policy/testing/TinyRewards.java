package dev.attune.policy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.transformer.ScalarHead;
import dev.attune.reward.score.Normalisation;
import dev.attune.reward.score.RewardModelDescription;
import dev.attune.reward.score.RewardModelDescription.Base;
import dev.attune.reward.score.RewardScorer;

/** Reward models with a random head on a tiny base: they like something, whatever it is. */
public final class TinyRewards {

    private TinyRewards() {}

    /** Writes a reward model for the base in {@code base}. */
    public static Path save(Path directory, Path base, long seed) {
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32())) {
            Files.createDirectories(directory);
            LoraAdapter adapter =
                    LoraAdapter.create(model.manager(), model.transformer(), LoraConfig.allLinear(2, 4), seed);
            PeftDirectory.save(adapter, model.transformer(), directory, "tiny");
            ScalarHead.random(model.manager(), model.config().hiddenSize(), seed)
                    .save(directory, Map.of());
            new RewardModelDescription(
                            new Base("tiny", RewardScorer.hashOf(base), null, base.toString()),
                            model.tokenizer().sha256(),
                            new Normalisation(0, 1),
                            RewardModelConfig.defaults(),
                            new TreeMap<>())
                    .write(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
