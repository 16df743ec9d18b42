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
import dev.attune.judgement.study.PlantedRaters;

/** Plants faulty raters in simulated crowds and counts who is found. */
@Command(
        name = "raters",
        description = {
            "Faulty raters in simulated crowds: how many are found, how many honest ones accused, what labels gain.",
            "Of 40 raters 5 toss coins, 3 prefer the worse answer, 2 take the left one in 92 of 100; each crowd has a seed"
                    + " of its own."
        },
        footer = {"", "Example: ./attune bench raters --runs 20 --json raters.jsonl --plot raters.png"})
public final class RaterBenchCommand implements Callable<Integer> {

    private static final int MOST_CALIBRATED = 5;

    @Option(names = "--runs", defaultValue = "20", description = "Crowds for each number of votes (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--votes",
            split = ",",
            defaultValue = "20,40,60,80,100,120,160,200",
            description = "How many votes each rater gives (${DEFAULT-VALUE}).")
    private List<Integer> votes = List.of();

    @Option(names = "--overlap", defaultValue = "5", description = "How many votes a pair gets (${DEFAULT-VALUE}).")
    private int overlap;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write a line for each number of votes as it is there.")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the curves as a PNG.")
    private @Nullable Path plot;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description = "Hold probabilities against votes of raters who were left out, too, and draw that as a PNG.")
    private @Nullable Path calibration;

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    public Integer call() throws IOException {
        Require.that(runs >= 1, "--runs must be at least 1 but is " + runs);
        Require.that(overlap >= 1, "--overlap must be at least 1 but is " + overlap);
        Require.that(votes.stream().allMatch(each -> each >= 1), "--votes must be at least 1");
        List<RaterRow> rows = new ArrayList<>();
        terminal.out().println("votes  found of 10  all found  accused  model  majority  gain");
        try (Rows file = Rows.to(json)) {
            for (int each : votes) {
                RaterRow row = RaterRow.of(
                        each,
                        overlap,
                        LongStream.range(0, runs)
                                .mapToObj(seed -> PlantedRaters.run(each, overlap, seed))
                                .toList());
                file.add(row);
                rows.add(row);
                print(row);
            }
            if (calibration != null) {
                calibrate(file, calibration);
            }
        }
        if (plot != null) {
            StudyPlots.raters(rows, plot);
        }
        return 0;
    }

    /** Each crowd is fitted ten times here, so that fewer of them have to do. */
    private void calibrate(Rows file, Path picture) throws IOException {
        List<CalibrationRow> rows = new ArrayList<>();
        terminal.out().println("votes  predicted  log loss: model  share  Brier: model  share");
        for (int each : votes) {
            CalibrationRow row = CalibrationRow.of(each, overlap, Math.min(runs, MOST_CALIBRATED));
            file.add(row);
            rows.add(row);
            terminal.out()
                    .printf(
                            "%5d  %9d  %15.3f  %.3f  %12.3f  %.3f%n",
                            row.votesPerRater(),
                            row.predictions(),
                            row.modelLogLoss(),
                            row.shareLogLoss(),
                            row.modelBrier(),
                            row.shareBrier());
            terminal.out().flush();
        }
        StudyPlots.calibration(rows, picture);
    }

    private void print(RaterRow row) {
        terminal.out()
                .printf(
                        "%5d  %11.2f  %9.2f  %7.2f  %.3f  %8.3f  %+.3f [%+.3f, %+.3f]%n",
                        row.votesPerRater(),
                        row.found(),
                        row.allFound(),
                        row.accused(),
                        row.model(),
                        row.majority(),
                        row.gain(),
                        row.gainLow(),
                        row.gainHigh());
        terminal.out().flush();
    }
}
