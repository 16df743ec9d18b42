package dev.attune.policy.command;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.policy.group.GroupState;
import dev.attune.policy.group.GroupTuning;
import dev.attune.policy.model.AdapterPolicy;
import dev.attune.policy.option.PolicyRunOptions;

/** {@code train grpo} and {@code train rloo}, which differ in their defaults. */
abstract class GroupCommand implements Callable<Integer> {

    @Mixin
    PolicyRunOptions options = new PolicyRunOptions();

    final int train(GroupConfig defaults) throws IOException {
        GroupConfig configuration = options.configuration(defaults);
        AdapterPolicy.requireAdapter(configuration.policy().tuning(), "a group method");
        return options.train(new PolicyRunOptions.Training<>(
                configuration.policy().computeType(),
                configuration.sampling(),
                configuration.policy().seed(),
                GroupState.class,
                (opened, heldOut, folder, progress) -> new GroupTuning(
                                configuration, opened.weights(), opened.policy().adapter(), opened.baseName(), heldOut)
                        .run(opened.prompts().prompts(), opened.reward(), folder, progress, () -> false)));
    }

    /** {@code train grpo}: GRPO, Dr. GRPO and DAPO without the bus. */
    @Command(
            name = "grpo",
            description = "Tunes a model by comparing several answers to each prompt with each other (GRPO).",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example: train grpo --model language-model/models/attune-tiny --reward rule.json --prompts prompts.jsonl"
                        + " --out policy",
                "         --variant dapo --set updates=40 --set answers=16"
            })
    static final class Grpo extends GroupCommand {

        @Option(
                names = "--variant",
                defaultValue = "grpo",
                description = "Whose defaults hold: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
        Variant variant = Variant.GRPO;

        /** A paper's settings. */
        enum Variant {
            GRPO(GroupConfig.grpo()),
            DR_GRPO(GroupConfig.drGrpo()),
            DAPO(GroupConfig.dapo());

            private final GroupConfig defaults;

            Variant(GroupConfig defaults) {
                this.defaults = defaults;
            }

            /** As it is spelled on the command line. */
            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        @Override
        public Integer call() throws IOException {
            return train(variant.defaults);
        }
    }

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
    static final class Rloo extends GroupCommand {

        @Override
        public Integer call() throws IOException {
            return train(GroupConfig.rloo());
        }
    }
}
