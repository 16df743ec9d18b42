package dev.attune.policy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.attune.lm.bench.Bench;
import dev.attune.lm.bench.BenchReport;
import dev.attune.lm.bench.Workload;
import dev.attune.policy.bench.PolicyWorkloads;

/** Times the recipes, and beside them TRL's trainers. */
@Command(
        name = "bench",
        description = "Time the recipes; with --peer also TRL's trainers, in the same run.",
        footer = {
            "",
            "Example: bench ppo --peer --json bench.json",
            "TRL removed PPO: its peer needs TRL 1.12 or earlier, in the Python that ATTUNE_PYTHON names."
        })
public final class BenchCommand implements Callable<Integer> {

    /** What can be timed here. */
    enum What {
        ppo,
        reward,
        sft
    }

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
    What what = What.ppo;

    @Option(names = "--peer", description = "Time the peer too, where its Python packages are there.")
    boolean peer;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "How often each side measures, in turn; the best counts (default ${DEFAULT-VALUE}).")
    int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the table here.")
    @Nullable
    Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "The command was not started by its command line");
        List<Workload> workloads = switch (what) {
            case ppo -> PolicyWorkloads.ppo();
            case reward -> PolicyWorkloads.reward();
            case sft -> PolicyWorkloads.supervised();
        };
        Bench bench = new Bench(packages(), rounds, command.commandLine().getErr());
        BenchReport.write(bench.run(workloads, peer), command.commandLine().getOut(), json);
        return 0;
    }

    private List<String> packages() {
        return what == What.ppo
                ? List.of("torch", "transformers", "peft", "datasets", "trl.experimental.ppo")
                : List.of("torch", "transformers", "trl", "peft", "datasets");
    }
}
