package dev.attune.policy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.bench.BenchModel;
import dev.attune.lm.bench.Measurement;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.ppo.Ppo;
import dev.attune.policy.ppo.PpoState;
import dev.attune.reward.score.AnswerEncoder;
import dev.attune.reward.score.HeadEnsemble;
import dev.attune.reward.score.SequenceScores;
import dev.attune.worker.folder.RunFolder;

/**
 * Times updates of {@link Ppo} from texts to moved weights: {@code KIND ANSWERS PROMPT NEW UPDATES}. The first update is left
 * out, the fastest of the others counts; writing a run's state is left out, which the peer does not do.
 */
public final class PpoMeasurement {
    /** Full tuning with value and reward models of their own, as TRL has it. */
    static final String PEER_ALGORITHM = "peer-algorithm";

    /** LoRA on all layers, values from a head on the policy's trunk, a reward model that is an adapter on the same base. */
    static final String DEFAULT = "default";

    /** The same with adapters on the last third of the layers only. */
    static final String FROZEN_TRUNK = "frozen-trunk";

    private static final String LAST_THIRD = "model\\.layers\\.2[0-9]\\..*";

    private static final int RANK = 16;
    private static final int AT_ONCE = 8;
    private static final int EPOCHS = 4;
    private static final List<PpoMetric> PHASES = List.of(
            PpoMetric.SECONDS_SAMPLE, PpoMetric.SECONDS_SCORE, PpoMetric.SECONDS_FORWARD, PpoMetric.SECONDS_OPTIMISE);

    private PpoMeasurement() {}

    public static void main(String[] arguments) throws IOException {
        String kind = arguments[0];
        int[] sizes = Measurement.sizes(arguments, 1);
        PpoConfig config = config(kind, sizes[0], sizes[2], sizes[3]);
        List<List<Message>> prompts = IntStream.range(0, sizes[0] * sizes[3])
                .mapToObj(i -> List.of(new Message("user", BenchModel.text(sizes[1], i))))
                .toList();
        Path folder = Files.createTempDirectory("attune-bench-ppo");
        try (LanguageModel model = BenchModel.smollm2ShapeWithWords(LoadOptions.bfloat16(), 1);
                LanguageModel rewards = kind.equals(PEER_ALGORITHM)
                        ? BenchModel.smollm2ShapeWithWords(LoadOptions.bfloat16(), 2)
                        : null) {
            List<Map<String, Double>> updates = new ArrayList<>();
            new Ppo(config, PolicyStart.of(model, Optional.empty(), "bench"), Optional.empty())
                    .run(
                            prompts,
                            rewards == null ? adapterReward(model) : reward(rewards, Adapter.NONE),
                            new RunFolder<>(folder, PpoState.class),
                            (update, metrics) -> updates.add(metrics),
                            () -> false);
            report(sizes[0], updates.subList(1, updates.size()));
        } finally {
            Directories.delete(folder);
        }
    }

    private static void report(int answers, List<Map<String, Double>> updates) {
        Map<String, Double> best = updates.stream()
                .min((one, other) -> Double.compare(seconds(one), seconds(other)))
                .orElseThrow();
        ObjectNode details = Measurement.noDetails();
        ObjectNode phases = details.putObject("secondsPerUpdate");
        PHASES.forEach(phase ->
                phases.put(phase.title(), Math.round(best.getOrDefault(phase.title(), 0.0) * 100) / 100.0));
        Measurement.here("bfloat16", answers / seconds(best), details).print();
    }

    private static double seconds(Map<String, Double> metrics) {
        return PHASES.stream()
                .mapToDouble(phase -> metrics.getOrDefault(phase.title(), 0.0))
                .sum();
    }

    /** An optimiser step per epoch, as TRL does with one minibatch. */
    private static PpoConfig config(String kind, int answers, int newTokens, int updates) {
        boolean whole = kind.equals(PEER_ALGORITHM);
        ObjectNode settings = Json.MAPPER.valueToTree(PpoConfig.defaults());
        settings.put("updates", updates)
                .put("rolloutBatch", answers)
                .put("minibatch", answers)
                .put("epochs", EPOCHS)
                .put("maxNewTokens", newTokens)
                .put("computeType", "bfloat16");
        settings.withObject("/loss").put("microBatch", AT_ONCE);
        settings.withObject("/optimisation").put("learningRate", whole ? 3e-6 : 1e-4);
        if (whole) {
            settings.set("tuning", Json.MAPPER.valueToTree(Tuning.full()));
            settings.withObject("/value").put("model", "separate");
        }
        if (kind.equals(FROZEN_TRUNK)) {
            settings.withObject("/tuning").putArray("targets").add(LAST_THIRD);
        }
        return Json.MAPPER.convertValue(settings, PpoConfig.class);
    }

    private static RewardFunction adapterReward(LanguageModel model) {
        LoraConfig lora = LoraConfig.allLinear(RANK, 2.0 * RANK);
        return reward(model, LoraAdapter.create(model.manager(), model.transformer(), lora, 2));
    }

    private static RewardFunction reward(LanguageModel model, Adapter adapter) {
        NDManager owner = model.manager();
        SequenceScores scorer = new SequenceScores(
                model, adapter, HeadEnsemble.zero(owner, model.config().hiddenSize()));
        AnswerEncoder encoder = new AnswerEncoder(model);
        return (prompts, answers) -> {
            List<int[]> sequences = IntStream.range(0, answers.size())
                    .mapToObj(i -> encoder.join(prompts.get(i), answers.get(i)))
                    .toList();
            double[][] scores = scorer.ofSequences(sequences);
            float[] floats = new float[scores.length];
            IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) scores[i][0]);
            return floats;
        };
    }
}
