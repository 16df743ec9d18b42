package dev.attune.policy.bench;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.job.PreferenceTuningConfig;
import dev.attune.contracts.run.RunFolder;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;
import dev.attune.lm.bench.BenchModel;
import dev.attune.lm.bench.Measurement;
import dev.attune.policy.direct.PreferenceTuning;
import dev.attune.policy.direct.PreferenceTuningState;
import dev.attune.policy.supervised.SettingOptions;

/**
 * Times steps of DPO as {@link PreferenceTuning} makes them: {@code PAIRS LENGTH STEPS}, full tuning, with the reference's
 * log-probabilities computed before. The state is not written between the timed steps, as the peer's is not.
 */
public final class DpoMeasurement {

    private DpoMeasurement() {}

    public static void main(String[] arguments) throws IOException {
        int pairs = Integer.parseInt(arguments[0]);
        int length = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[2]) + 1;
        PreferenceTuningConfig config = SettingOptions.read(
                PreferenceTuningConfig.defaults(),
                null,
                Map.of(
                        "batchPairs", arguments[0],
                        "maxTokens", arguments[1],
                        "computeType", "bfloat16",
                        "heldOutShare", "0",
                        "tuning.method", "full",
                        "optimisation.learningRate", "1e-6"));
        try (TemporaryFolder folder = TemporaryFolder.create();
                LanguageModel model = BenchModel.smollm2Shape(LoadOptions.bfloat16(), 1)) {
            PreferenceTuning tuning =
                    new PreferenceTuning(model, new PreferenceTuning.Start("bench", Optional.empty()), config);
            PreferenceTuning.Place place = new PreferenceTuning.Place(
                    new RunFolder<>(folder.path().resolve("run"), PreferenceTuningState.class),
                    Integer.MAX_VALUE,
                    folder.path().resolve("reference.jsonl"));
            Steps clock = new Steps();
            int[] done = {0};
            tuning.train(
                    Pairs.of(pairs * (steps + 1), length),
                    place,
                    (step, all, metrics) -> {
                        clock.done();
                        done[0] = step;
                    },
                    () -> done[0] >= steps);
            String setting = "bfloat16, full, " + pairs + " pairs";
            double tokens = 2.0 * pairs * length;
            System.out.println(Measurement.here(setting, tokens / clock.median(), Measurement.noDetails())
                    .line());
        }
    }
}
