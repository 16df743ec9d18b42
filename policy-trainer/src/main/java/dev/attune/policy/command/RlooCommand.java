package dev.attune.policy.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.policy.option.PolicyRunOptions;

/** {@code train rloo}: REINFORCE with a leave-one-out baseline, without the bus. */
@Command(
        name = "rloo",
        description = "Tunes a model by comparing each answer with the mean of the others to its prompt (RLOO).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: train rloo --model language-model/models/attune-tiny --reward reward --prompts prompts.jsonl"
                    + " --out policy",
            "         --set updates=40 --set answers=4"
        })
public final class RlooCommand implements Callable<Integer> {

    @Mixin
    PolicyRunOptions options = new PolicyRunOptions();

    @Override
    public Integer call() throws IOException {
        return GrpoCommand.train(options, GroupConfig.rloo());
    }
}
