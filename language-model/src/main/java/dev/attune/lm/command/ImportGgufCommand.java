package dev.attune.lm.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.attune.lm.checkpoint.GgufModel;

/** Makes a model directory of a GGUF file. */
@Command(
        name = "import-gguf",
        description = {
            "Make a model directory of a GGUF file.",
            "Configuration and tokenizer are written from the file's remarks; the weights stay in the file, unchanged."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: import-gguf SmolLM2-135M-Instruct.Q4_1.gguf smollm2-135m-instruct"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImportGgufCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The GGUF file.")
    private Path file;

    @Parameters(paramLabel = "DIR", description = "The directory, made where missing.")
    private Path directory;

    @Override
    public Integer call() {
        GgufModel.importInto(file, directory);
        spec.commandLine().getOut().println("imported into " + directory);
        return 0;
    }
}
