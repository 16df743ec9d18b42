package dev.attune.policy.command;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.attune.lm.command.BenchOptions;
import dev.attune.policy.bench.PolicyWorkloads;

/** {@code bench}: times recipes, and beside them TRL's. */
@Command(
        name = "bench",
        description = "Times recipes; with --peer also TRL's, in the same run.",
        footer = {"", "Example: bench ppo --peer --json bench.json"})
public final class BenchCommand implements Callable<Integer> {

    /** What can be timed here. */
    enum What {
        ppo,
        dpo,
        sft
    }

    @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
    What what = What.ppo;

    @Mixin
    BenchOptions options = new BenchOptions();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        switch (what) {
            case ppo -> options.run(line, options.chosen(PolicyWorkloads.ppo()), PolicyWorkloads.ppoPeer());
            case dpo -> options.run(line, options.chosen(PolicyWorkloads.dpo()), PolicyWorkloads.peer());
            case sft -> options.run(line, options.chosen(PolicyWorkloads.sft()), PolicyWorkloads.peer());
        }
        return 0;
    }
}
