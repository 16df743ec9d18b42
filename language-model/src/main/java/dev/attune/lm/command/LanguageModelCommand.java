package dev.attune.lm.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What can be done with a language model alone. Exit code 0 for done, 1 for failed, 2 for wrong usage. */
@Command(
        name = "language-model",
        description = "Generate text with a language model, measure it, look at it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            GenerateCommand.class,
            PerplexityCommand.class,
            ShowCommand.class,
            HeadersCommand.class,
            ImportGgufCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            BenchPeftCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LanguageModelCommand implements Runnable {
    /** Held, so that its level is not forgotten with it. */
    private static final Logger ENGINE_LOG = Logger.getLogger("ai.djl");

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Add the stack trace to an error.")
    private boolean verbose;

    public static void main(String[] arguments) {
        ENGINE_LOG.setLevel(Level.WARNING);
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs one command line and gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        LanguageModelCommand command = new LanguageModelCommand();
        return new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, line, parsed) -> command.report(failure, line))
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: generate, show, ...");
    }

    private int report(Exception failure, CommandLine line) {
        String message = failure.getMessage();
        line.getErr().println(message == null ? failure.toString() : message);
        if (verbose) {
            failure.printStackTrace(line.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
