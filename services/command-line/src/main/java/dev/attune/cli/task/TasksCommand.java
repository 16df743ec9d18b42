package dev.attune.cli.task;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tasks on frozen models, from a proposal to an answer. */
@Command(
        name = "tasks",
        description = "Tasks on frozen models: propose, approve, promote, roll back, ask.",
        subcommands = {
            ProposeCommand.class,
            ListCommand.class,
            ShowCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            AskCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: ./attune tasks list --user admin --password-file ~/attune-password"})
public final class TasksCommand {

    @SuppressWarnings("UnusedVariable") // picocli asks for the field, nobody reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;
}
