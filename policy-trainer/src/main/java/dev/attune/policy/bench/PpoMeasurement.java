package dev.attune.policy.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.job.PpoConfig;
import dev.attune.contracts.run.RunFolder;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;
import dev.attune.lm.ScalarHead;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.bench.BenchModel;
import dev.attune.lm.bench.Measurement;
import dev.attune.policy.Ppo;
import dev.attune.policy.PpoState;
import dev.attune.policy.RewardFunction;
import dev.attune.policy.supervised.SettingOptions;
import dev.attune.reward.score.AnswerEncoder;
import dev.attune.reward.score.SequenceScores;

/**
 * Times updates of PPO as {@link Ppo} makes them: {@code EPISODES PROMPT NEW EPOCHS UPDATES [KEY=VALUE…]}. The reward is a
 * scoring pass by an adapter of its own on the same base, as a reward model of this project is.
 */
public final class PpoMeasurement {

    private PpoMeasurement() {}

    public static void main(String[] arguments) throws IOException {
        int episodes = Integer.parseInt(arguments[0]);
        int prompt = Integer.parseInt(arguments[1]);
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "rolloutBatch", arguments[0],
                "minibatch", arguments[0],
                "maxPromptTokens", arguments[1],
                "maxNewTokens", arguments[2],
                "epochs", arguments[3],
                "updates", arguments[4],
                "temperature", "0.7",
                "computeType", "bfloat16",
                "optimisation.learningRate", "1e-6"));
        Stream.of(arguments).skip(5).map(pair -> pair.split("=", 2)).forEach(pair -> settings.put(pair[0], pair[1]));
        PpoConfig config = SettingOptions.read(PpoConfig.defaults(), null, settings);
        try (TemporaryFolder folder = TemporaryFolder.create();
                LanguageModel model = BenchModel.smollm2Shape(LoadOptions.bfloat16(), 1)) {
            List<List<Message>> prompts = IntStream.range(0, episodes * config.updates())
                    .mapToObj(i -> List.of(Message.user(BenchModel.text(prompt, i))))
                    .toList();
            Steps clock = new Steps(); // the first update is left out, as on the peer's side
            Map<String, Double> metrics = new Ppo(config, model, Optional.empty(), "bench")
                    .run(
                            prompts,
                            reward(model),
                            new RunFolder<>(folder.path(), PpoState.class),
                            (update, numbers) -> clock.done(),
                            () -> false)
                    .metrics();
            Measurement measurement =
                    Measurement.here("bfloat16, " + describe(arguments), clock.best(), phases(metrics));
            System.out.println(measurement.line());
        }
    }

    private static ObjectNode phases(Map<String, Double> metrics) {
        ObjectNode details = Measurement.noDetails();
        ObjectNode phases = details.putObject("lastUpdate");
        metrics.forEach((metric, value) -> {
            if (metric.startsWith("seconds")) {
                phases.put(metric, Math.round(value * 100) / 100.0);
            }
        });
        return details;
    }

    private static String describe(String[] arguments) {
        return arguments.length > 5
                ? String.join(", ", List.of(arguments).subList(5, arguments.length))
                : "LoRA r=16 on all layers, value head on the trunk, reference by switching the adapter off";
    }

    private static RewardFunction reward(LanguageModel model) {
        AnswerEncoder encoder = new AnswerEncoder(model);
        Tunable.Tuning tuning = model.tune(Tunable.lora(16, 32), 2);
        ScalarHead head = ScalarHead.zero(model.manager(), model.config().hiddenSize());
        return (prompts, answers) -> {
            List<int[]> sequences = IntStream.range(0, answers.size())
                    .mapToObj(i -> encoder.join(encoder.prompt(prompts.get(i)), answers.get(i)))
                    .toList();
            double[] scores = SequenceScores.all(model, tuning.adapter(), head, sequences);
            float[] rewards = new float[scores.length];
            for (int i = 0; i < rewards.length; i++) {
                rewards[i] = (float) scores[i];
            }
            return rewards;
        };
    }
}
