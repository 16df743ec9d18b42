package dev.attune.policy.option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.PromptFile;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.metrics.HeldOutMetric;
import dev.attune.policy.reward.PromptFields;
import dev.attune.policy.reward.RewardSource;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.run.HeldOut;
import dev.attune.text.Omissions;
import dev.attune.worker.folder.Retention;

/** How a command's run is watched: a picocli mixin for the recipes that sample from their policy. */
public final class WatchOptions {

    @Option(
            names = "--held-out",
            paramLabel = "FILE",
            description = "Prompts that are answered now and then and never learned from.")
    private @Nullable Path heldOut;

    @Option(
            names = "--gold",
            paramLabel = "REWARD",
            description = "Another reward for these answers; the run stops when it falls while the first rises.")
    private @Nullable Path gold;

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            defaultValue = "5",
            description = "Updates between two such evaluations (default ${DEFAULT-VALUE}).")
    int every = 5;

    /** The last two states, and with a gold reward the one that it likes best. */
    public Retention retention() {
        Retention last = Retention.last(2);
        return gold == null ? last : last.andBest(HeldOutMetric.GOLD.title(), Retention.Better.HIGHER);
    }

    /**
     * The held-out prompts, if any were given.
     *
     * @param reward that the run learns from, as its command names it
     * @param rewardModel opens the directory of a reward model; asked once for each
     * @throws AttuneException {@code gold-without-prompts}
     */
    public Optional<HeldOut> open(
            LanguageModel model,
            Path reward,
            Function<Path, RewardFunction> rewardModel,
            AnswerSettings answers,
            long seed,
            PrintWriter messages) {
        if (heldOut == null) {
            if (gold != null) {
                throw ErrorCategory.CALLER.error(
                        "gold-without-prompts",
                        "Option --gold scores answers to held-out prompts; give them by --held-out FILE.");
            }
            return Optional.empty();
        }
        PromptFile read = PromptFile.read(heldOut);
        read.rejected().forEach(messages::println);
        Omissions omissions = new Omissions("held-out prompts");
        PromptFile file = read.fitting(model, answers.maxPromptTokens(), omissions);
        omissions.sentences().forEach(messages::println);
        RewardSource source = new RewardSource(PromptFields.of(file), rewardModel);
        return Optional.of(new HeldOut(
                PromptSet.of(model, file.prompts(), answers.maxPromptTokens()),
                source.open(reward),
                Optional.ofNullable(gold).map(source::open),
                SamplingSettings.sampling(answers.temperature(), answers.maxNewTokens()),
                every,
                seed));
    }
}
