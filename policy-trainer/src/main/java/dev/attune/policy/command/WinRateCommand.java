package dev.attune.policy.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.PromptFile;
import dev.attune.policy.evaluation.HttpJudge;
import dev.attune.policy.evaluation.Judge;
import dev.attune.policy.evaluation.ModelAnswerer;
import dev.attune.policy.evaluation.RewardModelJudge;
import dev.attune.policy.evaluation.WinRate;
import dev.attune.policy.evaluation.WinRateEvaluation;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.policy.option.ComputeTypeOption;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.text.Omissions;
import dev.attune.worker.command.SettingOptions;

/** {@code evaluate winrate}: two checkpoints compared blindly. */
@Command(
        name = "winrate",
        description = "Compares checkpoint A with checkpoint B blindly, one answer each per prompt.",
        footer = {
            "",
            "Example: evaluate winrate --a policy --b language-model/models/attune-tiny --prompts held-out.jsonl"
                    + " --judge reward --json result.json"
        })
public final class WinRateCommand implements Callable<Integer> {

    @Option(names = "--a", required = true, description = "Folder of a model or a PEFT adapter.")
    Path a = Path.of("");

    @Option(names = "--b", required = true, description = "Folder of its opponent.")
    Path b = Path.of("");

    @Option(names = "--base", description = "Folder of the adapters' base, where their configuration does not say it.")
    private @Nullable Path base;

    @Option(names = "--prompts", required = true, description = "JSON lines with prompt: a text, or messages.")
    Path prompts = Path.of("");

    @Option(names = "--judge", required = true, description = "Folder of a reward model, or URL of an HTTP judge.")
    String judge = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "prompts, maxNewTokens, temperature; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--compute", converter = ComputeTypeOption.class, description = "float32 or bfloat16 (float32).")
    ComputeType compute = ComputeType.FLOAT32;

    @Option(names = "--seed", description = "Seed of prompts, answers and order.")
    private @Nullable Long seed;

    @Option(
            names = "--pairs",
            paramLabel = "DIR",
            description = "Also write pairs.jsonl with all answers and verdicts.")
    private @Nullable Path pairs;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        EvaluationConfig configuration =
                SettingOptions.read(EvaluationConfig.defaults(), null, SettingOptions.with(settings, "seed", seed));
        ModelReference checkpoint = ModelReference.of(a, base);
        ModelReference opponent = ModelReference.of(b, base);
        PromptFile file = PromptFile.read(prompts);
        file.rejected().forEach(results.messages()::println);
        try (ModelPool models = new ModelPool(ModelPool.options(compute))) {
            LanguageModel model = models.base(checkpoint.base());
            Omissions omissions = new Omissions("prompts");
            Adapter own = models.adapter(checkpoint);
            Adapter other = models.adapter(opponent);
            PromptFile usable = file.fitting(model, PromptSet.longestFor(model, List.of(own, other)), omissions);
            omissions.sentences().forEach(results.messages()::println);
            List<List<Message>> fitting = PromptSet.answerable(model, usable.prompts(), List.of(own, other))
                    .prompts();
            WinRate winRate = new WinRateEvaluation(configuration)
                    .run(
                            fitting,
                            new ModelAnswerer(model, own, configuration),
                            new ModelAnswerer(models.base(opponent.base()), other, configuration),
                            judge(models, model));
            if (pairs != null) {
                WinRateEvaluation.write(winRate, pairs);
            }
            results.report(new Result()
                    .put("mean", winRate.winRate().mean())
                    .put("low", winRate.winRate().low())
                    .put("high", winRate.winRate().high())
                    .put("prompts", winRate.pairs().size())
                    .put("promptsLeftOut", omissions.leftOut())
                    .put("judge", winRate.judge())
                    .metrics(winRate.metrics())
                    .timed(began));
        }
        return 0;
    }

    private Judge judge(ModelPool models, LanguageModel model) {
        return judge.matches("https?://\\S+")
                ? new HttpJudge(URI.create(judge), HttpJudge.Retry.defaults())
                : new RewardModelJudge("reward-model:" + judge, models.reward(Path.of(judge), model));
    }
}
