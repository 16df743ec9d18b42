package dev.attune.policy.command;

import java.io.IOException;
import java.util.Optional;

import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.policy.group.GroupState;
import dev.attune.policy.group.GroupTuning;
import dev.attune.policy.model.AdapterPolicy;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.PolicyRunOptions;
import dev.attune.policy.option.RewardedOptions;
import dev.attune.policy.run.HeldOut;
import dev.attune.policy.run.Outcome;
import dev.attune.worker.folder.RunFolder;

/** A group method without the bus, as its commands run it. */
final class GroupRun {

    private GroupRun() {}

    /** @param recipe its name, in messages */
    static void of(PolicyRunOptions options, String recipe, GroupConfig defaults) throws IOException {
        long began = System.nanoTime();
        GroupConfig configuration = options.configuration(defaults);
        AdapterPolicy.requireLora(configuration.policy().tuning(), "a group method");
        RunFolder<GroupState> folder = options.folder(GroupState.class);
        try (ModelPool models =
                new ModelPool(ModelPool.options(configuration.policy().computeType()))) {
            RewardedOptions.Opened opened = options.inputs.open(models, options.messages());
            Optional<HeldOut> heldOut = options.watch.open(
                    opened.weights(),
                    options.inputs.reward,
                    opened.rewardModel(),
                    SamplingSettings.sampling(
                            configuration.sampling().temperature(),
                            configuration.sampling().maxNewTokens()),
                    configuration.sampling().maxPromptTokens(),
                    configuration.policy().seed(),
                    options.messages());
            GroupTuning tuning = new GroupTuning(
                    configuration, opened.weights(), opened.policy().adapter(), opened.baseName(), heldOut);
            Outcome outcome = tuning.run(
                    opened.prompts().prompts(), opened.reward(), folder, options.progress(recipe), () -> false);
            options.finish(outcome, folder, began);
        }
    }
}
