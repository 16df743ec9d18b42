package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.bench.Rows;
import dev.attune.cli.kill.KillBench;
import dev.attune.cli.kill.KillResult;
import dev.attune.cli.kill.KillSettings;
import dev.attune.cli.study.CanaryBenchCommand;
import dev.attune.cli.study.CheckBenchCommand;
import dev.attune.cli.study.ChoiceBenchCommand;
import dev.attune.cli.study.RaterBenchCommand;
import dev.attune.cli.study.WeightBenchCommand;
import dev.attune.cli.terminal.TerminalOptions;
import dev.attune.platform.home.Home;
import dev.attune.platform.room.PlatformSettings;

/** The benchmark of this room; the others' are delegates. */
@Command(
        name = "bench",
        description = "How fast this machine is, and what it survives.",
        subcommands = {
            BenchCommand.Feedback.class,
            RaterBenchCommand.class,
            CanaryBenchCommand.class,
            CheckBenchCommand.class,
            ChoiceBenchCommand.class,
            WeightBenchCommand.class
        })
public final class BenchCommand {

    /** Loads feedback-service, or kills the platform's processes under load. */
    @Command(
            name = "feedback",
            description = {
                "How many ratings feedback-service takes, how soon, and how exactly; with --kill what it survives.",
                "The load comes from a process of its own; PostgreSQL, broker and service run as in operation, in a folder"
                        + " of their own. Each row is written as soon as it is there.",
                "With --kill in turn are killed feedback-service with its outbox relay, PostgreSQL, the supervisor with the broker in it,"
                        + " and every process at once. Simulated raters work meanwhile through REST, keep on disk what was"
                        + " acknowledged, and compare it in the end with the database and the bus."
            },
            footer = {
                "",
                "Example: ./attune bench feedback --json load.jsonl",
                "         ./attune bench feedback --kill --json kill.jsonl"
            })
    static final class Feedback implements Callable<Integer> {

        @Option(names = "--kill", description = "Kill processes under a light load; measure nothing else.")
        private boolean kill;

        @Option(names = "--kills", defaultValue = "20", description = "How many kills in all (${DEFAULT-VALUE}).")
        private int kills;

        @Option(names = "--raters", defaultValue = "6", description = "Simulated raters at a time (${DEFAULT-VALUE}).")
        private int raters;

        @Option(
                names = "--think",
                paramLabel = "MILLISECONDS",
                defaultValue = "200",
                description = "A rater's pause between two ratings (${DEFAULT-VALUE}).")
        private int thinkMillis;

        @Option(names = "--seed", defaultValue = "1", description = "Seed of the kills' moments (${DEFAULT-VALUE}).")
        private long seed;

        @Option(
                names = "--home",
                paramLabel = "DIR",
                description = "The bench's own folder, emptied first (ATTUNE_HOME/bench).")
        private @Nullable Path home;

        @Option(
                names = "--json",
                paramLabel = "FILE",
                description = "Write a line for each row or kill as it comes, and the kills' result as the last one.")
        private @Nullable Path json;

        @Mixin
        private FeedbackLoad load = new FeedbackLoad();

        @Mixin
        private PortOptions portOptions = new PortOptions();

        @Mixin
        private TerminalOptions terminal = new TerminalOptions();

        @Override
        public Integer call() throws IOException, InterruptedException, ExecutionException {
            PrintWriter err = terminal.err();
            Home own = new Home(
                    home == null ? terminal.context().home().directory().resolve("bench") : home);
            PlatformSettings platform = new PlatformSettings(
                    own,
                    terminal.context().installation(),
                    portOptions.resolve(terminal.context().environment()),
                    "attune-tiny",
                    Map.of(),
                    PlatformSettings.START_TIME);
            return kill ? kill(own, platform, err) : load.run(platform, json, terminal);
        }

        private int kill(Home own, PlatformSettings platform, PrintWriter err)
                throws IOException, InterruptedException, ExecutionException {
            KillBench.Starter starter = settings ->
                    BackgroundSupervisor.start(settings, terminal.program(), new PrintWriter(Writer.nullWriter()));
            KillSettings settings = new KillSettings(kills, raters, Duration.ofMillis(thinkMillis), seed);
            try (Rows rows = Rows.to(json)) {
                KillResult result = new KillBench(
                                settings, platform, starter, rows::add, new ProgressLine(err, Duration.ZERO))
                        .run();
                rows.add(result);
                print(result, terminal.out());
                return result.holds() ? 0 : 1;
            } finally {
                DownCommand.stop(own, err);
            }
        }

        private static void print(KillResult result, PrintWriter out) {
            out.printf("acknowledged     %d ratings by %d simulated raters%n", result.acknowledged(), result.raters());
            out.printf("in the database  %d, lost %d%n", result.inDatabase(), result.lostInDatabase());
            out.printf(
                    "on the bus       %d, lost %d, unknown %d, repeated under the same id %d%n",
                    result.onBus(), result.lostOnBus(), result.unknownOnBus(), result.repeatedOnBus());
            out.printf("counted twice    %d%n", result.countedTwice());
            out.printf(
                    "recovery         %.1f s on average, %.1f s at most, after %d kills%n",
                    result.meanRecoverySeconds(), result.slowestRecoverySeconds(), result.kills());
            out.flush();
        }
    }
}
