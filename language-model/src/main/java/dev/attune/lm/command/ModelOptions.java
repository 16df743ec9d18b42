package dev.attune.lm.command;

import java.nio.file.Path;

import picocli.CommandLine.Option;

import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;
import dev.attune.lm.torch.Dtype;

/** The options that name a model. */
final class ModelOptions {
    /** Number types to compute in. */
    enum Compute {
        float32,
        bfloat16
    }

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A Hugging Face directory, or a GGUF file.")
    private Path model;

    @Option(
            names = "--dtype",
            defaultValue = "float32",
            description = "Number type to compute in: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Compute dtype;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    ModelOptions() {}

    Path path() {
        return model;
    }

    LanguageModel load() {
        return LanguageModel.load(model, new LoadOptions(dtype == Compute.float32 ? Dtype.FLOAT32 : Dtype.BFLOAT16));
    }
}
