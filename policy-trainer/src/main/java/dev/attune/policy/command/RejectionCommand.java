package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.settings.bestof.RejectionConfig;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.PeftDirectory;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.bestof.BestAnswer;
import dev.attune.policy.bestof.BestOfMaths;
import dev.attune.policy.bestof.Mean;
import dev.attune.policy.bestof.RejectionTuning;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.ProgressLines;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.RewardedOptions;
import dev.attune.policy.supervised.SupervisedTuning;
import dev.attune.policy.supervised.TuningFolder;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.process.PeakMemory;

/** {@code train rejection}: best-of-n answers as demonstrations, without the bus. */
@Command(
        name = "rejection",
        description = "Tunes a model on the best of n of its own answers to each prompt (rejection sampling, RAFT).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: train rejection --model language-model/models/attune-tiny --reward rule.json"
                    + " --prompts prompts.jsonl --out tuned",
            "         --set sampling.n=16 --set tuning.epochs=2"
        })
public final class RejectionCommand implements Callable<Integer> {

    private static final String MODEL_WEIGHTS = "model.safetensors";

    @Mixin
    RewardedOptions inputs = new RewardedOptions();

    @Option(names = "--out", required = true, description = "Folder for the model (full) or the PEFT adapter (lora).")
    Path out = Path.of("");

    @Option(names = "--config", description = "JSON file with settings in place of the defaults.")
    @Nullable
    Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, such as sampling.n=16; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of the answers and of the tuning.")
    @Nullable
    Long seed;

    @Option(names = "--resume", description = "Go on where an earlier run in the same folder stopped.")
    boolean resume;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    @Nullable
    Path json;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        RejectionConfig configuration = configuration();
        try (ModelPool models = new ModelPool(
                ModelPool.options(configuration.tuning().training().computeType()))) {
            RewardedOptions.Opened opened = inputs.open(models, messages());
            RejectionTuning recipe = new RejectionTuning(configuration, opened.weights(), opened.reward(), this::tell);
            RejectionTuning.Outcome outcome = recipe.run(
                    opened.prompts().prompts(),
                    models.adapter(opened.policy()),
                    out.resolve("run/best.jsonl"),
                    resume,
                    new TuningFolder(out.resolve("run"), 100, resume),
                    new ProgressLines(messages(), "rejection"));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("artifact", out.toString());
            result.put("sha256", DirectoryManifest.sha256(save(opened, outcome.tuning())));
            result.putAll(numbers(configuration, outcome));
            result.put("seconds", (System.nanoTime() - began) / 1e9);
            result.put("peakMemoryMb", PeakMemory.megabytes());
            Result.report(specification(), json, result);
        }
        return 0;
    }

    private static Map<String, Object> numbers(RejectionConfig configuration, RejectionTuning.Outcome outcome) {
        int n = configuration.sampling().n();
        Mean reward =
                Mean.of(outcome.best().stream().mapToDouble(BestAnswer::reward).toArray());
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("n", n);
        numbers.put("bestReward", reward.mean());
        numbers.put("bestRewardError", reward.error());
        numbers.put("bestKlBound", BestOfMaths.klBound(n));
        numbers.put("prompts", outcome.best().size());
        numbers.put("learned", outcome.learned());
        numbers.put("steps", outcome.tuning().steps());
        numbers.put("loss", outcome.tuning().loss());
        return numbers;
    }

    /** Writes the artifact and returns the file with its weights, whose hash stands for it. */
    private Path save(RewardedOptions.Opened opened, SupervisedTuning.Outcome outcome) throws IOException {
        Files.createDirectories(out);
        LanguageModel base = opened.weights();
        if (outcome.tuning().adapter() instanceof LoraAdapter adapter) {
            PeftDirectory.save(adapter, out, opened.baseName());
            return out.resolve(PeftDirectory.WEIGHTS);
        }
        base.save(out);
        return out.resolve(MODEL_WEIGHTS);
    }

    private RejectionConfig configuration() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (seed != null) {
            all.put("sampling.seed", seed.toString());
            all.put("tuning.seed", seed.toString());
        }
        return SettingOptions.read(RejectionConfig.defaults(), config, all);
    }

    private void tell(int prompts) {
        messages().println("rejection: " + prompts + " prompts answered");
        messages().flush();
    }

    private PrintWriter messages() {
        return specification().commandLine().getErr();
    }

    private CommandSpec specification() {
        return Objects.requireNonNull(spec, "The command was not started by its command line");
    }
}
