package dev.attune.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.bench.Rows;
import dev.attune.cli.terminal.TerminalOptions;
import dev.attune.contracts.error.Require;
import dev.attune.judgement.choice.Strategy;

/** Replays stored comparisons and counts how many labels each strategy needs. */
@Command(
        name = "choice",
        description = {
            "Which pair next: labels that each strategy needs for random choice's accuracy, on stored comparisons.",
            "Each strategy asks, a stored label is the answer; accuracy is measured on a fifth that was held out before."
        },
        footer = {"", "Example: ./attune bench choice --comparisons docs/examples/comparisons.csv --seeds 4"})
public final class ChoiceBenchCommand implements Callable<Integer> {

    @Option(
            names = "--comparisons",
            paramLabel = "PATH",
            description = "Lines winner,loser with any ids, or a folder of UKPConvArg's tables.")
    private List<Path> comparisons = new ArrayList<>();

    @Option(names = "--preferences", paramLabel = "FILE", description = "Pairs of texts in any form that import takes.")
    private List<Path> preferences = new ArrayList<>();

    @Option(
            names = "--strategies",
            split = ",",
            defaultValue = "LEAST_COVERED,INFORMATION,D_OPTIMAL,MARGIN,THOMPSON",
            description = "What to compare with random choice: ${COMPLETION-CANDIDATES}.")
    private List<Strategy> strategies = List.of();

    @Option(names = "--seeds", defaultValue = "20", description = "Splits and orders (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--budget",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Which share of all labels random choice may ask for (${DEFAULT-VALUE}).")
    private double budget;

    @Option(
            names = "--even",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Which share of the picks is drawn evenly, whatever the strategy (${DEFAULT-VALUE}).")
    private double even;

    @Option(names = "--json", paramLabel = "FILE", description = "Write a line for each strategy as it is there.")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the curves as a PNG.")
    private @Nullable Path plot;

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    public Integer call() throws IOException {
        Require.that(seeds >= 1, "--seeds must be at least 1 but is " + seeds);
        Require.that(budget > 0 && budget <= 0.8, "--budget must lie above 0 and be at most 0.8 but is " + budget);
        Require.that(even >= 0 && even <= 1, "--even must lie between 0 and 1 but is " + even);
        Require.that(!comparisons.isEmpty() || !preferences.isEmpty(), "Name --comparisons or --preferences");
        List<ChoiceRow> rows = new ArrayList<>();
        try (Rows file = Rows.to(json)) {
            for (ComparisonSet set : sets()) {
                terminal.out()
                        .printf(
                                "%s: %d pairs, %d labels%n",
                                set.name(), set.comparisons().size(), set.labels());
                new ChoiceStudy(seeds, budget, even).run(set, strategies, row -> {
                    file.add(row);
                    rows.add(row);
                    print(row);
                });
            }
        }
        if (plot != null) {
            StudyPlots.choice(rows, plot);
        }
        return 0;
    }

    private List<ComparisonSet> sets() throws IOException {
        List<ComparisonSet> sets = new ArrayList<>();
        for (Path path : comparisons) {
            sets.add(ComparisonFiles.ids(path));
        }
        for (Path path : preferences) {
            sets.add(ComparisonFiles.texts(path, terminal.err()));
        }
        return sets;
    }

    private void print(ChoiceRow row) {
        terminal.out()
                .printf(
                        "  %-13s accuracy %.3f  labels %.2f [%.2f, %.2f] of random's%s%n",
                        row.strategy(),
                        row.accuracy(),
                        row.ratio(),
                        row.low(),
                        row.high(),
                        row.reached() < 1 ? " (not always reached)" : "");
        terminal.out().flush();
    }
}
