package dev.attune.policy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.lm.bench.BenchModel;
import dev.attune.lm.bench.Measurement;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.policy.direct.PreferenceMetric;
import dev.attune.policy.direct.PreferenceTuning;
import dev.attune.policy.direct.PreferenceTuningState;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.worker.folder.RunFolder;

/**
 * Times steps of {@link PreferenceTuning} with DPO's loss and full tuning: {@code PAIRS TOKENS STEPS}; half of the tokens are
 * the prompt. The reference's log-probabilities are known before; the median step counts.
 */
public final class PreferenceMeasurement {
    private PreferenceMeasurement() {}

    public static void main(String[] arguments) throws IOException {
        int[] sizes = Measurement.sizes(arguments, 0);
        List<PreferencePair> pairs = IntStream.range(0, sizes[0] * sizes[2])
                .mapToObj(i -> pair(sizes[1], sizes[1] / 2, i))
                .toList();
        Path folder = Files.createTempDirectory("attune-bench-dpo");
        try (LanguageModel model = BenchModel.smollm2ShapeWithWords(LoadOptions.bfloat16(), 1)) {
            List<Double> seconds = new ArrayList<>();
            PreferenceTuning.Place place = new PreferenceTuning.Place(
                    new RunFolder<>(folder, PreferenceTuningState.class), sizes[2], folder.resolve("reference.jsonl"));
            new PreferenceTuning(model, new PreferenceTuning.Start("bench", Optional.empty()), config(sizes[0]))
                    .train(
                            new PromptSplit(pairs, List.of()),
                            place,
                            (step, steps, metrics) -> seconds.add(metrics.get(PreferenceMetric.SECONDS.title())),
                            () -> false);
            double median = seconds.stream().sorted().toList().get(sizes[2] / 2);
            Measurement.here("bfloat16", sizes[0] / median, Measurement.noDetails())
                    .print();
        } finally {
            Directories.delete(folder);
        }
    }

    /** As the reward model's measurement has them. */
    private static PreferencePair pair(int length, int prompt, int number) {
        int answer = length - prompt - 1;
        return PreferencePair.of(
                List.of(new Message("user", BenchModel.text(prompt, 3L * number))),
                BenchModel.text(answer, 3L * number + 1),
                BenchModel.text(answer, 3L * number + 2));
    }

    private static PreferenceTuningConfig config(int pairs) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        settings.put("batchPairs", pairs).put("computeType", "bfloat16").put("heldOutShare", 0);
        settings.set("tuning", Json.MAPPER.valueToTree(Tuning.full()));
        settings.putObject("optimisation").put("learningRate", 1e-6);
        return Configurations.with(PreferenceTuningConfig.defaults(), settings);
    }
}
