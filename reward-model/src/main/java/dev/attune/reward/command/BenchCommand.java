package dev.attune.reward.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.lm.command.BenchOptions;
import dev.attune.reward.bench.RewardWorkloads;

/** {@code bench}: times reward modelling, and beside it TRL's. */
@Command(
        name = "bench",
        description = "Times reward modelling; with --peer also TRL's, in the same run.",
        footer = {"", "Example: bench reward --peer --json bench.json"})
public final class BenchCommand implements Callable<Integer> {

    /** What can be timed here. */
    enum What {
        reward
    }

    @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
    What what = What.reward;

    @Mixin
    BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.run(RewardWorkloads.reward(), RewardWorkloads.peer());
    }
}
