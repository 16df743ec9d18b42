package dev.attune.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

import dev.attune.cli.card.CardCommand;
import dev.attune.cli.channel.CanaryCommand;
import dev.attune.cli.channel.RollbackCommand;
import dev.attune.cli.channel.StopCommand;
import dev.attune.cli.fresh.FreshCommand;
import dev.attune.cli.gate.ApprovalsCommand;
import dev.attune.cli.gate.GatesCommand;
import dev.attune.cli.loop.RetrainingCommand;
import dev.attune.cli.loop.RunsCommand;
import dev.attune.cli.prompt.PromptsCommand;
import dev.attune.cli.reproduce.ReproduceCommand;
import dev.attune.cli.task.TasksCommand;
import dev.attune.cli.terminal.Context;
import dev.attune.cli.terminal.TerminalOptions;
import dev.attune.cli.upkeep.AdminCommand;
import dev.attune.cli.upkeep.BackupCommand;
import dev.attune.cli.upkeep.CleanCommand;
import dev.attune.cli.upkeep.DeadLettersCommand;
import dev.attune.cli.upkeep.RepublishCommand;
import dev.attune.cli.upkeep.RestoreCommand;
import dev.attune.contracts.error.AttuneException;

/** All commands, and what is done with their errors. */
public final class CommandLines {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            BenchCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DeadLettersCommand.class,
            DoctorCommand.class,
            ModelCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            TailCommand.class,
            ShowCommand.class,
            RetrainingCommand.class,
            FreshCommand.class,
            GatesCommand.class,
            ApprovalsCommand.class,
            RunsCommand.class,
            CardCommand.class,
            ReproduceCommand.class,
            PromptsCommand.class,
            RepublishCommand.class,
            TasksCommand.class,
            CanaryCommand.class,
            RollbackCommand.class,
            StopCommand.class,
            CleanCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AdminCommand.class,
            StartCachesCommand.class);

    private final Context context;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CommandLine commandLine;

    /** @param top the annotated top command */
    public CommandLines(Context context, Object top, PrintWriter out, PrintWriter err) {
        this.context = context;
        this.out = out;
        this.err = err;
        CommandLine line = new CommandLine(top, new TerminalOptions.ContextFactory(context));
        COMMANDS.forEach(line::addSubcommand);
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((exception, failed, parsed) -> failed(exception, parsed.originalArgs()));
        line.setParameterExceptionHandler((exception, arguments) -> wrongUsage(exception));
        line.getHelpSectionMap()
                .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> commandList(help));
        this.commandLine = line;
    }

    /** Runs the command that the arguments name. */
    public int execute(List<String> arguments) {
        if (arguments.isEmpty()) {
            commandLine.usage(err);
            return WRONG_USAGE;
        }
        Optional<Delegate> delegate = Delegate.of(arguments);
        if (delegate.isPresent()) {
            return delegated(delegate.get(), arguments);
        }
        if (Delegate.families().contains(arguments.getFirst()) && !isOwn(arguments)) {
            return family(arguments);
        }
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    /** Whether this room does it, although others do the rest of its family. */
    private boolean isOwn(List<String> arguments) {
        return arguments.size() > 1 && ofFamily(arguments.getFirst()).containsKey(arguments.get(1));
    }

    private Map<String, CommandLine> ofFamily(String family) {
        CommandLine own = commandLine.getSubcommands().get(family);
        return own == null ? Map.of() : own.getSubcommands();
    }

    private int delegated(Delegate delegate, List<String> arguments) {
        try {
            return context.rooms().run(delegate.room(), delegate.arguments(arguments, context));
        } catch (AttuneException e) {
            return failed(e, arguments);
        }
    }

    /** {@code train} without a recipe: a list of the recipes, asked for or not. */
    private int family(List<String> arguments) {
        String family = arguments.getFirst();
        boolean asked = arguments.size() > 1 && List.of("--help", "-h").contains(arguments.get(1));
        PrintWriter to = asked ? out : err;
        if (!asked) {
            to.println(
                    arguments.size() > 1
                            ? "There is no " + family + " " + arguments.get(1) + "; there are:"
                            : family + " needs one of:");
        }
        Delegate.ALL.stream()
                .filter(delegate -> delegate.path().getFirst().equals(family))
                .forEach(delegate -> to.printf("  %-22s %s%n", delegate.name(), delegate.says()));
        ofFamily(family).forEach((name, sub) -> to.print(row(family + " " + name, sub)));
        to.println("Example: ./attune " + example(family));
        to.flush();
        return asked ? 0 : WRONG_USAGE;
    }

    private static String example(String family) {
        return switch (family) {
            case "bench" -> "bench load --model attune-tiny";
            case "train" -> "train reward --model attune-tiny --data preferences.jsonl --out reward";
            case "tasks" -> "tasks list --user admin --password-file ~/attune-password";
            case "prompts" -> "prompts run --suite docs/examples/suite.yaml --model attune-tiny";
            default -> "evaluate reward --checkpoint reward --data preferences.jsonl";
        };
    }

    private int failed(Exception exception, List<String> arguments) {
        if (arguments.contains("--verbose")) {
            exception.printStackTrace(err);
        } else if (exception instanceof AttuneException) {
            err.println(exception.getMessage());
        } else {
            err.println("Unexpected " + exception.getClass().getSimpleName() + ": " + exception.getMessage()
                    + "; --verbose shows where.");
        }
        err.flush();
        return FAILED;
    }

    private int wrongUsage(CommandLine.ParameterException exception) {
        err.println(exception.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("See ./attune " + commandPath(exception.getCommandLine()) + "--help.");
        err.flush();
        return WRONG_USAGE;
    }

    private static String commandPath(CommandLine line) {
        String name = line.getCommandSpec().qualifiedName();
        int space = name.indexOf(' ');
        return space < 0 ? "" : name.substring(space + 1) + " ";
    }

    /** The commands of this room and, among them, those that other rooms do. */
    private static String commandList(CommandLine.Help help) {
        List<String> lines = new ArrayList<>();
        help.commandSpec().subcommands().forEach((name, sub) -> {
            if (Delegate.families().contains(name)) {
                sub.getSubcommands().forEach((word, own) -> lines.add(row(name + " " + word, own)));
            } else if (!sub.getCommandSpec().usageMessage().hidden()) {
                lines.add(row(name, sub));
            }
        });
        Delegate.ALL.forEach(delegate -> lines.add(row(delegate.name(), delegate.says())));
        return String.join("", lines);
    }

    private static String row(String name, CommandLine command) {
        return row(name, command.getCommandSpec().usageMessage().description()[0]);
    }

    private static String row(String name, String says) {
        return Ansi.OFF.string(String.format("  %-22s %s%n", name, says));
    }
}
