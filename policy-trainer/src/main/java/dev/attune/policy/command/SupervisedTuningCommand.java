package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.PeftDirectory;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.data.DemonstrationFile;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.ProgressLines;
import dev.attune.policy.supervised.SupervisedTuning;
import dev.attune.policy.supervised.TuningFolder;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.process.PeakMemory;

/** {@code train sft}: supervised instruction tuning without the bus. */
@Command(
        name = "sft",
        description = "Tunes a model to answer as demonstrations do.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: train sft --model language-model/models/attune-tiny --data demonstrations.jsonl --out tuned",
            "         --set tuning.method=full --set epochs=2"
        })
public final class SupervisedTuningCommand implements Callable<Integer> {

    private static final String MODEL_WEIGHTS = "model.safetensors";

    @Option(names = "--model", required = true, description = "Directory of the model to tune.")
    Path model = Path.of("");

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            description = "JSON lines with messages, or with prompt and completion.")
    List<Path> data = List.of();

    @Option(names = "--out", required = true, description = "Folder for the model (full) or the PEFT adapter (lora).")
    Path out = Path.of("");

    @Option(names = "--eval", description = "Demonstrations for the validation loss, in the same form.")
    @Nullable
    Path eval;

    @Option(names = "--config", description = "JSON file with settings in place of the defaults.")
    @Nullable
    Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, for example epochs=2; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of the data's order and of a new adapter.")
    @Nullable
    Long seed;

    @Option(names = "--resume", description = "Go on where an earlier run in the same folder stopped.")
    boolean resume;

    @Option(names = "--save-every", description = "Steps between two states to resume from (${DEFAULT-VALUE}).")
    int saveEvery = 100;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    @Nullable
    Path json;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        SupervisedTuningConfig configuration = configuration();
        List<Demonstration> training = new ArrayList<>();
        for (Path file : data) {
            training.addAll(read(file));
        }
        List<Demonstration> evaluation = eval == null ? List.of() : read(eval);
        TuningFolder folder = new TuningFolder(out.resolve("run"), saveEvery, resume);
        LoadOptions options = ModelPool.options(configuration.training().computeType());
        try (LanguageModel base = LanguageModel.load(model, options)) {
            SupervisedTuning recipe = new SupervisedTuning(base, configuration, new ProgressLines(errors(), "sft"));
            SupervisedTuning.Outcome outcome = recipe.train(training, evaluation, Optional.of(folder));
            Path weights = save(base, outcome);
            folder.deleteStates();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("artifact", out.toString());
            result.put("sha256", DirectoryManifest.sha256(weights));
            result.put("seconds", (System.nanoTime() - start) / 1e9);
            result.put("peakMemoryMb", PeakMemory.megabytes());
            result.put("steps", outcome.steps());
            result.put("loss", outcome.loss());
            result.put("validationLoss", outcome.validationLoss());
            report(result);
        }
        return 0;
    }

    private SupervisedTuningConfig configuration() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (seed != null) {
            all.put("seed", seed.toString());
        }
        return SettingOptions.read(SupervisedTuningConfig.defaults(), config, all);
    }

    private List<Demonstration> read(Path file) {
        DemonstrationFile read = DemonstrationFile.read(file);
        read.rejected().forEach(sentence -> errors().println(sentence));
        return read.demonstrations();
    }

    /** Writes the artifact and returns the file with its weights, whose hash stands for it. */
    private Path save(LanguageModel base, SupervisedTuning.Outcome outcome) throws IOException {
        Files.createDirectories(out);
        if (outcome.tuning().adapter() instanceof LoraAdapter adapter) {
            PeftDirectory.save(adapter, out, model.toString());
            return out.resolve(PeftDirectory.WEIGHTS);
        }
        base.save(out);
        return out.resolve(MODEL_WEIGHTS);
    }

    private void report(Map<String, Object> result) throws IOException {
        String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result);
        if (json != null) {
            Files.writeString(json, text + "\n");
        }
        commandSpec().commandLine().getOut().println(text);
    }

    private PrintWriter errors() {
        return commandSpec().commandLine().getErr();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("The command was not started by its command line");
        }
        return spec;
    }
}
