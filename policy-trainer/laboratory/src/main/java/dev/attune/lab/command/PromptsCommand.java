package dev.attune.lab.command;

import picocli.CommandLine.Command;

/** {@code prompts}: the workbench. */
@Command(
        name = "prompts",
        description = "Runs suites of prompts, compares them, and searches better ones.",
        subcommands = {
            RunSuiteCommand.class,
            SearchCommand.class,
            SuggestCommand.class,
            TokensCommand.class,
            ReadCommand.class,
            CompareCommand.class,
            DiffCommand.class
        },
        synopsisSubcommandLabel = "WHAT")
public final class PromptsCommand {}
