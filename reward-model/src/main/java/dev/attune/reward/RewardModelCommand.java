package dev.attune.reward;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import dev.attune.lm.error.CheckpointException;
import dev.attune.reward.command.BenchCommand;
import dev.attune.reward.command.EvaluateCommand;
import dev.attune.reward.command.ScoreCommand;
import dev.attune.reward.command.TrainCommand;
import dev.attune.reward.job.ReproduceCommand;
import dev.attune.reward.job.WorkerCommand;
import dev.attune.worker.command.CommandFailure;

/**
 * Reward models from the command line, and the worker that makes them from the bus.
 *
 * <p>Exit code 0 done, 1 failed, 2 wrong usage. An error is one sentence; {@code --verbose} adds the stack trace.
 */
@Command(
        name = "reward-model",
        description = "Learns from preferences which answers people prefer, and scores answers.",
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            ScoreCommand.class,
            WorkerCommand.class,
            ReproduceCommand.class,
            BenchCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
public final class RewardModelCommand {

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Add the stack trace to errors.")
    private boolean verbose;

    /** Held, so that their levels are not forgotten with them. */
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("ai.djl"), Logger.getLogger("org.apache.kafka"));

    private RewardModelCommand() {}

    public static void main(String[] arguments) {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        System.exit(commandLine().execute(arguments));
    }

    /** The parsed commands; a test gives its own writers. */
    public static CommandLine commandLine() {
        RewardModelCommand command = new RewardModelCommand();
        CommandLine line = new CommandLine(command);
        line.setExecutionExceptionHandler((failure, failed, result) ->
                CommandFailure.tell(failure, failure instanceof CheckpointException, command.verbose, failed.getErr()));
        return line;
    }
}
