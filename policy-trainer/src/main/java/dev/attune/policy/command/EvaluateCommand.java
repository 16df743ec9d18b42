package dev.attune.policy.command;

import picocli.CommandLine.Command;

/** {@code evaluate}: checkpoints on held-out data. */
@Command(
        name = "evaluate",
        description = "Evaluates a checkpoint without the bus.",
        subcommands = {WinRateCommand.class, GatesCommand.class, BestOfCommand.class},
        synopsisSubcommandLabel = "WHAT")
public final class EvaluateCommand {}
