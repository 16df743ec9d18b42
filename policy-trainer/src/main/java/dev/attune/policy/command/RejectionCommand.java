package dev.attune.policy.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.settings.bestof.RejectionConfig;
import dev.attune.policy.bestof.BestAnswer;
import dev.attune.policy.bestof.BestOfMaths;
import dev.attune.policy.bestof.Mean;
import dev.attune.policy.bestof.RejectionTuning;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.ProgressLines;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;
import dev.attune.policy.option.RewardedOptions;
import dev.attune.policy.option.TuningOptions;
import dev.attune.policy.supervised.TuningFolder;
import dev.attune.worker.command.SettingOptions;

/** {@code train rejection}: best-of-n answers as demonstrations, without the bus. */
@Command(
        name = "rejection",
        description = "Tunes a model on the best of n of its own answers to each prompt (rejection sampling, RAFT).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: train rejection --model language-model/models/attune-tiny --reward rule.json"
                    + " --prompts prompts.jsonl --out tuned",
            "         --set sampling.n=16 --set tuning.epochs=2"
        })
public final class RejectionCommand implements Callable<Integer> {

    @Mixin
    RewardedOptions inputs = new RewardedOptions();

    @Mixin
    TuningOptions options = new TuningOptions();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, such as sampling.n=16; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of the answers and of the tuning.")
    private @Nullable Long seed;

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        RejectionConfig configuration = configuration();
        ResultOptions results = options.results;
        try (ModelPool models = new ModelPool(
                ModelPool.options(configuration.tuning().training().computeType()))) {
            RewardedOptions.Opened opened =
                    inputs.open(models, configuration.sampling().sampling().maxPromptTokens(), results.messages());
            RejectionTuning recipe =
                    new RejectionTuning(configuration, opened.weights(), opened.reward(), results::answered);
            RejectionTuning.Outcome outcome = recipe.run(
                    opened.prompts().prompts(),
                    models.adapter(opened.policy()),
                    options.run().resolve("best.jsonl"),
                    options.resume,
                    new TuningFolder(options.run(), 100, options.resume),
                    new ProgressLines(results.messages(), "rejection"));
            Result result = options.save(opened.weights(), outcome.tuning().tuning(), opened.baseName());
            results.report(numbers(result, configuration.sampling().n(), outcome)
                    .put("promptsLeftOut", opened.promptsLeftOut())
                    .timed(began));
        }
        return 0;
    }

    private static Result numbers(Result result, int n, RejectionTuning.Outcome outcome) {
        Mean reward =
                Mean.of(outcome.best().stream().mapToDouble(BestAnswer::reward).toArray());
        return result.put("n", n)
                .put("bestReward", reward.mean())
                .put("bestRewardError", reward.error())
                .put("bestKlBound", BestOfMaths.klBound(n))
                .put("prompts", outcome.best().size())
                .put("learned", outcome.learned())
                .put("steps", outcome.tuning().steps())
                .put("loss", outcome.tuning().loss())
                .put("demonstrationsLeftOut", outcome.tuning().leftOut())
                .put("demonstrationsCut", outcome.tuning().cut());
    }

    private RejectionConfig configuration() {
        Map<String, String> all = SettingOptions.with(settings, "tuning.tuning.method", options.tune);
        Map<String, String> seeded = SettingOptions.with(all, "sampling.seed", seed);
        return SettingOptions.read(
                RejectionConfig.defaults(), options.config, SettingOptions.with(seeded, "tuning.seed", seed));
    }
}
