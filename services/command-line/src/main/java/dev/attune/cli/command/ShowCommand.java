package dev.attune.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.show.RunPlot;
import dev.attune.cli.show.RunRecord;
import dev.attune.cli.show.RunTables;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.worker.folder.SampledAnswer;

/** What the platform keeps of its work. */
@Command(
        name = "show",
        description = "What a training run measured and sampled.",
        subcommands = ShowCommand.Run.class,
        synopsisSubcommandLabel = "(run)",
        footer = {"", "Example: ./attune show run policy"})
public final class ShowCommand {

    @SuppressWarnings("UnusedVariable") // picocli asks for the field, nobody reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** One run. */
    @Command(
            name = "run",
            description = "Print a run's metrics and sampled answers, and draw its curves.",
            footer = {
                "",
                "Example: ./attune show run policy",
                "Example: ./attune show run ppo-1f2e3d4c5b6a7988 --step 20 --answers 32"
            })
    static final class Run implements Callable<Integer> {

        @Parameters(
                paramLabel = "ID|DIR",
                description = "A worker's run in ATTUNE_HOME/runs, or the folder that a train command wrote into.")
        private String run = "";

        @Option(names = "--metric", paramLabel = "NAME", split = ",", description = "Only these metrics; repeatable.")
        private List<String> only = List.of();

        @Option(names = "--step", description = "Answers of this step, not of the last evaluation.")
        private @Nullable Integer step;

        @Option(
                names = "--answers",
                defaultValue = "8",
                description = "How many answers to print (default ${DEFAULT-VALUE}).")
        private int answers = 8;

        @Option(
                names = "--width",
                defaultValue = "60",
                description = "Characters of a prompt or an answer (default ${DEFAULT-VALUE}).")
        private int width = 60;

        @Option(names = "--svg", paramLabel = "FILE", description = "Where to draw (default curves.svg in the run).")
        private @Nullable Path svg;

        @Mixin
        private CommonOptions common = new CommonOptions();

        /** The result. */
        record Result(
                String folder,
                Map<String, ? extends Map<Integer, Double>> metrics,
                Map<Integer, List<SampledAnswer>> answers,
                String plot) {}

        @Override
        public Integer call() {
            RunRecord record =
                    RunRecord.find(run, common.context().home().directory().resolve("runs"));
            SortedMap<String, SortedMap<Integer, Double>> metrics = chosen(record.metrics());
            Path plot = svg == null ? record.folder().resolve("curves.svg") : svg;
            write(plot, RunPlot.svg(run, metrics));
            Map<Integer, List<SampledAnswer>> sampled = record.answers(Optional.ofNullable(step), answers);
            common.give(new Result(record.folder().toString(), metrics, sampled, plot.toString()), out -> {
                RunTables tables = new RunTables(out, Math.max(8, width));
                tables.metrics(metrics);
                tables.answers(sampled);
                out.println();
                out.println("Curves: " + plot);
            });
            return 0;
        }

        private SortedMap<String, SortedMap<Integer, Double>> chosen(
                SortedMap<String, SortedMap<Integer, Double>> metrics) {
            if (only.isEmpty()) {
                return metrics;
            }
            SortedMap<String, SortedMap<Integer, Double>> chosen = new TreeMap<>();
            for (String name : only) {
                SortedMap<Integer, Double> values = metrics.get(name);
                if (values == null) {
                    throw ErrorCategory.CALLER.error(
                            "metric-unknown",
                            "The run has no metric " + name + "; it has " + String.join(", ", metrics.keySet()) + ".");
                }
                chosen.put(name, values);
            }
            return chosen;
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw ErrorCategory.CALLER.error(
                        "plot-not-written",
                        "The curves cannot be written to " + file + ": " + e.getMessage() + "; name another by --svg.",
                        e);
            }
        }
    }
}
