package dev.attune.lab.command;

import picocli.CommandLine.Command;

/** {@code data}: what is tuned on. */
@Command(
        name = "data",
        description = "Makes data to tune on.",
        subcommands = {MixCommand.class},
        synopsisSubcommandLabel = "WHAT")
public final class DataCommand {}
