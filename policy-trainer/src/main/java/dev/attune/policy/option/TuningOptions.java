package dev.attune.policy.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;

/** What commands that tune a model on given answers have in common: a picocli mixin. */
public final class TuningOptions {

    private static final String MODEL_WEIGHTS = "model.safetensors";

    @Option(
            names = "--out",
            required = true,
            description = "Folder for the model (full) or the adapter in PEFT's form (all other methods).")
    public Path out = Path.of("");

    @Option(names = "--config", description = "JSON file with settings in place of the defaults.")
    public @Nullable Path config;

    @Option(
            names = "--tune",
            paramLabel = "METHOD",
            description = "Short for --set tuning.method=METHOD: full, lora, dora, ia3,"
                    + " soft-prompt, p-tuning, prefix, multitask-prompt, adapter, bitfit, norms or last-layers.")
    public @Nullable String tune;

    @Option(names = "--resume", description = "Go on where an earlier run in the same folder stopped.")
    public boolean resume;

    @Mixin
    public ResultOptions results = new ResultOptions();

    /** The folder that keeps the run. */
    public Path run() {
        return out.resolve("run");
    }

    /**
     * Writes what was tuned; the hash of its weights stands for it.
     *
     * @param baseName under which an adapter names its base
     * @return the first figures of the command's result
     */
    public Result save(LanguageModel model, Tunable.Tuning tuning, String baseName) throws IOException {
        Files.createDirectories(out);
        if (tuning.adapter() instanceof TunedAdapter adapter) {
            PeftDirectory.save(adapter, model.transformer(), out, baseName);
            return saved(PeftDirectory.WEIGHTS);
        }
        model.save(out);
        return saved(MODEL_WEIGHTS);
    }

    private Result saved(String weights) throws IOException {
        return new Result()
                .put("artifact", out.toString())
                .put("sha256", DirectoryManifest.sha256(out.resolve(weights)));
    }
}
