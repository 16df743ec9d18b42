package dev.attune.cli.prompt;

import picocli.CommandLine.Command;

/** The library of prompts; running and searching prompts is the laboratory's. */
@Command(
        name = "prompts",
        description = "Prompts in versions, with labels, in the registry's library.",
        subcommands = {
            PushCommand.class,
            PullCommand.class,
            ListCommand.class,
            HistoryCommand.class,
            LabelCommand.class,
            UnlabelCommand.class,
            DeleteCommand.class,
            RestoreCommand.class
        })
public final class PromptsCommand {}
