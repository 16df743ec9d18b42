package dev.attune.lm.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.lm.bench.BenchDirectory;
import dev.attune.lm.bench.PeerPackages;
import dev.attune.lm.bench.Workload;
import dev.attune.lm.bench.peft.PeftBench;
import dev.attune.lm.bench.peft.PeftMethod;
import dev.attune.lm.torch.Dtype;

/** Times the ways of tuning, and beside them PEFT's. */
@Command(
        name = "bench-peft",
        description = {
            "Time steps of each way of tuning that PEFT has, too; with --peer also PEFT, in the same run.",
            "Both sides begin with the same values, train on the same batches, and say their losses before each step."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bench peft --model attune-tiny --method lora,prefix --peer --json peft.json"})
final class BenchPeftCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "The model to tune (default: smollm2-135m-instruct if it is pulled).")
    private @Nullable Path model;

    @Option(names = "--steps", defaultValue = "20", description = "Steps of each method (default ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--batch", defaultValue = "4", description = "Texts of a step (default ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--length", defaultValue = "128", description = "Tokens of a text (default ${DEFAULT-VALUE}).")
    private int length;

    @Option(
            names = "--dtype",
            defaultValue = "FLOAT32",
            description =
                    "What both sides compute in, FLOAT32 or BFLOAT16, in which losses differ (default ${DEFAULT-VALUE}).")
    private Dtype dtype = Dtype.FLOAT32;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path source = model == null ? BenchCommand.pulledModel() : model;
        if (source == null) {
            throw new IllegalArgumentException(
                    "There is no model to tune: name one with --model, such as attune-tiny, or pull smollm2-135m-instruct.");
        }
        if (steps < 1 || batch < 1 || length < 2) {
            throw new IllegalArgumentException("Steps and batch must be at least 1, and the length at least 2.");
        }
        try (BenchDirectory directory = BenchDirectory.of(source);
                Starts starts = Starts.make()) {
            PeftBench bench =
                    new PeftBench(directory.path(), starts.path(), new PeftBench.Size(steps, batch, length), dtype);
            List<Workload> chosen = options.chosen(bench.workloads(List.of(PeftMethod.values())));
            List<PeftMethod> methods = Arrays.stream(PeftMethod.values())
                    .filter(method ->
                            chosen.stream().anyMatch(workload -> workload.name().equals(method.title())))
                    .toList();
            directory.write();
            bench.prepare(methods);
            return options.run(chosen, PeerPackages.of("torch", "transformers", "peft", "safetensors"));
        }
    }

    /** Where starts and batches lie while it runs. */
    private record Starts(Path path) implements AutoCloseable {
        static Starts make() throws IOException {
            return new Starts(Files.createTempDirectory("attune-bench-peft"));
        }

        @Override
        public void close() throws IOException {
            BenchDirectory.remove(path);
        }
    }
}
