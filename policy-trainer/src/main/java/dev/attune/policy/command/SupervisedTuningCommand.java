package dev.attune.policy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.data.DemonstrationFile;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.ProgressLines;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.TuningOptions;
import dev.attune.policy.supervised.SupervisedTuning;
import dev.attune.policy.supervised.TuningFolder;
import dev.attune.worker.command.SettingOptions;

/** {@code train sft}: supervised instruction tuning without the bus. */
@Command(
        name = "sft",
        description = "Tunes a model to answer as demonstrations do.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: train sft --model language-model/models/attune-tiny --data demonstrations.jsonl --out tuned",
            "         --tune soft-prompt --set tuning.virtualTokens=20 --set epochs=2"
        })
public final class SupervisedTuningCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, description = "Directory of the model to tune.")
    Path model = Path.of("");

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            description = "JSON lines with messages, or with prompt and completion.")
    List<Path> data = List.of();

    @Mixin
    TuningOptions options = new TuningOptions();

    @Option(names = "--eval", description = "Demonstrations for the validation loss, in the same form.")
    private @Nullable Path eval;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting, for example epochs=2; repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of the data's order and of a new adapter.")
    private @Nullable Long seed;

    @Option(names = "--save-every", description = "Steps between two states to resume from (${DEFAULT-VALUE}).")
    int saveEvery = 100;

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        SupervisedTuningConfig configuration =
                SettingOptions.read(SupervisedTuningConfig.defaults(), options.config, settings());
        List<Demonstration> training =
                data.stream().flatMap(file -> read(file).stream()).toList();
        List<Demonstration> evaluation = eval == null ? List.of() : read(eval);
        TuningFolder folder = new TuningFolder(options.run(), saveEvery, options.resume);
        try (LanguageModel base = LanguageModel.load(
                model, ModelPool.options(configuration.training().computeType()))) {
            ProgressLines progress = new ProgressLines(options.results.messages(), "sft");
            SupervisedTuning.Outcome outcome = new SupervisedTuning(base, configuration, progress)
                    .train(training, evaluation, Optional.of(folder));
            Result result = options.save(base, outcome.tuning(), model.toString());
            folder.deleteStates();
            options.results.report(result.timed(began)
                    .put("steps", outcome.steps())
                    .put("loss", outcome.loss())
                    .put("validationLoss", outcome.validationLoss())
                    .put("demonstrationsLeftOut", outcome.leftOut())
                    .put("demonstrationsCut", outcome.cut()));
        }
        return 0;
    }

    private Map<String, String> settings() {
        return SettingOptions.with(SettingOptions.with(settings, "tuning.method", options.tune), "seed", seed);
    }

    private List<Demonstration> read(Path file) {
        DemonstrationFile read = DemonstrationFile.read(file);
        read.notes().forEach(options.results.messages()::println);
        return read.demonstrations();
    }
}
