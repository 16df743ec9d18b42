package dev.attune.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.attune.cli.command.CommandLines;
import dev.attune.cli.terminal.Context;
import dev.attune.contracts.error.AttuneException;
import dev.attune.platform.home.Logs;

/** {@code attune}: the one way in. */
@Command(
        name = "attune",
        description = "Reinforcement learning from human feedback on one machine or many.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: ./attune demo", "./attune COMMAND --help says more about a command."})
public final class AttuneCommand {

    @SuppressWarnings("UnusedVariable") // picocli asks for the field, nobody reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public static void main(String[] arguments) {
        Logs.quiet();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    /** Runs a command and returns its exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
    static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        try {
            return new CommandLines(Context.ofThisProcess(), new AttuneCommand(), out, err).execute(arguments);
        } catch (AttuneException e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
