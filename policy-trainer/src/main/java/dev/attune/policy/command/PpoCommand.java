package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.job.PpoConfig;
import dev.attune.contracts.run.RunFolder;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.policy.PolicyArtifact;
import dev.attune.policy.PolicyStart;
import dev.attune.policy.Ppo;
import dev.attune.policy.PpoState;
import dev.attune.policy.RewardFunction;
import dev.attune.policy.data.ModelReference;
import dev.attune.policy.data.PromptFile;
import dev.attune.policy.evaluation.ModelPool;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.reward.PromptFields;
import dev.attune.policy.reward.RewardSource;
import dev.attune.policy.supervised.Demonstration;
import dev.attune.policy.supervised.DemonstrationFile;
import dev.attune.policy.supervised.PeakMemory;
import dev.attune.policy.supervised.SettingOptions;
import dev.attune.policy.watch.HeldOut;

/** {@code train ppo}: the PPO recipe without the bus. */
@Command(
        name = "ppo",
        description = "Tunes a model towards a reward model by proximal policy optimisation.",
        footer = {
            "",
            "Example: train ppo --model language-model/models/attune-tiny --reward reward --prompts prompts.jsonl"
                    + " --out policy",
            "         --set updates=40 --set rolloutBatch=64"
        })
public final class PpoCommand implements Callable<Integer> {

    private static final String RUN = "run";

    @Option(names = "--model", required = true, description = "Folder of the model, or of a PEFT adapter to continue.")
    Path model = Path.of("");

    @Option(names = "--base", description = "Folder of the adapter's base, where its configuration does not say it.")
    @Nullable
    Path base;

    @Option(names = "--reward", required = true, description = "Folder of a reward model, or JSON file with a rule.")
    Path reward = Path.of("");

    @Option(names = "--prompts", required = true, description = "JSON lines with prompt: a text, or messages.")
    Path prompts = Path.of("");

    @Option(
            names = "--reference",
            description = "Folder of the adapter that KL is measured to: one that --model comes from.")
    @Nullable
    Path reference;

    @Option(
            names = "--value",
            description = "Folder of the reward model that a separate value model begins as; by default --reward's.")
    @Nullable
    Path value;

    @Option(
            names = "--pretraining",
            description = "JSON lines of demonstrations to learn beside, with pretraining.coefficient above 0.")
    @Nullable
    Path pretraining;

    @Option(names = "--out", required = true, description = "Folder for the policy; the run is kept in run below it.")
    Path out = Path.of("");

    @Option(names = "--config", description = "JSON file with settings in place of the defaults.")
    @Nullable
    Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, such as klCoefficient=0.1 or kl.estimator=k3; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of every random choice.")
    @Nullable
    Long seed;

    @Option(names = "--resume", description = "Go on where an earlier run in the same folder stopped.")
    boolean resume;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    @Nullable
    Path json;

    @Mixin
    WatchOptions watch = new WatchOptions();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        PpoConfig configuration = configuration();
        ModelReference policy = ModelReference.of(model, base);
        PromptFile file = PromptFile.read(prompts);
        file.rejected().forEach(messages()::println);
        RunFolder<PpoState> folder = folder();
        try (ModelPool models = new ModelPool(ModelPool.options(configuration.computeType()))) {
            LanguageModel weights = models.base(policy.base());
            Map<Path, RewardFunction> opened = new HashMap<>();
            Function<Path, RewardFunction> rewardModel =
                    directory -> opened.computeIfAbsent(directory, path -> models.reward(path, weights));
            RewardFunction scores = new RewardSource(PromptFields.of(file), rewardModel).open(reward);
            Optional<HeldOut> heldOut = watch.open(
                    weights,
                    reward,
                    rewardModel,
                    SamplingSettings.sampling(configuration.temperature(), configuration.maxNewTokens()),
                    configuration.maxPromptTokens(),
                    configuration.seed(),
                    messages());
            String baseName = policy.base().toAbsolutePath().normalize().toString();
            PolicyStart start = new PolicyStart(
                    weights,
                    baseName,
                    policy.adapter(),
                    Optional.ofNullable(reference),
                    valueStart(),
                    demonstrations());
            Ppo ppo = new Ppo(configuration, start, heldOut);
            Ppo.Outcome outcome = ppo.run(file.prompts(), scores, folder, this::tell, () -> false);
            outcome.reason().ifPresent(reason -> messages().println("Ended early: " + reason + "."));
            PolicyArtifact.export(outcome.policy().orElseThrow(), out);
            folder.deleteStates();
            Result.report(specification(), json, result(outcome, (System.nanoTime() - began) / 1e9));
        }
        return 0;
    }

    private Map<String, Object> result(Ppo.Outcome outcome, double seconds) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("artifact", out.toString());
        result.put("sha256", PolicyArtifact.sha256(out));
        result.put("seconds", seconds);
        result.put("peakMemoryMb", PeakMemory.megabytes());
        result.put("updates", outcome.updates());
        outcome.reason().ifPresent(reason -> result.put("stopReason", reason));
        result.putAll(new TreeMap<>(outcome.metrics()));
        return result;
    }

    private RunFolder<PpoState> folder() {
        RunFolder<PpoState> folder = new RunFolder<>(out.resolve(RUN), PpoState.class, watch.retention());
        if (folder.isBegun() && !resume) {
            throw new AttuneException(
                    "run-exists",
                    ErrorCategory.CALLER,
                    "The folder " + out + " holds an unfinished run; add --resume to go on, or give another --out.");
        }
        if (!resume) {
            folder.forgetAfter(-1);
        }
        return folder;
    }

    private Optional<Path> valueStart() {
        return value == null ? Optional.of(reward).filter(Files::isDirectory) : Optional.of(value);
    }

    private List<Demonstration> demonstrations() {
        if (pretraining == null) {
            return List.of();
        }
        DemonstrationFile file = DemonstrationFile.read(pretraining);
        file.rejected().forEach(messages()::println);
        return file.demonstrations();
    }

    private PpoConfig configuration() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (seed != null) {
            all.put("seed", seed.toString());
        }
        return SettingOptions.read(PpoConfig.defaults(), config, all);
    }

    private void tell(int update, Map<String, Double> metrics) {
        messages()
                .printf(
                        Locale.ROOT,
                        "ppo: update %d, score %.3f, kl %.2f, answer tokens %.1f, %.2f s%n",
                        update,
                        of(metrics, PpoMetric.SCORE),
                        of(metrics, PpoMetric.KL),
                        of(metrics, PpoMetric.ANSWER_TOKENS),
                        of(metrics, PpoMetric.SECONDS));
        messages().flush();
    }

    private static double of(Map<String, Double> metrics, PpoMetric metric) {
        return metrics.getOrDefault(metric.title(), Double.NaN);
    }

    private PrintWriter messages() {
        return specification().commandLine().getErr();
    }

    private CommandSpec specification() {
        return Objects.requireNonNull(spec, "The command was not started by its command line");
    }
}
