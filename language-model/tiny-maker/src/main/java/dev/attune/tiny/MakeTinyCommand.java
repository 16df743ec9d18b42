package dev.attune.tiny;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.json.Json;
import dev.attune.policy.option.ProgressLines;
import dev.attune.worker.command.CommandFailure;
import dev.attune.worker.process.PeakMemory;

/** {@code make-tiny}: makes the shipped model again. */
@Command(
        name = "make-tiny",
        description = "Makes the model attune-tiny: corpus, tokenizer, training, measurement.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: make-tiny --out attune-tiny --seed 7"})
public final class MakeTinyCommand implements Callable<Integer> {

    @Option(names = "--out", required = true, description = "Folder for the model.")
    Path out = Path.of("");

    @Option(names = "--seed", description = "Seed of everything (${DEFAULT-VALUE}).")
    long seed = 7;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    @Nullable
    Path json;

    @Spec
    @Nullable
    CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The parsed command; a test gives its own writers. */
    static CommandLine commandLine() {
        return new CommandLine(new MakeTinyCommand())
                .setExecutionExceptionHandler(
                        (failure, failed, result) -> CommandFailure.tell(failure, true, false, failed.getErr()));
    }

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        if (spec == null) {
            throw new IllegalStateException("The command was not started by its command line");
        }
        PrintWriter errors = spec.commandLine().getErr();
        Map<String, ProgressLines> stages = new HashMap<>();
        Samples samples = new MakeTiny(
                        TinyRecipe.shipped(seed),
                        (stage, step) -> stages.computeIfAbsent(stage, name -> new ProgressLines(errors, name))
                                .accept(step))
                .make(out);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("artifact", out.toString());
        result.put("sha256", sha256());
        result.put("seconds", (System.nanoTime() - start) / 1e9);
        result.put("peakMemoryMb", PeakMemory.megabytes());
        result.put("samples", samples);
        String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result);
        if (json != null) {
            Files.writeString(json, text + "\n");
        }
        spec.commandLine().getOut().println(text);
        return 0;
    }

    private String sha256() throws IOException {
        return dev.attune.contracts.artifact.DirectoryManifest.sha256(out.resolve("model.safetensors"));
    }
}
