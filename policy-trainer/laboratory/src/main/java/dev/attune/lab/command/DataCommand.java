package dev.attune.lab.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lab.mixture.Mixed;
import dev.attune.lab.mixture.MixedExample;
import dev.attune.lab.mixture.Mixture;
import dev.attune.lab.mixture.MixtureFile;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;
import dev.attune.text.TextFile;

/** {@code data}: what is tuned on. */
@Command(
        name = "data",
        description = "Makes data to tune on.",
        subcommands = {DataCommand.MixCommand.class},
        synopsisSubcommandLabel = "WHAT")
public final class DataCommand {

    /** {@code data mix}: demonstrations drawn from many tasks. */
    @Command(
            name = "mix",
            description = "Draws demonstrations from a mixture of tasks, for train sft.",
            footer = {"", "Example: data mix --mixture docs/examples/mixture.yaml --out mixed.jsonl"})
    static final class MixCommand implements Callable<Integer> {

        @Option(names = "--mixture", required = true, paramLabel = "FILE", description = "A mixture in YAML or JSON.")
        Path mixture = Path.of("");

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the demonstrations go.")
        Path out = Path.of("");

        @Mixin
        ResultOptions results = new ResultOptions();

        @Override
        public Integer call() {
            long began = System.nanoTime();
            Mixture read = MixtureFile.read(mixture);
            Mixed mixed = Mixed.of(read);
            mixed.notes().forEach(results.messages()::println);
            write(mixed);
            mixed.tasks()
                    .forEach((name, counts) -> results.messages()
                            .printf(
                                    Locale.ROOT,
                                    "%-16s %5d of %6d texts, rate %.3f, %d with examples; left out: %d of held-out tasks,"
                                            + " %d repeats, %d too long%n",
                                    name,
                                    counts.drawn(),
                                    counts.size(),
                                    counts.rate(),
                                    counts.fewShot(),
                                    counts.overlaps(),
                                    counts.repeats(),
                                    counts.tooLong()));
            results.messages().flush();
            results.report(new Result()
                    .put("mixture", read.name())
                    .put("examples", mixed.examples().size())
                    .put("seed", read.seed())
                    .put("heldOut", read.heldOut())
                    .put("tasks", mixed.tasks())
                    .timed(began));
            return 0;
        }

        private void write(Mixed mixed) {
            try (BufferedWriter lines = Files.newBufferedWriter(out)) {
                for (MixedExample example : mixed.examples()) {
                    lines.write(Json.text(example));
                    lines.write('\n');
                }
            } catch (IOException e) {
                throw ErrorCategory.CALLER.error(
                        "mixture-not-written",
                        "The demonstrations could not be written to " + out + ": " + TextFile.reason(e)
                                + "; give another with --out.",
                        e);
            }
        }
    }
}
