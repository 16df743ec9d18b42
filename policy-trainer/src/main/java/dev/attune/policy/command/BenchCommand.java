package dev.attune.policy.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Override
    public Integer call() throws IOException, InterruptedException {
        return switch (what) {
            case ppo -> options.run(PolicyWorkloads.ppo(), PolicyWorkloads.ppoPeer());
            case dpo -> options.run(PolicyWorkloads.dpo(), PolicyWorkloads.peer());
            case sft -> options.run(PolicyWorkloads.sft(), PolicyWorkloads.peer());
        };
    }
}
