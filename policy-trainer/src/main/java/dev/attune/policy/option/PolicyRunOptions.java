package dev.attune.policy.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.AnswerSettings;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.run.HeldOut;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.folder.RunFolder;

/** What commands that train a policy against a reward have in common: a picocli mixin. */
public final class PolicyRunOptions {

    private static final String RUN = "run";

    @Mixin
    public RewardedOptions inputs = new RewardedOptions();

    @Option(names = "--out", required = true, description = "Folder for the policy; the run is kept in run below it.")
    Path out = Path.of("");

    @Option(names = "--config", description = "JSON file with settings in place of the defaults.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, such as klCoefficient=0.1 or optimisation.learningRate=1e-5; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--tune",
            paramLabel = "METHOD",
            description = "Short for --set tuning.method=METHOD: full, lora, dora, ia3,"
                    + " soft-prompt, p-tuning, prefix, multitask-prompt, adapter, bitfit, norms or last-layers.")
    private @Nullable String tune;

    @Option(names = "--seed", description = "Seed of every random choice.")
    private @Nullable Long seed;

    @Option(names = "--resume", description = "Go on where an earlier run in the same folder stopped.")
    boolean resume;

    @Mixin
    public ResultOptions results = new ResultOptions();

    @Mixin
    public WatchOptions watch = new WatchOptions();

    /**
     * A recipe, and what the command must know of its settings.
     *
     * @param answers how prompts are answered, the held-out ones too
     * @param state type of the recipe's states
     * @param recipe makes the run, or goes on with it
     */
    public record Training<S>(
            ComputeType computeType, AnswerSettings answers, long seed, Class<S> state, Recipe<S> recipe) {}

    /** Makes a run of what the options name. */
    @FunctionalInterface
    public interface Recipe<S> {
        Outcome run(RewardedOptions.Opened opened, Optional<HeldOut> heldOut, RunFolder<S> folder, Progress progress);
    }

    /** The defaults with file, settings and seed in place of theirs. */
    public <T> T configuration(T defaults) {
        Map<String, String> all = SettingOptions.with(settings, "tuning.method", tune);
        return SettingOptions.read(defaults, config, SettingOptions.with(all, "seed", seed));
    }

    /** Opens what the options name, trains, writes the artifact, tells the result, and forgets what resuming needed. */
    public <S> int train(Training<S> training) throws IOException {
        long began = System.nanoTime();
        RunFolder<S> folder = folder(training.state());
        try (ModelPool models = new ModelPool(ModelPool.options(training.computeType()))) {
            RewardedOptions.Opened opened =
                    inputs.open(models, training.answers().maxPromptTokens(), results.messages());
            Optional<HeldOut> heldOut = watch.open(
                    opened.weights(),
                    inputs.reward,
                    opened.rewardModel(),
                    training.answers(),
                    training.seed(),
                    results.messages());
            Outcome outcome = training.recipe().run(opened, heldOut, folder, this::tell);
            finish(outcome, folder, opened.promptsLeftOut(), began);
        }
        return 0;
    }

    /**
     * Refuses a run that was begun, unless it is to be resumed.
     *
     * @throws AttuneException {@code run-exists}
     */
    public static void requireNew(RunFolder<?> folder, Path out, boolean resume) {
        if (folder.isBegun() && !resume) {
            throw ErrorCategory.CALLER.error(
                    "run-exists",
                    "The folder " + out + " holds an unfinished run; add --resume to go on, or give another --out.");
        }
    }

    private <S> RunFolder<S> folder(Class<S> state) {
        RunFolder<S> folder = new RunFolder<>(out.resolve(RUN), state, watch.retention());
        requireNew(folder, out, resume);
        if (!resume) {
            folder.forgetAfter(-1);
        }
        return folder;
    }

    private void tell(int update, Map<String, Double> metrics) {
        results.messages()
                .printf(
                        Locale.ROOT,
                        "%s: update %d, score %.3f, kl %.2f, answer tokens %.1f, %.2f s%n",
                        results.name(),
                        update,
                        of(metrics, PpoMetric.SCORE),
                        of(metrics, PpoMetric.KL),
                        of(metrics, PpoMetric.ANSWER_TOKENS),
                        of(metrics, PpoMetric.SECONDS));
        results.messages().flush();
    }

    private void finish(Outcome outcome, RunFolder<?> folder, int promptsLeftOut, long began) throws IOException {
        outcome.reason().ifPresent(reason -> results.messages().println("Ended early: " + reason + "."));
        PolicyArtifact.export(outcome.policy().orElseThrow(), out);
        folder.deleteStates();
        Result result = new Result()
                .put("artifact", out.toString())
                .put("sha256", PolicyArtifact.sha256(out))
                .timed(began)
                .put("updates", outcome.updates())
                .put("promptsLeftOut", promptsLeftOut);
        outcome.reason().ifPresent(reason -> result.put("stopReason", reason));
        results.report(result.metrics(outcome.metrics()));
    }

    private static double of(Map<String, Double> metrics, PpoMetric metric) {
        return metrics.getOrDefault(metric.title(), Double.NaN);
    }
}
