package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.PeftDirectory;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.direct.PreferenceMetric;
import dev.attune.policy.direct.PreferenceTuning;
import dev.attune.policy.direct.PreferenceTuningState;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.policy.option.Result;
import dev.attune.preference.file.PreferenceInput;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.score.RewardScorer;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.process.PeakMemory;

/** What {@code train dpo}, {@code train kto} and {@code train orpo} have in common: all but the losses that they allow. */
abstract class PreferenceTuningCommand implements Callable<Integer> {

    private static final String MODEL_WEIGHTS = "model.safetensors";
    private static final double EVERY_SECONDS = 10;

    @Option(names = "--model", required = true, description = "Folder of the model, or of a PEFT adapter to continue.")
    Path model = Path.of("");

    @Option(names = "--base", description = "Folder of the adapter's base, where its configuration does not say it.")
    @Nullable
    Path base;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            description = "JSON lines of preferences, in any of the known forms, plain or gzipped.")
    List<Path> data = List.of();

    @Option(
            names = "--eval",
            arity = "1..*",
            description = "Preferences to evaluate on, in place of a held-out share of the data.")
    List<Path> eval = List.of();

    @Option(names = "--out", required = true, description = "Folder for the model (full) or the PEFT adapter (lora).")
    Path out = Path.of("");

    @Option(names = "--config", description = "JSON file with settings in place of the defaults.")
    @Nullable
    Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, for example beta=0.2; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of the data's order, of the held-out share and of a new adapter.")
    @Nullable
    Long seed;

    @Option(names = "--resume", description = "Go on where an earlier run in the same folder stopped.")
    boolean resume;

    @Option(names = "--save-every", description = "Steps between two states to resume from (${DEFAULT-VALUE}).")
    int saveEvery = 100;

    @Option(
            names = "--reference-cache",
            paramLabel = "FILE",
            description = "File of the reference's log-probabilities, to share between runs (default: the run's own).")
    @Nullable
    Path referenceCache;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    @Nullable
    Path json;

    @Spec
    @Nullable
    CommandSpec spec;

    private double told = Double.NEGATIVE_INFINITY;

    /** The settings that the command begins with. */
    abstract PreferenceTuningConfig defaults();

    /** The losses that the command is for. */
    abstract List<PreferenceLoss> losses();

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        PreferenceTuningConfig configuration = configuration();
        PromptSplit pairs = pairs(configuration);
        RunFolder<PreferenceTuningState> folder = folder();
        ModelReference reference = ModelReference.of(model, base);
        PreferenceTuning.Start start = new PreferenceTuning.Start(hash(reference), reference.adapter());
        PreferenceTuning.Place place = new PreferenceTuning.Place(
                folder, saveEvery, referenceCache == null ? folder.root().resolve("reference.txt") : referenceCache);
        try (LanguageModel weights = LanguageModel.load(
                reference.base(), ModelPool.options(configuration.training().computeType()))) {
            PreferenceTuning.Outcome outcome =
                    new PreferenceTuning(weights, start, configuration).train(pairs, place, this::tell, () -> false);
            Path artifact = save(weights, outcome, reference);
            folder.deleteStates();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("artifact", out.toString());
            result.put("sha256", DirectoryManifest.sha256(artifact));
            result.put("seconds", (System.nanoTime() - began) / 1e9);
            result.put("peakMemoryMb", PeakMemory.megabytes());
            result.put("steps", outcome.steps());
            result.put("pairsLeftOut", outcome.leftOut());
            new TreeMap<>(outcome.metrics())
                    .forEach(result::putIfAbsent); // "seconds" is the run's, not the last step's
            Result.report(specification(), json, result);
        }
        return 0;
    }

    private PreferenceTuningConfig configuration() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (seed != null) {
            all.put("seed", seed.toString());
        }
        PreferenceTuningConfig configuration = SettingOptions.read(defaults(), config, all);
        if (!losses().contains(configuration.objective().loss())) {
            throw new AttuneException(
                    "bad-setting",
                    ErrorCategory.CALLER,
                    "Setting loss is " + configuration.objective().loss().text() + ", but this command is for "
                            + PreferenceLoss.texts(losses())
                            + "; use another recipe, or leave loss as it is.");
        }
        return configuration;
    }

    private PromptSplit pairs(PreferenceTuningConfig configuration) {
        List<PreferencePair> training = PreferenceInput.read(data, messages());
        if (!eval.isEmpty()) {
            return new PromptSplit(training, PreferenceInput.read(eval, messages()));
        }
        return configuration.batches().heldOutShare() == 0
                ? new PromptSplit(training, List.of())
                : PromptSplit.of(
                        training,
                        configuration.batches().heldOutShare(),
                        configuration.training().seed());
    }

    private RunFolder<PreferenceTuningState> folder() {
        RunFolder<PreferenceTuningState> folder = new RunFolder<>(out.resolve("run"), PreferenceTuningState.class);
        if (folder.isBegun() && !resume) {
            throw new AttuneException(
                    "run-exists",
                    ErrorCategory.CALLER,
                    "The folder " + out + " holds an unfinished run; add --resume to go on, or give another --out.");
        }
        return folder;
    }

    private static String hash(ModelReference reference) {
        return RewardScorer.hashOf(reference.base())
                + reference.adapter().map(RewardScorer::hashOf).orElse("");
    }

    /** Writes the artifact and returns the file with its weights, whose hash stands for it. */
    private Path save(LanguageModel weights, PreferenceTuning.Outcome outcome, ModelReference reference)
            throws IOException {
        Files.createDirectories(out);
        if (outcome.tuning().adapter() instanceof LoraAdapter adapter) {
            PeftDirectory.save(
                    adapter, out, reference.base().toAbsolutePath().normalize().toString());
            return out.resolve(PeftDirectory.WEIGHTS);
        }
        weights.save(out);
        return out.resolve(MODEL_WEIGHTS);
    }

    /** The first step, the last, and a line every ten seconds between them. */
    private void tell(int step, int steps, Map<String, Double> metrics) {
        double now = System.nanoTime() / 1e9;
        boolean evaluated = metrics.containsKey(PreferenceMetric.HELD_OUT_LOSS.title());
        if (now - told < EVERY_SECONDS && step < steps && !evaluated) {
            return;
        }
        told = now;
        messages()
                .printf(
                        Locale.ROOT,
                        "%s: step %d of %d, loss %.4f, accuracy %.2f, margin %.3f%s, %.1f pairs/s%n",
                        specification().name(),
                        step,
                        steps,
                        metrics.get(PreferenceMetric.LOSS.title()),
                        metrics.get(PreferenceMetric.ACCURACY.title()),
                        metrics.get(PreferenceMetric.MARGIN.title()),
                        evaluated ? heldOut(metrics) : "",
                        metrics.get(PreferenceMetric.PAIRS_PER_SECOND.title()));
        messages().flush();
    }

    private static String heldOut(Map<String, Double> metrics) {
        return String.format(
                Locale.ROOT,
                ", held-out loss %.4f accuracy %.2f margin %.3f",
                metrics.get(PreferenceMetric.HELD_OUT_LOSS.title()),
                metrics.get(PreferenceMetric.HELD_OUT_ACCURACY.title()),
                metrics.get(PreferenceMetric.HELD_OUT_MARGIN.title()));
    }

    private PrintWriter messages() {
        return specification().commandLine().getErr();
    }

    private CommandSpec specification() {
        return Objects.requireNonNull(spec, "The command was not started by its command line");
    }
}
