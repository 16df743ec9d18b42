package dev.attune.lab.command;

import picocli.CommandLine.Command;

/** {@code prompts}: the workbench. */
@Command(
        name = "prompts",
        description = "Runs suites of prompts, and compares them.",
        subcommands = {RunSuiteCommand.class, CompareCommand.class, DiffCommand.class},
        synopsisSubcommandLabel = "WHAT")
public final class PromptsCommand {}
