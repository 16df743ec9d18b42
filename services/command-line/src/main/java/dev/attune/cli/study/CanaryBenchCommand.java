package dev.attune.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.bench.Rows;
import dev.attune.cli.terminal.TerminalOptions;
import dev.attune.contracts.error.Require;
import dev.attune.judgement.study.CanaryStudy;
import dev.attune.judgement.study.CanaryStudy.Ends;
import dev.attune.judgement.study.CanaryStudy.Needed;

/** Runs canaries whose truth is known through the test that decides about real ones. */
@Command(
        name = "canary",
        description = {
            "Simulated canaries, looked at after every vote: how often one that is no better is promoted, and how many votes one"
                    + " takes that is.",
            "Production is liked at 0.5, each person is in one arm. Beside the test stands one that takes votes for independent and"
                    + " looks all the time too, and one of a fixed size."
        },
        footer = {"", "Example: ./attune bench canary --runs 2000 --json canary.jsonl"})
public final class CanaryBenchCommand implements Callable<Integer> {

    private static final int VOTES = 2000;
    private static final int MOST = 20_000;
    private static final List<Double> RATES = List.of(0.55, 0.6, 0.65, 0.7);

    @Option(names = "--runs", defaultValue = "2000", description = "Canaries of each kind (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--seed", defaultValue = "1", description = "Of the simulation (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write a line for each row as it is there.")
    private @Nullable Path json;

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    /**
     * Canaries that are no better.
     *
     * @param raters people who vote; 0: each vote is somebody else's
     * @param window votes of a person that make up a score
     */
    record EqualRow(String row, int runs, int votes, int raters, int window, Ends ends) {}

    /** Canaries that are better. */
    record NeededRow(String row, int runs, Needed needed) {}

    @Override
    public Integer call() throws IOException {
        Require.that(runs >= 10, "--runs must be at least 10 but is " + runs);
        try (Rows file = Rows.to(json)) {
            terminal.out().println("no better: raters  votes each  promoted  rolled back  promoted by a naive test");
            equal(file, 0, 1, CanaryStudy.equal(runs, VOTES, seed));
            for (int raters : new int[] {5, 20, 100}) {
                for (int window : new int[] {1, 10}) {
                    equal(file, raters, window, CanaryStudy.clustered(runs, VOTES, raters, window, seed));
                }
            }
            terminal.out().println("better: rate  fixed test 80 % / 90 %  promoted at the median / 80 % / 90 %");
            for (double rate : RATES) {
                needed(file, CanaryStudy.needed(rate, runs, MOST, seed));
            }
        }
        return 0;
    }

    private void equal(Rows file, int raters, int window, Ends ends) throws IOException {
        file.add(new EqualRow("canary-equal", runs, VOTES, raters, window, ends));
        terminal.out()
                .printf(
                        "%17s  %10d  %8.4f  %11.4f  %24.4f%n",
                        raters == 0 ? "one a vote" : String.valueOf(raters),
                        window,
                        ends.promoted(),
                        ends.rolledBack(),
                        ends.naive());
        terminal.out().flush();
    }

    private void needed(Rows file, Needed needed) throws IOException {
        file.add(new NeededRow("canary-needed", runs, needed));
        terminal.out()
                .printf(
                        "%12.2f  %10d / %-10d  %8d / %5d / %5d%n",
                        needed.rate(),
                        needed.fixed80(),
                        needed.fixed90(),
                        needed.median(),
                        needed.most80(),
                        needed.most90());
        terminal.out().flush();
    }
}
