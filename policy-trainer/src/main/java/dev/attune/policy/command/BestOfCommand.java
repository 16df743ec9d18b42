package dev.attune.policy.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.bestof.BestOfConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.policy.bestof.BestAnswer;
import dev.attune.policy.bestof.BestAnswers;
import dev.attune.policy.bestof.BestOfMaths;
import dev.attune.policy.bestof.BestOfN;
import dev.attune.policy.bestof.Mean;
import dev.attune.policy.bestof.PolicyKl;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;
import dev.attune.policy.option.RewardedOptions;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.worker.command.SettingOptions;

/** {@code evaluate best-of}: the reward that the best of n samples reaches, at which KL; with n = 1, a policy's own. */
@Command(
        name = "best-of",
        description = "Samples n answers to each prompt; the best one's reward beside its KL bound ln n - (n - 1) / n.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: evaluate best-of --model language-model/models/attune-tiny --reward rule.json"
                    + " --prompts held-out.jsonl --n 64 --answers best.jsonl",
            "A policy of its own: evaluate best-of --model policy --reward rule.json --prompts held-out.jsonl --n 1"
        })
public final class BestOfCommand implements Callable<Integer> {

    @Mixin
    RewardedOptions inputs = new RewardedOptions();

    @Option(names = "--n", description = "Answers to each prompt (default 64).")
    private @Nullable Integer n;

    @Option(names = "--limit", description = "Look at so many prompts only, the first of the file.")
    int limit = Integer.MAX_VALUE;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "maxNewTokens, maxPromptTokens, temperature, computeType; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of every answer.")
    private @Nullable Long seed;

    @Option(names = "--answers", paramLabel = "FILE", description = "Write the best answers as JSON lines.")
    private @Nullable Path answers;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        long began = System.nanoTime();
        BestOfConfig configuration = SettingOptions.read(
                BestOfConfig.defaults(),
                null,
                SettingOptions.with(SettingOptions.with(settings, "n", n), "seed", seed));
        try (ModelPool models = new ModelPool(ModelPool.options(configuration.computeType()))) {
            RewardedOptions.Opened opened =
                    inputs.open(models, configuration.sampling().maxPromptTokens(), results.messages());
            PromptSet prompts = PromptSet.of(
                    opened.weights(),
                    opened.prompts().prompts().stream().limit(limit).toList(),
                    configuration.sampling().maxPromptTokens());
            Adapter adapter = models.adapter(opened.policy());
            List<Optional<BestAnswer>> drawn = new BestOfN(configuration, opened.weights(), adapter, opened.reward())
                    .draw(prompts, results::answered);
            List<BestAnswer> best = drawn.stream().flatMap(Optional::stream).toList();
            requireScored(best);
            if (answers != null) {
                BestAnswers.write(best, answers);
            }
            Result result = result(configuration, drawn.size(), best);
            if (opened.policy().adapter().isPresent()) {
                Mean kl = Mean.of(PolicyKl.of(opened.weights(), adapter, prompts, configuration));
                result.put("kl", kl.mean()).put("klError", kl.error());
            }
            results.report(result.put("promptsLeftOut", opened.promptsLeftOut() + prompts.leftOut())
                    .timed(began));
        }
        return 0;
    }

    private static Result result(BestOfConfig configuration, int prompts, List<BestAnswer> best) {
        Mean reward = Mean.of(best.stream().mapToDouble(BestAnswer::reward).toArray());
        int scored = best.stream().mapToInt(answer -> answer.rewards().length).sum();
        return new Result()
                .put("n", configuration.n())
                .put("reward", reward.mean())
                .put("low", reward.low())
                .put("high", reward.high())
                .put("klBound", BestOfMaths.klBound(configuration.n()))
                .put("prompts", best.size())
                .put("promptsUnscored", prompts - best.size())
                .put("answersUnscored", (long) prompts * configuration.n() - scored)
                .put("curve", curve(configuration.n(), best));
    }

    /** Reward against KL bound for 1, 2, 4, ... and n answers, estimated from the same samples. */
    private static List<Map<String, Object>> curve(int n, List<BestAnswer> best) {
        List<Map<String, Object>> curve = new ArrayList<>();
        for (int k = 1; k <= n; k = k < n ? Math.min(n, 2 * k) : n + 1) {
            int some = k;
            Mean reward = Mean.of(best.stream()
                    .mapToDouble(answer ->
                            BestOfMaths.expectedBest(answer.rewards(), Math.min(some, answer.rewards().length)))
                    .toArray());
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("n", k);
            point.put("klBound", BestOfMaths.klBound(k));
            point.put("reward", reward.mean());
            point.put("error", reward.error());
            curve.add(point);
        }
        return curve;
    }

    private static void requireScored(List<BestAnswer> best) {
        if (best.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "nothing-scored",
                    "The reward could score no answer to any prompt; check the reward and its prompts' fields.");
        }
    }
}
