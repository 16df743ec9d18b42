package dev.attune.lm.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.attune.lm.bench.Bench;
import dev.attune.lm.bench.BenchDirectory;
import dev.attune.lm.bench.BenchWorkloads;
import dev.attune.lm.bench.Workload;

/** Times this library, and beside it transformers or TRL. */
@Command(
        name = "bench",
        description = "Time generation, training or loading; with --peer also transformers and TRL, in the same run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bench generate --peer --json bench.json"})
final class BenchCommand implements Callable<Integer> {
    /** What can be timed here. */
    enum What {
        generate,
        train,
        load
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
    private What what;

    @Option(names = "--peer", description = "Time the peer too, where its Python packages are there.")
    private boolean peer;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "The model to load in the row 'load' (default: smollm2-135m-instruct if it is pulled, else random weights).")
    private @Nullable Path model;

    @Option(
            names = "--row",
            split = ",",
            paramLabel = "NAME",
            description = "Only these rows, such as batch32; all without it.")
    private List<String> rows = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description = "How often each side measures, in turn; the best counts (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the table here.")
    private @Nullable Path json;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    BenchCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (BenchDirectory directory = BenchDirectory.of(model == null ? pulledModel() : model)) {
            List<Workload> workloads = workloads(directory).stream()
                    .filter(workload -> rows.isEmpty() || rows.contains(workload.name()))
                    .toList();
            if (workloads.isEmpty()) {
                throw new IllegalArgumentException(
                        "bench " + what + " has no row named " + String.join(", ", rows) + ".");
            }
            if (workloads.stream().anyMatch(workload -> workload.name().equals("load"))) {
                directory.write();
            }
            ArrayNode table = new Bench(packages(), rounds, spec.commandLine().getErr()).run(workloads, peer);
            ObjectNode result = JsonOutput.JSON.createObjectNode();
            result.set("machine", DoctorCommand.describe());
            result.set("rows", table);
            spec.commandLine().getOut().println(JsonOutput.pretty(result));
            JsonOutput.write(json, result);
        }
        return 0;
    }

    private List<Workload> workloads(BenchDirectory directory) {
        return switch (what) {
            case generate -> BenchWorkloads.generate(directory.path());
            case load -> BenchWorkloads.load(directory.path());
            case train -> BenchWorkloads.train();
        };
    }

    /** SmolLM2, where {@code model pull} has put it. */
    private static @Nullable Path pulledModel() {
        String home = System.getenv("ATTUNE_HOME");
        Path pulled = Path.of(home == null ? ".attune" : home, "models", "smollm2-135m-instruct");
        return Files.isDirectory(pulled) ? pulled : null;
    }

    private List<String> packages() {
        return what == What.train
                ? List.of("torch", "transformers", "trl", "peft", "datasets")
                : List.of("torch", "transformers");
    }
}
