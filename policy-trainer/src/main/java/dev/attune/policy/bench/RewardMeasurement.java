package dev.attune.policy.bench;

import java.util.Map;

import dev.attune.contracts.job.RewardModelConfig;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;
import dev.attune.lm.bench.BenchModel;
import dev.attune.lm.bench.Measurement;
import dev.attune.policy.supervised.SettingOptions;
import dev.attune.reward.RewardModel;
import dev.attune.reward.RewardModelling;

/** Times steps of reward modelling as {@link RewardModelling} makes them: {@code PAIRS LENGTH STEPS}, full tuning. */
public final class RewardMeasurement {

    private RewardMeasurement() {}

    public static void main(String[] arguments) {
        int pairs = Integer.parseInt(arguments[0]);
        int length = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[2]) + 1;
        RewardModelConfig config = SettingOptions.read(
                RewardModelConfig.defaults(),
                null,
                Map.of(
                        "batchPairs", arguments[0],
                        "maxTokens", arguments[1],
                        "epochs", "1",
                        "computeType", "bfloat16",
                        "tuning.method", "full",
                        "optimisation.learningRate", "1e-6"));
        Steps clock = new Steps();
        try (LanguageModel model = BenchModel.smollm2Shape(LoadOptions.bfloat16(), 1);
                RewardModel trained =
                        RewardModelling.train(model, Pairs.of(pairs * steps, length), config, step -> clock.done())) {
            String setting = "bfloat16, full, " + trained.counts().trainingPairs() / steps + " pairs";
            double tokens = 2.0 * pairs * length;
            System.out.println(Measurement.here(setting, tokens / clock.median(), Measurement.noDetails())
                    .line());
        }
    }
}
