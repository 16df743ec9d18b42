package dev.attune.policy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        Path folder = Files.createTempDirectory("attune-bench-ppo");
        try (LanguageModel model = BenchModel.smollm2Shape(LoadOptions.bfloat16(), 1)) {
            List<List<Message>> prompts = IntStream.range(0, episodes * config.updates())
                    .mapToObj(i -> List.of(Message.user(BenchModel.text(prompt, i))))
                    .toList();
            List<Double> seconds = new ArrayList<>();
            long[] last = {System.nanoTime()};
            Ppo ppo = new Ppo(config, model, Optional.empty(), "bench");
            Map<String, Double> metrics = ppo.run(
                            prompts,
                            reward(model),
                            new RunFolder<>(folder, PpoState.class),
                            (update, numbers) -> {
                                seconds.add((System.nanoTime() - last[0]) / 1e9);
                                last[0] = System.nanoTime();
                            },
                            () -> false)
                    .metrics();
            // The first update is left out, as on the peer's side.
            double best =
                    seconds.stream().skip(1).min(Comparator.naturalOrder()).orElse(seconds.getFirst());
            var details = Measurement.noDetails();
            var phases = details.putObject("phases");
            metrics.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("seconds"))
                    .forEach(entry -> phases.put(entry.getKey(), Math.round(entry.getValue() * 100) / 100.0));
            System.out.println(Measurement.here("bfloat16, " + describe(arguments), best, details)
                    .line());
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
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
