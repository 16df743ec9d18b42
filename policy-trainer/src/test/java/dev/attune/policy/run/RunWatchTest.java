package dev.attune.policy.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.ppo.Ppo;
import dev.attune.policy.ppo.PpoState;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.testing.TinyModels;
import dev.attune.worker.folder.Retention;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** PPO on a random model, under watch. */
class RunWatchTest {

    private static final List<List<Message>> PROMPTS = prompts(0, 8);
    private static final List<List<Message>> OTHERS = prompts(8, 24);

    /** What the run learns from. */
    private static final RewardFunction SHARE_OF_W5 = (prompts, answers) -> scores(answers, 1);

    /** What it should have learned: the first reward over-optimised means this one lost. */
    private static final RewardFunction AGAINST_W5 = (prompts, answers) -> scores(answers, -1);

    @TempDir
    Path directory;

    private LanguageModel model;

    @BeforeEach
    void load() {
        model = TinyModels.random(directory.resolve("tokenizer"), 1);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void rewardThatRisesAgainstTheGoldRewardStopsTheRun() {
        RunFolder<PpoState> folder = folder("over");
        Outcome outcome = run(config(40), folder, Optional.of(AGAINST_W5), 40);
        assertThat(outcome.reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith("over-optimisation: since update 0 the reward rose from"));
        assertThat(outcome.updates()).isLessThan(39);
        assertThat(outcome.policy())
                .hasValueSatisfying(policy -> assertThat(policy).exists());
    }

    @Test
    void aGoldRewardThatRisesWithItLeavesTheRunAloneAndItsBestPolicyIsKept() {
        RunFolder<PpoState> folder = folder("gold");
        Outcome outcome = run(config(8), folder, Optional.of(SHARE_OF_W5), 8);
        assertThat(outcome.reason()).isEmpty();
        assertThat(evaluations(folder)).containsExactly(0, 2, 4, 6, 8);
        assertThat(outcome.metrics().keySet()).contains("heldOutReward", "heldOutGold");
        assertThat(folder.best().orElseThrow().metrics().get("heldOutGold"))
                .isGreaterThanOrEqualTo(outcome.metrics().get("heldOutGold"));
    }

    @Test
    void aResumedRunIsWatchedAsIfItHadNotDied() throws IOException {
        RunFolder<PpoState> whole = folder("whole");
        Outcome uninterrupted = run(config(40), whole, Optional.of(AGAINST_W5), 40);
        int last = whole.progress().read().size();
        RunFolder<PpoState> died = folder("died");
        assertThatThrownBy(() -> run(config(40), died, Optional.of(AGAINST_W5), last - 1))
                .hasMessage("killed");
        Outcome resumed = run(config(40), died, Optional.of(AGAINST_W5), 40);
        assertThat(resumed.reason()).isEqualTo(uninterrupted.reason());
        assertThat(resumed.updates()).isEqualTo(uninterrupted.updates());
        assertThat(died.progress().read()).hasSize(last);
        assertThat(Files.readAllLines(died.samples().file()))
                .isEqualTo(Files.readAllLines(whole.samples().file()));
    }

    @Test
    void everyUpdateKeepsSomeOfItsAnswers() {
        RunFolder<PpoState> folder = folder("samples");
        run(config(2), folder, Optional.empty(), 2);
        List<Map<String, Object>> rollouts = folder.samples().read().stream()
                .filter(line -> "ROLLOUT".equals(line.get("source")))
                .toList();
        assertThat(rollouts.stream().map(line -> line.get("step"))).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
        assertThat(rollouts.getFirst().get("prompt")).asString().matches("w\\d w\\d");
        assertThat(rollouts.getFirst()).containsKeys("answer", "reward", "parts");
    }

    private Outcome run(PpoConfig config, RunFolder<PpoState> folder, Optional<RewardFunction> gold, int killedAfter) {
        HeldOut heldOut =
                new HeldOut(PromptSet.of(model, OTHERS, 16), SHARE_OF_W5, gold, SamplingSettings.sampling(1, 6), 2, 7);
        return new Ppo(config, PolicyStart.of(model, Optional.empty(), "base"), Optional.of(heldOut))
                .run(
                        PROMPTS,
                        SHARE_OF_W5,
                        folder,
                        (update, metrics) -> {
                            if (update > killedAfter) {
                                throw new IllegalStateException("killed");
                            }
                        },
                        () -> false);
    }

    private RunFolder<PpoState> folder(String name) {
        return new RunFolder<>(
                directory.resolve(name),
                PpoState.class,
                Retention.last(2).andBest("heldOutGold", Retention.Better.HIGHER));
    }

    private static List<Object> evaluations(RunFolder<PpoState> folder) {
        return folder.samples().read().stream()
                .filter(line -> "HELD_OUT".equals(line.get("source")))
                .map(line -> line.get("step"))
                .distinct()
                .toList();
    }

    private static float[] scores(List<String> answers, int sign) {
        float[] scores = new float[answers.size()];
        for (int i = 0; i < scores.length; i++) {
            String[] words = answers.get(i).split(" ");
            scores[i] = sign * (float) Arrays.stream(words).filter("w5"::equals).count() / words.length;
        }
        return scores;
    }

    private static List<List<Message>> prompts(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(i -> List.of(Message.user("w" + i % 10 + " w" + (i * 7 + 1) % 10)))
                .toList();
    }

    private static PpoConfig config(int updates) {
        try {
            return Configurations.with(PpoConfig.defaults(), Json.MAPPER.readTree("""
                    {"updates": %d, "rolloutBatch": 32, "epochs": 4, "minibatch": 8, "maxPromptTokens": 16,
                     "maxNewTokens": 6, "klCoefficient": 0.02, "missingEndPenalty": 0, "seed": 3,
                     "optimisation": {"learningRate": 0.003}}
                    """.formatted(updates)));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
