package dev.attune.lm.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.lm.bench.AdapterDirectory;
import dev.attune.lm.bench.BenchDirectory;
import dev.attune.lm.bench.BenchWorkloads;
import dev.attune.lm.bench.PeerPackages;
import dev.attune.lm.bench.Workload;

/** Times this library, and beside it transformers or TRL. */
@Command(
        name = "bench",
        description =
                "Time generation, training, loading or many adapters at once; with --peer also transformers, TRL and PEFT, in the same run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bench generate --peer --json bench.json"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchCommand implements Callable<Integer> {
    /** What can be timed here. */
    enum What {
        generate,
        train,
        load,
        adapters
    }

    @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
    private What what;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "The model of the rows 'load' and of 'adapters' (default: smollm2-135m-instruct if it is pulled, else random weights).")
    private @Nullable Path model;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (BenchDirectory directory = BenchDirectory.of(model == null ? pulledModel() : model)) {
            if (what == What.adapters) {
                return adapters(directory);
            }
            List<Workload> workloads = options.chosen(workloads(directory));
            if (workloads.stream().anyMatch(workload -> workload.name().equals("load"))) {
                directory.write();
            }
            return options.run(workloads, packages());
        }
    }

    private int adapters(BenchDirectory directory) throws IOException, InterruptedException {
        options.chosen(BenchWorkloads.adapters(directory.path(), directory.path())); // before anything is written
        directory.write();
        try (AdapterDirectory adapters = AdapterDirectory.write(directory.path())) {
            return options.run(BenchWorkloads.adapters(directory.path(), adapters.path()), packages());
        }
    }

    private List<Workload> workloads(BenchDirectory directory) {
        return switch (what) {
            case generate -> BenchWorkloads.generate(directory.path());
            case load -> BenchWorkloads.load(directory.path());
            case train -> BenchWorkloads.train();
            case adapters -> throw new IllegalStateException("Needs a folder of adapters.");
        };
    }

    /** SmolLM2, where {@code model pull} has put it. */
    static @Nullable Path pulledModel() {
        String home = System.getenv("ATTUNE_HOME");
        Path pulled = Path.of(home == null ? ".attune" : home, "models", "smollm2-135m-instruct");
        return Files.isDirectory(pulled) ? pulled : null;
    }

    private PeerPackages packages() {
        return switch (what) {
            case train -> PeerPackages.of("torch", "transformers", "trl", "peft", "datasets");
            case adapters -> PeerPackages.of("torch", "transformers", "peft");
            case generate, load -> PeerPackages.of("torch", "transformers");
        };
    }
}
