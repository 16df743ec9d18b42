package dev.attune.policy.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.job.RewardModelConfig;
import dev.attune.contracts.preference.PreferencePair;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;
import dev.attune.lm.bench.BenchModel;
import dev.attune.lm.bench.Measurement;
import dev.attune.policy.supervised.SettingOptions;
import dev.attune.reward.PromptSplit;
import dev.attune.reward.RewardModel;
import dev.attune.reward.RewardModelling;

/** Times steps of reward modelling as {@link RewardModelling} makes them: {@code PAIRS LENGTH STEPS}, full tuning. */
public final class RewardMeasurement {

    private RewardMeasurement() {}

    public static void main(String[] arguments) {
        int pairs = Integer.parseInt(arguments[0]);
        int length = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[2]);
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
        try (LanguageModel model = BenchModel.smollm2Shape(LoadOptions.bfloat16(), 1)) {
            List<PreferencePair> data = IntStream.range(0, pairs * steps + 1)
                    .mapToObj(i -> pair(i, length))
                    .toList();
            PromptSplit split = new PromptSplit(data.subList(1, data.size()), data.subList(0, 1));
            List<Double> seconds = new ArrayList<>();
            long[] last = {0};
            try (RewardModel trained = RewardModelling.train(model, split, config, step -> {
                if (last[0] != 0) {
                    seconds.add((System.nanoTime() - last[0]) / 1e9);
                }
                last[0] = System.nanoTime();
            })) {
                Collections.sort(seconds);
                double median = seconds.get(seconds.size() / 2);
                double tokens = 2.0 * pairs * length;
                String setting = "bfloat16, full, " + trained.counts().trainingPairs() + " pairs";
                System.out.println(Measurement.here(setting, tokens / median, Measurement.noDetails())
                        .line());
            }
        }
    }

    /** Two answers of half the length to a prompt of the other half; one token is the end. */
    private static PreferencePair pair(int number, int length) {
        int half = length / 2;
        return PreferencePair.of(
                List.of(Message.user(BenchModel.text(half, 3L * number))),
                BenchModel.text(length - half - 1, 3L * number + 1),
                BenchModel.text(length - half - 1, 3L * number + 2));
    }
}
