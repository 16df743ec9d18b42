package dev.attune.policy.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.policy.direct.OnlineDpo;
import dev.attune.policy.direct.OnlineDpoState;
import dev.attune.policy.model.AdapterPolicy;
import dev.attune.policy.option.PolicyRunOptions;

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
        OnlineDpoConfig configuration = options.configuration(OnlineDpoConfig.defaults());
        AdapterPolicy.requireAdapter(configuration.training().tuning(), "online DPO");
        return options.train(new PolicyRunOptions.Training<>(
                configuration.training().computeType(),
                new AnswerSettings(
                        configuration.answers().maxPromptTokens(),
                        configuration.answers().maxNewTokens(),
                        1),
                configuration.training().seed(),
                OnlineDpoState.class,
                (opened, heldOut, folder, progress) -> new OnlineDpo(
                                configuration, opened.weights(), opened.policy().adapter(), opened.baseName(), heldOut)
                        .run(opened.prompts().prompts(), opened.reward(), folder, progress, () -> false)));
    }
}
