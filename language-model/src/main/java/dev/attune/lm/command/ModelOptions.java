package dev.attune.lm.command;

import java.nio.file.Path;

import ai.djl.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Dtype;

/** The options that name a model. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelOptions {
    /** Number types to compute in. */
    enum Compute {
        float32(Dtype.FLOAT32),
        bfloat16(Dtype.BFLOAT16),
        float16(Dtype.FLOAT16);

        private final Dtype dtype;

        Compute(Dtype dtype) {
            this.dtype = dtype;
        }
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

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "cpu, or gpu0, gpu1, ... with libtorch's CUDA build (default ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--any-base",
            description =
                    "Load the adapter whatever base model it names; that its weights fit is checked all the same.")
    private boolean anyBase;

    @Option(
            names = "--task-name",
            paramLabel = "NAME",
            description = "Which of a multitask prompt's tasks (default: the one that its folder says).")
    private @Nullable String taskName;

    LanguageModel load() {
        return LanguageModel.load(model, new LoadOptions(dtype.dtype, device()));
    }

    /** The adapter in a directory, or none. */
    Adapter adapter(LanguageModel loaded, @Nullable Path directory) {
        if (directory == null) {
            return Adapter.NONE;
        }
        if (!anyBase) {
            PeftDirectory.requireBaseNamed(directory, model);
        }
        TunedAdapter adapter = PeftDirectory.load(loaded.manager(), loaded.transformer(), directory);
        if (taskName == null) {
            return adapter;
        }
        if (adapter instanceof PromptAdapter prompt) {
            return prompt.withTask(taskName);
        }
        throw new IllegalArgumentException("The adapter in " + directory + " has no tasks; leave --task-name out.");
    }

    private Device device() {
        if (device.equals("cpu")) {
            return Device.cpu();
        }
        if (device.matches("gpu\\d{1,3}")) {
            return Device.gpu(Integer.parseInt(device.substring(3)));
        }
        throw new IllegalArgumentException("There is no device '" + device + "'; say cpu, gpu0, gpu1, ...");
    }
}
