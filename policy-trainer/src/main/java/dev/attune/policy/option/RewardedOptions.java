package dev.attune.policy.option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.PromptFile;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.policy.reward.PromptFields;
import dev.attune.policy.reward.RewardSource;
import dev.attune.text.Omissions;

/** A model, prompts for it, and what its answers are rewarded for: a picocli mixin. */
public final class RewardedOptions {

    @Option(names = "--model", required = true, description = "Folder of the model, or of a PEFT adapter to continue.")
    Path model = Path.of("");

    @Option(names = "--base", description = "Folder of the adapter's base, where its configuration does not say it.")
    private @Nullable Path base;

    @Option(names = "--reward", required = true, description = "Folder of a reward model, or JSON file with a rule.")
    public Path reward = Path.of("");

    @Option(names = "--prompts", required = true, description = "JSON lines with prompt: a text, or messages.")
    Path prompts = Path.of("");

    /**
     * What the options name.
     *
     * @param weights of the base
     * @param prompts that the model can be asked
     * @param promptsLeftOut prompts of the file that it cannot be asked
     * @param rewardModel opens the folder of a reward model, each once
     */
    public record Opened(
            ModelReference policy,
            LanguageModel weights,
            PromptFile prompts,
            int promptsLeftOut,
            RewardFunction reward,
            Function<Path, RewardFunction> rewardModel) {

        /** Under which an adapter's configuration names the base. */
        public String baseName() {
            return policy.baseName();
        }
    }

    /**
     * Reads the prompts, saying which lines are left out, and loads models into {@code models}.
     *
     * @param maxPromptTokens of a prompt that is used
     */
    public Opened open(ModelPool models, int maxPromptTokens, PrintWriter messages) {
        ModelReference policy = ModelReference.of(model, base);
        PromptFile read = PromptFile.read(prompts);
        read.rejected().forEach(messages::println);
        LanguageModel weights = models.base(policy.base());
        Omissions omissions = new Omissions("prompts");
        PromptFile file = read.fitting(weights, maxPromptTokens, omissions);
        omissions.sentences().forEach(messages::println);
        Map<Path, RewardFunction> opened = new HashMap<>();
        Function<Path, RewardFunction> rewardModel =
                directory -> opened.computeIfAbsent(directory, path -> models.reward(path, weights));
        RewardFunction scores = new RewardSource(PromptFields.of(file), rewardModel).open(reward);
        return new Opened(policy, weights, file, omissions.leftOut(), scores, rewardModel);
    }
}
