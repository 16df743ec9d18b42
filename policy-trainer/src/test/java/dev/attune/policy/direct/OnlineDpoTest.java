package dev.attune.policy.direct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.policy.testing.TinyModels;
import dev.attune.worker.command.SettingOptions;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OnlineDpoTest {

    private static final List<List<Message>> PROMPTS = IntStream.range(0, 8)
            .mapToObj(i -> List.of(Message.user("w" + i + " w" + (i + 1))))
            .toList();

    /** The share of an answer's words that are w5: what a policy can learn to say. */
    private static final RewardFunction SHARE_OF_W5 = (prompts, answers) -> {
        float[] scores = new float[answers.size()];
        for (int i = 0; i < scores.length; i++) {
            String[] words = answers.get(i).split(" ");
            scores[i] = (float) Arrays.stream(words).filter("w5"::equals).count() / words.length;
        }
        return scores;
    };

    @TempDir
    Path directory;

    @Test
    void thePolicyLearnsToSayWhatTheJudgePicks() {
        List<Map<String, Double>> updates = new ArrayList<>();
        run("out", config(), SHARE_OF_W5, (update, metrics) -> updates.add(metrics));
        assertThat(score(updates.subList(10, 15))).isGreaterThan(score(updates.subList(0, 5)) + 0.1);
        assertThat(updates.getLast().get(GroupMetric.KL.title())).isPositive();
        assertThat(updates.getFirst().get(PreferenceMetric.LOSS.title()))
                .isBetween(Math.log(2) - 1e-4, Math.log(2) + 1e-4);
        assertThat(updates.getFirst().get(PreferenceMetric.TIES.title())).isBetween(0.0, 0.99);
    }

    @Test
    void aRunThatWasStoppedGoesOnBitForBit() throws IOException {
        OnlineDpoConfig config = with(config(), "updates", "4");
        Outcome whole = run("whole", config, SHARE_OF_W5, (update, metrics) -> {});
        assertThatThrownBy(() -> run("halves", config, SHARE_OF_W5, (update, metrics) -> {
                    if (update == 2) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        Outcome halves = run(
                "halves",
                config,
                SHARE_OF_W5,
                (update, metrics) -> assertThat(update).isGreaterThan(2));
        assertThat(PolicyArtifact.sha256(halves.policy().orElseThrow()))
                .isEqualTo(PolicyArtifact.sha256(whole.policy().orElseThrow()));
    }

    @Test
    void aJudgeThatCannotTellAnswersApartMovesNothing() {
        List<Map<String, Double>> updates = new ArrayList<>();
        OnlineDpoConfig config = with(config(), "updates", "2");
        run("ties", config, (prompts, answers) -> new float[answers.size()], (update, metrics) -> updates.add(metrics));
        assertThat(updates.getLast().get(PreferenceMetric.TIES.title())).isEqualTo(1);
        assertThat(updates.getLast().get(GroupMetric.KL.title())).isBetween(-1e-6, 1e-6);
        assertThat(updates.getLast()).doesNotContainKey(PreferenceMetric.LOSS.title());
    }

    @Test
    void refusesFullTuningAndLossesThatWantNoPairs() {
        assertThatThrownBy(() -> run("full", with(config(), "tuning.method", "full"), SHARE_OF_W5, (u, m) -> {}))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("Setting tuning.method is full");
        assertThatThrownBy(() -> with(config(), "loss", "kto")).hasMessageContaining("loss must be one of");
    }

    private Outcome run(String name, OnlineDpoConfig config, RewardFunction judge, Progress progress) {
        try (LanguageModel model = TinyModels.random(directory.resolve("tokenizer"), 1)) {
            return new OnlineDpo(config, model, Optional.empty(), "tiny", Optional.empty())
                    .run(
                            PROMPTS,
                            judge,
                            new RunFolder<>(directory.resolve(name), OnlineDpoState.class),
                            progress,
                            () -> false);
        }
    }

    private static OnlineDpoConfig config() {
        return SettingOptions.read(
                OnlineDpoConfig.defaults(),
                null,
                Map.of(
                        "updates", "15",
                        "prompts", "16",
                        "maxNewTokens", "6",
                        "tuning.rank", "4",
                        "optimisation.learningRate", "0.02",
                        "alarms",
                                "{\"maxMismatch\":0,\"minEntropyShare\":0,\"maxLengthGrowth\":0,\"minEndRateShare\":0}",
                        "seed", "3"));
    }

    private static OnlineDpoConfig with(OnlineDpoConfig config, String setting, String value) {
        return SettingOptions.read(config, null, Map.of(setting, value));
    }

    private static double score(List<Map<String, Double>> updates) {
        return updates.stream()
                .mapToDouble(metrics -> metrics.get(GroupMetric.SCORE.title()))
                .average()
                .orElseThrow();
    }
}
