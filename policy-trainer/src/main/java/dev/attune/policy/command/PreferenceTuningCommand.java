package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.direct.PreferenceMetric;
import dev.attune.policy.direct.PreferenceTuning;
import dev.attune.policy.direct.PreferenceTuningState;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.policy.option.PolicyRunOptions;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.TuningOptions;
import dev.attune.preference.file.PreferenceInput;
import dev.attune.preference.file.PreferenceInput.Judged;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.folder.RunFolder;

/** {@code train dpo}, {@code train kto} and {@code train orpo}, which differ in the losses that they allow. */
abstract class PreferenceTuningCommand implements Callable<Integer> {

    private static final double EVERY_SECONDS = 10;

    @Option(names = "--model", required = true, description = "Folder of the model, or of a PEFT adapter to continue.")
    Path model = Path.of("");

    @Option(names = "--base", description = "Folder of the adapter's base, where its configuration does not say it.")
    private @Nullable Path base;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            description =
                    "JSON lines of preferences, in any of the known forms, plain or gzipped; for kto also of answers with"
                            + " labels.")
    List<Path> data = List.of();

    @Option(
            names = "--eval",
            arity = "1..*",
            description = "Preferences to evaluate on, in place of a held-out share of the data.")
    List<Path> eval = List.of();

    @Mixin
    TuningOptions options = new TuningOptions();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, for example beta=0.2; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of the data's order, of the held-out share and of a new adapter.")
    private @Nullable Long seed;

    @Option(names = "--save-every", description = "Steps between two states to resume from (${DEFAULT-VALUE}).")
    int saveEvery = 100;

    @Option(
            names = "--reference-cache",
            paramLabel = "FILE",
            description = "File of the reference's log-probabilities, to share between runs (default: the run's own).")
    private @Nullable Path referenceCache;

    private final PreferenceTuningConfig defaults;
    private final List<PreferenceLoss> losses;
    private double told = Double.NEGATIVE_INFINITY;

    private PreferenceTuningCommand(PreferenceTuningConfig defaults, List<PreferenceLoss> losses) {
        this.defaults = defaults;
        this.losses = losses;
    }

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        PreferenceTuningConfig configuration = configuration();
        PromptSplit pairs = pairs(configuration);
        RunFolder<PreferenceTuningState> folder = folder();
        ModelReference reference = ModelReference.of(model, base);
        PreferenceTuning.Start start = new PreferenceTuning.Start(reference.sha256(), reference.adapter());
        PreferenceTuning.Place place = new PreferenceTuning.Place(
                folder, saveEvery, referenceCache == null ? folder.root().resolve("reference.txt") : referenceCache);
        try (LanguageModel weights = LanguageModel.load(
                reference.base(), ModelPool.options(configuration.training().computeType()))) {
            PreferenceTuning.Outcome outcome =
                    new PreferenceTuning(weights, start, configuration).train(pairs, place, this::tell, () -> false);
            Result result = options.save(weights, outcome.tuning(), reference.baseName());
            folder.deleteStates();
            options.results.report(result.timed(began)
                    .put("steps", outcome.steps())
                    .put("pairsLeftOut", outcome.leftOut())
                    .metrics(outcome.metrics()));
        }
        return 0;
    }

    private PreferenceTuningConfig configuration() {
        Map<String, String> all = SettingOptions.with(settings, "tuning.method", options.tune);
        PreferenceTuningConfig configuration =
                SettingOptions.read(defaults, options.config, SettingOptions.with(all, "seed", seed));
        if (!losses.contains(configuration.objective().loss())) {
            throw ErrorCategory.CALLER.error(
                    "bad-setting",
                    "Setting loss is " + configuration.objective().loss().text() + ", but this command is for "
                            + PreferenceLoss.texts(losses)
                            + "; use another recipe, or leave loss as it is.");
        }
        return configuration;
    }

    private PromptSplit pairs(PreferenceTuningConfig configuration) {
        Judged training = judged(data);
        if (eval.isEmpty()) {
            return PromptSplit.of(
                    training.pairs(),
                    training.answers(),
                    configuration.batches().heldOutShare(),
                    configuration.training().seed());
        }
        Judged evaluation = judged(eval);
        return new PromptSplit(training.pairs(), evaluation.pairs(), training.answers(), evaluation.answers());
    }

    /** Only KTO learns from answers that are judged by themselves. */
    private Judged judged(List<Path> files) {
        PrintWriter messages = options.results.messages();
        return losses.contains(PreferenceLoss.KTO)
                ? PreferenceInput.readAnswers(files, messages)
                : new Judged(PreferenceInput.read(files, messages), List.of());
    }

    private RunFolder<PreferenceTuningState> folder() {
        RunFolder<PreferenceTuningState> folder = new RunFolder<>(options.run(), PreferenceTuningState.class);
        PolicyRunOptions.requireNew(folder, options.out, options.resume);
        return folder;
    }

    /** The first step, the last, and a line every ten seconds between them. */
    private void tell(int step, int steps, Map<String, Double> metrics) {
        double now = System.nanoTime() / 1e9;
        boolean evaluated = metrics.containsKey(PreferenceMetric.HELD_OUT_LOSS.title());
        if (now - told < EVERY_SECONDS && step < steps && !evaluated) {
            return;
        }
        told = now;
        PrintWriter messages = options.results.messages();
        messages.printf(
                Locale.ROOT,
                "%s: step %d of %d, loss %.4f, accuracy %.2f, margin %.3f%s, %.1f pairs/s%n",
                options.results.name(),
                step,
                steps,
                metrics.getOrDefault(PreferenceMetric.LOSS.title(), Double.NaN),
                metrics.getOrDefault(PreferenceMetric.ACCURACY.title(), Double.NaN),
                metrics.getOrDefault(PreferenceMetric.MARGIN.title(), Double.NaN),
                evaluated ? heldOut(metrics) : "",
                metrics.getOrDefault(PreferenceMetric.PAIRS_PER_SECOND.title(), Double.NaN));
        messages.flush();
    }

    private static String heldOut(Map<String, Double> metrics) {
        return String.format(
                Locale.ROOT,
                ", held-out loss %.4f accuracy %.2f margin %.3f",
                metrics.getOrDefault(PreferenceMetric.HELD_OUT_LOSS.title(), Double.NaN),
                metrics.getOrDefault(PreferenceMetric.HELD_OUT_ACCURACY.title(), Double.NaN),
                metrics.getOrDefault(PreferenceMetric.HELD_OUT_MARGIN.title(), Double.NaN));
    }

    /** {@code train dpo}. */
    @Command(
            name = "dpo",
            description = "Tunes a model directly on preferences (DPO, IPO and their kin).",
            footer = {
                "",
                "Example: train dpo --model language-model/models/attune-tiny --data preferences.jsonl --out policy",
                "         --set loss=ipo --set beta=0.2"
            })
    static final class Dpo extends PreferenceTuningCommand {
        Dpo() {
            super(PreferenceTuningConfig.defaults(), PreferenceLoss.PAIRWISE);
        }
    }

    /** {@code train kto}. */
    @Command(
            name = "kto",
            description = "Tunes a model on answers that people found good or bad (KTO).",
            footer = {
                "",
                "Example: train kto --model language-model/models/attune-tiny --data preferences.jsonl --out policy",
                "         --set goodWeight=1.33"
            })
    static final class Kto extends PreferenceTuningCommand {
        Kto() {
            super(PreferenceTuningConfig.defaults(PreferenceLoss.KTO), List.of(PreferenceLoss.KTO));
        }
    }

    /** {@code train orpo}. */
    @Command(
            name = "orpo",
            description = "Tunes a model on preferences without a reference, by likelihood and odds ratio (ORPO).",
            footer = {
                "",
                "Example: train orpo --model language-model/models/attune-tiny --data preferences.jsonl --out policy",
                "         --set oddsWeight=0.2"
            })
    static final class Orpo extends PreferenceTuningCommand {
        Orpo() {
            super(PreferenceTuningConfig.defaults(PreferenceLoss.ORPO), List.of(PreferenceLoss.ORPO));
        }
    }
}
