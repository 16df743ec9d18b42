package dev.attune.cli.terminal;

import java.io.PrintWriter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has in a terminal: help, the choice of a stack trace, and two writers. */
public class TerminalOptions {

    @SuppressWarnings("UnusedVariable") // the entry asks the parsed command for it
    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    private boolean verbose;

    @SuppressWarnings("UnusedVariable") // picocli asks for the field, nobody reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** The command that these options are mixed into. */
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Standard output: results. */
    public final PrintWriter out() {
        return command().commandLine().getOut();
    }

    /** Standard error: progress and warnings. */
    public final PrintWriter err() {
        return command().commandLine().getErr();
    }

    /** What the command is run with: the factory that makes commands has it. */
    public final Context context() {
        return ((ContextFactory) command().commandLine().getFactory()).context();
    }

    /** The class whose main runs the commands: the top command's. */
    public final Class<?> program() {
        return command().root().userObject().getClass();
    }

    private CommandSpec command() {
        if (command == null) {
            throw new IllegalStateException("Commands run through picocli only");
        }
        return command;
    }

    /** Makes everything as picocli does, and keeps the context for the commands. */
    public record ContextFactory(Context context) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
