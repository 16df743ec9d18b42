package dev.attune.cli.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.bench.Rows;
import dev.attune.cli.terminal.TerminalOptions;
import dev.attune.contracts.error.Require;
import dev.attune.preference.file.PreferenceInput;
import dev.attune.preference.pair.PreferencePair;

/** Trains reward models on what a crowd with planted raters says, with and without what is known of the raters. */
@Command(
        name = "weights",
        description = {
            "Reward models that learn from votes of a simulated crowd, ten of whose forty raters are faulty.",
            "The pairs are real and their labels the truth; models learn what most raters said (as certain, or as sure as"
                    + " the share), what the model of the raters makes of it, or the truth. Accuracy is measured on"
                    + " clean held-out pairs."
        },
        footer = {
            "",
            "Example: ./attune bench weights --model attune-tiny --train pairs.jsonl --held-out clean.jsonl --crowds 8"
        })
public final class WeightBenchCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "What reward models begin with.")
    private String model = "";

    @Option(names = "--train", required = true, paramLabel = "FILE", description = "Pairs that the crowd votes on.")
    private Path train = Path.of("");

    @Option(names = "--held-out", required = true, paramLabel = "FILE", description = "Pairs to measure on.")
    private Path heldOut = Path.of("");

    @Option(names = "--crowds", defaultValue = "8", description = "Crowds, each with a seed (${DEFAULT-VALUE}).")
    private int crowds;

    @Option(names = "--votes", defaultValue = "120", description = "Votes of each rater (${DEFAULT-VALUE}).")
    private int votes;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the training, such as rankings=apart.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write a line for each crowd as it is there.")
    private @Nullable Path json;

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    public Integer call() throws IOException {
        Require.that(crowds >= 1, "--crowds must be at least 1 but is " + crowds);
        Require.that(votes >= 1, "--votes must be at least 1 but is " + votes);
        List<PreferencePair> pairs = PreferenceInput.read(List.of(train), terminal.err());
        Path folder = Files.createTempDirectory("attune-weights");
        WeightStudy study = new WeightStudy(terminal.context(), model, heldOut, settings, folder);
        List<WeightRow> rows = new ArrayList<>();
        try (Rows file = Rows.to(json)) {
            for (long seed = 1; seed <= crowds; seed++) {
                WeightRow row = study.run(pairs, votes, seed);
                file.add(row);
                rows.add(row);
                terminal.out().printf("crowd %d  %s%n", seed, new EnumMap<>(row.accuracy()));
                terminal.out().flush();
            }
            for (WeightArm arm : List.of(WeightArm.SHARE, WeightArm.RATERS, WeightArm.TRUTH)) {
                WeightGain gain = WeightGain.of(arm, WeightArm.MAJORITY, rows);
                file.add(gain);
                print(gain);
            }
            WeightGain gain = WeightGain.of(WeightArm.RATERS, WeightArm.SHARE, rows);
            file.add(gain);
            print(gain);
        }
        return 0;
    }

    private void print(WeightGain gain) {
        terminal.out()
                .printf(
                        "%-8s %.3f, over %s %+.3f [%+.3f, %+.3f]%n",
                        gain.arm(), gain.accuracy(), gain.over(), gain.gain(), gain.low(), gain.high());
        terminal.out().flush();
    }
}
