package dev.attune.lab.pair;

import picocli.CommandLine.Command;

/** {@code tasks}: what belongs to tasks as they are served. */
@Command(
        name = "tasks",
        description = "Tasks as they are served.",
        subcommands = {CheckTaskCommand.class, MakeTaskCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class TasksCommand {}
