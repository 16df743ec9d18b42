package dev.attune.lab;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import dev.attune.lab.command.DataCommand;
import dev.attune.lab.command.EvaluateCommand;
import dev.attune.lab.command.LabCommand;
import dev.attune.lab.command.PromptsCommand;
import dev.attune.lab.pair.TasksCommand;
import dev.attune.lm.error.CheckpointException;
import dev.attune.worker.command.CommandFailure;

/**
 * Tasks and prompts from the command line.
 *
 * <p>Exit code 0 done, 1 failed, 2 wrong usage. An error is one sentence; {@code --verbose} adds the stack trace.
 */
@Command(
        name = "laboratory",
        description = "Measures tuned models and prompts on tasks.",
        subcommands = {
            DataCommand.class,
            EvaluateCommand.class,
            LabCommand.class,
            PromptsCommand.class,
            TasksCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
public final class LaboratoryCommand {

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Add the stack trace to errors.")
    private boolean verbose;

    /** Libraries that say at INFO what only their developers want to know; kept here, since loggers may be collected. */
    private static final List<Logger> TALKATIVE = List.of(Logger.getLogger("ai.djl"));

    private LaboratoryCommand() {}

    public static void main(String[] arguments) {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        System.exit(commandLine().execute(arguments));
    }

    /** The parsed commands; a test gives its own writers. */
    public static CommandLine commandLine() {
        LaboratoryCommand command = new LaboratoryCommand();
        CommandLine line = new CommandLine(command);
        line.setExecutionExceptionHandler((failure, failed, result) ->
                CommandFailure.tell(failure, failure instanceof CheckpointException, command.verbose, failed.getErr()));
        return line;
    }
}
