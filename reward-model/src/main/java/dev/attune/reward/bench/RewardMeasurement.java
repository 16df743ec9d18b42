package dev.attune.reward.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.bench.BenchModel;
import dev.attune.lm.bench.Measurement;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.train.RewardModel;
import dev.attune.reward.train.RewardModelling;

/**
 * Times steps of {@link RewardModelling} with full tuning: {@code PAIRS TOKENS PROMPT STEPS}, of each sequence's TOKENS the
 * first PROMPT shared by the pair. From the end of a step to the end of the next; the median counts.
 */
public final class RewardMeasurement {
    private RewardMeasurement() {}

    public static void main(String[] arguments) {
        int[] sizes = Measurement.sizes(arguments, 0);
        int steps = sizes[3];
        List<PreferencePair> pairs = IntStream.range(0, sizes[0] * steps)
                .mapToObj(i -> pair(sizes[1], sizes[2], i))
                .toList();
        PromptSplit data = new PromptSplit(pairs, List.of(pair(sizes[1], sizes[2], pairs.size())));
        List<Long> ends = new ArrayList<>();
        long[] peak = new long[1];
        try (LanguageModel model = BenchModel.smollm2ShapeWithWords(LoadOptions.bfloat16(), 1);
                RewardModel trained = RewardModelling.train(model, data, full(sizes[0]), metrics -> {
                    ends.add(System.nanoTime());
                    peak[0] = Measurement.peakSoFarMb();
                })) {
            List<Double> seconds = IntStream.range(1, steps)
                    .mapToObj(i -> (ends.get(i) - ends.get(i - 1)) / 1e9)
                    .sorted()
                    .toList();
            double median = seconds.get(seconds.size() / 2);
            ObjectNode details = Measurement.noDetails().put("secondsPerStep", Math.round(median * 100) / 100.0);
            new Measurement("bfloat16", sizes[0] / median, peak[0], details).print();
        }
    }

    /** A pair of sequences that begin with {@code prompt} tokens; the token that ends an answer is one of its tokens. */
    private static PreferencePair pair(int length, int prompt, int number) {
        int answer = length - prompt - 1;
        return PreferencePair.of(
                List.of(new Message("user", BenchModel.text(prompt, 3L * number))),
                BenchModel.text(answer, 3L * number + 1),
                BenchModel.text(answer, 3L * number + 2));
    }

    private static RewardModelConfig full(int pairs) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        settings.put("batchPairs", pairs).put("computeType", "bfloat16");
        settings.set("tuning", Json.MAPPER.valueToTree(Tuning.full()));
        settings.putObject("optimisation").put("learningRate", 1e-5);
        return Configurations.with(RewardModelConfig.defaults(), settings);
    }
}
