package dev.attune.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.bench.Rows;
import dev.attune.cli.terminal.TerminalOptions;
import dev.attune.contracts.error.Require;
import dev.attune.judgement.study.PlantedCare;

/** Plants careless raters, and careful ones of another taste, and counts whom silent checks find. */
@Command(
        name = "checks",
        description = {
            "Careless raters in simulated crowds: how many silent checks find, and how many careful ones they accuse.",
            "Of 40 raters 3 click without reading, 3 toss coins, 2 take the left one, 2 prefer the worse one knowingly; 10 of the"
                    + " careful ones have the opposite taste. Each crowd has a seed of its own."
        },
        footer = {"", "Example: ./attune bench checks --runs 100 --json checks.jsonl --plot checks.png"})
public final class CheckBenchCommand implements Callable<Integer> {

    @Option(
            names = "--runs",
            defaultValue = "100",
            description = "Crowds for each number of checks (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--checks",
            split = ",",
            defaultValue = "0,4,8,12,16,24,32,48",
            description = "How many checks each rater has (${DEFAULT-VALUE}).")
    private List<Integer> checks = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write a line for each number of checks as it is there.")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the curves as a PNG.")
    private @Nullable Path plot;

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    public Integer call() throws IOException {
        Require.that(runs >= 1, "--runs must be at least 1 but is " + runs);
        Require.that(
                checks.stream().allMatch(each -> each >= 0 && each <= 4 * PlantedCare.VOTES),
                "--checks must lie between 0 and " + 4 * PlantedCare.VOTES);
        List<CheckRow> rows = new ArrayList<>();
        terminal.out().println("checks  hinted of 10  warned of 10  careful hinted         other taste hinted");
        try (Rows file = Rows.to(json)) {
            for (int each : checks) {
                CheckRow row = CheckRow.of(
                        each,
                        LongStream.range(0, runs)
                                .mapToObj(seed -> PlantedCare.run(each, seed))
                                .toList());
                file.add(row);
                rows.add(row);
                print(row);
            }
        }
        if (plot != null) {
            StudyPlots.checks(rows, plot);
        }
        return 0;
    }

    private void print(CheckRow row) {
        terminal.out()
                .printf(
                        "%6d  %12.2f  %12.2f  %.4f [%.4f, %.4f]  %.4f [%.4f, %.4f]%n",
                        row.checks(),
                        row.hinted(),
                        row.warned(),
                        row.careful().estimate(),
                        row.careful().low(),
                        row.careful().high(),
                        row.otherTaste().estimate(),
                        row.otherTaste().low(),
                        row.otherTaste().high());
        terminal.out().flush();
    }
}
