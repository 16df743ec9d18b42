package dev.attune.policy.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.policy.direct.OnlineDpo;
import dev.attune.policy.direct.OnlineDpoState;
import dev.attune.policy.model.AdapterPolicy;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.PolicyRunOptions;
import dev.attune.policy.option.RewardedOptions;
import dev.attune.policy.run.HeldOut;
import dev.attune.policy.run.Outcome;
import dev.attune.worker.folder.RunFolder;

/** {@code train online-dpo}: DPO on the policy's own answers, without the bus. */
@Command(
        name = "online-dpo",
        description =
                "Tunes a model by DPO on pairs of its own answers, of which a reward picks the better (online DPO).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: train online-dpo --model language-model/models/attune-tiny --reward reward --prompts prompts.jsonl"
                    + " --out policy",
            "         --set beta=0.1 --set updates=40"
        })
public final class OnlineDpoCommand implements Callable<Integer> {

    @Mixin
    PolicyRunOptions options = new PolicyRunOptions();

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        OnlineDpoConfig configuration = options.configuration(OnlineDpoConfig.defaults());
        AdapterPolicy.requireLora(configuration.training().tuning(), "online DPO");
        RunFolder<OnlineDpoState> folder = options.folder(OnlineDpoState.class);
        try (ModelPool models =
                new ModelPool(ModelPool.options(configuration.training().computeType()))) {
            RewardedOptions.Opened opened = options.inputs.open(models, options.messages());
            Optional<HeldOut> heldOut = options.watch.open(
                    opened.weights(),
                    options.inputs.reward,
                    opened.rewardModel(),
                    SamplingSettings.sampling(1, configuration.answers().maxNewTokens()),
                    configuration.answers().maxPromptTokens(),
                    configuration.training().seed(),
                    options.messages());
            OnlineDpo recipe = new OnlineDpo(
                    configuration, opened.weights(), opened.policy().adapter(), opened.baseName(), heldOut);
            Outcome outcome = recipe.run(
                    opened.prompts().prompts(), opened.reward(), folder, options.progress("online-dpo"), () -> false);
            options.finish(outcome, folder, began);
        }
        return 0;
    }
}
