package dev.attune.lab.command;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.lab.study.Budget;
import dev.attune.lab.study.Sizes;

/** How much work a comparison may be: a picocli mixin. */
final class SizeOptions {

    @Option(
            names = "--budget",
            converter = ChoiceOption.OfBudget.class,
            description = "small, medium or large (small): usual values of the options below.")
    private Budget budget = Budget.SMALL;

    @Option(names = "--examples", paramLabel = "N", description = "Training examples (96, 300, 1000).")
    private @Nullable Integer examples;

    @Option(names = "--passes", paramLabel = "N", description = "Passes over them (2, 3, 3).")
    private @Nullable Integer passes;

    @Option(names = "--batch", paramLabel = "N", description = "Examples of an optimiser step (4, 8, 8).")
    private @Nullable Integer batch;

    @Option(names = "--tries", paramLabel = "N", description = "Settings among which each method chooses (3, 4, 5).")
    private @Nullable Integer tries;

    @Option(names = "--dev", paramLabel = "N", description = "Examples to choose with (60, 150, 300).")
    private @Nullable Integer dev;

    @Option(names = "--test", paramLabel = "N", description = "Examples to measure on (150, 300, 1000).")
    private @Nullable Integer test;

    @Option(names = "--virtual-tokens", paramLabel = "N", description = "Of prompts and prefixes (20).")
    private @Nullable Integer virtualTokens;

    @Option(names = "--rank", paramLabel = "N", description = "Of LoRA and DoRA (8, 16, 16).")
    private @Nullable Integer rank;

    @Option(names = "--calls", paramLabel = "N", description = "Of a searched prompt (300, 500, 2000).")
    private @Nullable Integer calls;

    Sizes sizes() {
        Sizes usual = budget.sizes();
        return new Sizes(
                Objects.requireNonNullElse(examples, usual.examples()),
                Objects.requireNonNullElse(passes, usual.passes()),
                Objects.requireNonNullElse(batch, usual.batch()),
                Objects.requireNonNullElse(tries, usual.tries()),
                Objects.requireNonNullElse(dev, usual.dev()),
                Objects.requireNonNullElse(test, usual.test()),
                Objects.requireNonNullElse(virtualTokens, usual.virtualTokens()),
                Objects.requireNonNullElse(rank, usual.rank()),
                Objects.requireNonNullElse(calls, usual.calls()));
    }
}
