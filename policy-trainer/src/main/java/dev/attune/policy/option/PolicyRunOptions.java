package dev.attune.policy.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.process.PeakMemory;

/** What commands that train a policy against a reward have in common: a picocli mixin. */
public final class PolicyRunOptions {

    private static final String RUN = "run";

    @Mixin
    public RewardedOptions inputs = new RewardedOptions();

    @Option(names = "--out", required = true, description = "Folder for the policy; the run is kept in run below it.")
    Path out = Path.of("");

    @Option(names = "--config", description = "JSON file with settings in place of the defaults.")
    @Nullable
    Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, such as klCoefficient=0.1 or optimisation.learningRate=1e-5; repeatable.")
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
    public WatchOptions watch = new WatchOptions();

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    /** The defaults with file, settings and seed in place of theirs. */
    public <T> T configuration(T defaults) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (seed != null) {
            all.put("seed", seed.toString());
        }
        return SettingOptions.read(defaults, config, all);
    }

    /** Where the run is kept; refuses one that was begun, unless it is to be resumed. */
    public <S> RunFolder<S> folder(Class<S> state) {
        RunFolder<S> folder = new RunFolder<>(out.resolve(RUN), state, watch.retention());
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

    /** A line about an update. */
    public Progress progress(String recipe) {
        return (update, metrics) -> {
            messages()
                    .printf(
                            Locale.ROOT,
                            "%s: update %d, score %.3f, kl %.2f, answer tokens %.1f, %.2f s%n",
                            recipe,
                            update,
                            of(metrics, PpoMetric.SCORE),
                            of(metrics, PpoMetric.KL),
                            of(metrics, PpoMetric.ANSWER_TOKENS),
                            of(metrics, PpoMetric.SECONDS));
            messages().flush();
        };
    }

    /** Writes the artifact, tells the result, and forgets what resuming needed. */
    public void finish(Outcome outcome, RunFolder<?> folder, long began) throws IOException {
        outcome.reason().ifPresent(reason -> messages().println("Ended early: " + reason + "."));
        PolicyArtifact.export(outcome.policy().orElseThrow(), out);
        folder.deleteStates();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("artifact", out.toString());
        result.put("sha256", PolicyArtifact.sha256(out));
        result.put("seconds", (System.nanoTime() - began) / 1e9);
        result.put("peakMemoryMb", PeakMemory.megabytes());
        result.put("updates", outcome.updates());
        outcome.reason().ifPresent(reason -> result.put("stopReason", reason));
        new TreeMap<>(outcome.metrics()).forEach(result::putIfAbsent); // an update has seconds of its own
        Result.report(specification(), json, result);
    }

    /** For what a person should read: standard error. */
    public PrintWriter messages() {
        return specification().commandLine().getErr();
    }

    CommandSpec specification() {
        return Objects.requireNonNull(spec, "The command was not started by its command line");
    }

    private static double of(Map<String, Double> metrics, PpoMetric metric) {
        return metrics.getOrDefault(metric.title(), Double.NaN);
    }
}
