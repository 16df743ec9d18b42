package dev.attune.lab.command;

import picocli.CommandLine.Command;

/** {@code evaluate}: models on tasks. */
@Command(
        name = "evaluate",
        description = "Evaluates a model on a task.",
        subcommands = {ClassifyCommand.class, EvaluateTasksCommand.class, ReliabilityCommand.class},
        synopsisSubcommandLabel = "WHAT")
public final class EvaluateCommand {}
