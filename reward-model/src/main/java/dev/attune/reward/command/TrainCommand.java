package dev.attune.reward.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.torch.Dtype;
import dev.attune.preference.file.PreferenceInput;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.score.RewardModelDescription.Base;
import dev.attune.reward.score.RewardScorer;
import dev.attune.reward.train.RewardModel;
import dev.attune.reward.train.RewardModelling;
import dev.attune.reward.train.RewardRunState;
import dev.attune.reward.train.Snapshots;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.process.PeakMemory;

/** Trains a reward model without the bus. */
@Command(
        name = "train",
        description = "Trains a reward model on files of preferences.",
        footer = {
            "",
            "Example: train --model models/attune-tiny --data pairs.jsonl --out reward --json result.json",
            "Files are JSONL, plain or gzipped: TRL's columns, Anthropic HH, this project's own form, rankings of"
                    + " several answers, OpenAssistant, QA-Feedback, PandaLM."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The base model.")
    private Path model;

    @Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE", description = "Preferences.")
    private List<Path> data;

    @Option(
            names = "--eval",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Preferences to evaluate on; without, a share of the prompts is held out.")
    private List<Path> evaluation = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the reward model goes.")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings as JSON; the others keep their defaults.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One setting, such as optimisation.learningRate=1e-3.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--tune",
            paramLabel = "METHOD",
            description = "Short for --set tuning.method=METHOD: full, lora, dora, ia3,"
                    + " soft-prompt, p-tuning, prefix, multitask-prompt, adapter, bitfit, norms or last-layers.")
    private @Nullable String tune;

    @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
    private @Nullable Long seed;

    @Option(names = "--epochs", paramLabel = "N", description = "Short for --set epochs=N.")
    private @Nullable Integer epochs;

    @Option(names = "--resume", description = "Go on where an earlier run with the same --out stopped.")
    private boolean resume;

    @Option(
            names = "--save-every",
            paramLabel = "STEPS",
            defaultValue = "50",
            description =
                    "Steps between the states that --resume goes on from, in OUT.run (default: ${DEFAULT-VALUE}).")
    private int saveEvery = 50;

    @Option(names = "--plot", paramLabel = "FILE", description = "Write the reliability plot as SVG.")
    private @Nullable Path plot;

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        RewardModelConfig configuration = configuration();
        if (saveEvery < 1) {
            throw new ParameterException(spec.commandLine(), "--save-every must be positive but is " + saveEvery);
        }
        OutputFolder folder = new OutputFolder(out);
        PromptSplit pairs = pairs(configuration);
        Base base = new Base(
                String.valueOf(model.toAbsolutePath().normalize().getFileName()),
                RewardScorer.hashOf(model),
                null,
                model.toAbsolutePath().normalize().toString());
        RunFolder<RewardRunState> run = folder.run(resume);
        Snapshots snapshots = Snapshots.in(run, saveEvery, base.sha256());
        Dtype compute = Dtype.valueOf(configuration.training().computeType().name());
        try (LanguageModel languageModel = LanguageModel.load(model, new LoadOptions(compute));
                RewardModel trained = RewardModelling.train(
                        languageModel,
                        pairs,
                        configuration,
                        new ConsoleProgress(spec.commandLine().getErr()),
                        snapshots)) {
            Path artifact = folder.write(directory -> trained.save(directory, base));
            run.deleteStates();
            Results.plot(plot, trained.evaluation());
            double seconds = (System.nanoTime() - began) / 1e9;
            Results.print(trained.evaluation(), spec.commandLine().getOut());
            Results.write(json, result(trained, artifact, seconds));
            return 0;
        }
    }

    private RewardModelConfig configuration() {
        Map<String, String> all = SettingOptions.with(settings, "tuning.method", tune);
        all = SettingOptions.with(all, "seed", seed);
        all = SettingOptions.with(all, "epochs", epochs);
        return SettingOptions.read(RewardModelConfig.defaults(), config, all);
    }

    private PromptSplit pairs(RewardModelConfig configuration) {
        List<PreferencePair> training =
                PreferenceInput.readUndecided(data, spec.commandLine().getErr());
        return evaluation.isEmpty()
                ? PromptSplit.of(
                        training,
                        configuration.data().heldOutShare(),
                        configuration.training().seed())
                : new PromptSplit(
                        training,
                        PreferenceInput.readUndecided(
                                evaluation, spec.commandLine().getErr()));
    }

    private static Map<String, Object> result(RewardModel trained, Path artifact, double seconds) throws IOException {
        Map<String, Object> result = Results.of(trained.evaluation());
        result.put("trainingPairs", trained.counts().trainingPairs());
        result.put("leftOutPairs", trained.counts().leftOut());
        result.put("allTies", trained.counts().ties());
        result.put("bothBadPairs", trained.counts().bothBad());
        result.put("ensembleHeads", trained.parts().heads().count());
        result.put("normalisation", trained.normalisation());
        result.put("artifact", artifact.toString());
        result.put("sha256", DirectoryManifest.of(artifact).sha256());
        result.put("seconds", seconds);
        result.put("peakMemoryMb", PeakMemory.megabytes());
        return result;
    }
}
