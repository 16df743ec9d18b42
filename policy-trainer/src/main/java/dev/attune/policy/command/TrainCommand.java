package dev.attune.policy.command;

import picocli.CommandLine.Command;

/** {@code train}: recipes without the bus. */
@Command(
        name = "train",
        description = "Tunes a model without the bus.",
        subcommands = {
            PpoCommand.class,
            GroupCommand.Grpo.class,
            GroupCommand.Rloo.class,
            RejectionCommand.class,
            SupervisedTuningCommand.class,
            PreferenceTuningCommand.Dpo.class,
            PreferenceTuningCommand.Kto.class,
            PreferenceTuningCommand.Orpo.class,
            OnlineDpoCommand.class
        },
        synopsisSubcommandLabel = "RECIPE")
public final class TrainCommand {}
