package dev.attune.policy.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.ppo.Ppo;
import dev.attune.policy.ppo.PpoState;
import dev.attune.policy.testing.TinyModels;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FrozenStatesTest {

    private static final int[] LONG = {5, 9, 4, 7, 12, 6};
    private static final int[] SHORT = {8, 4};
    private static final int[] OTHER = {10, 11, 5};

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
    void sequencesKeepTheirStatesInOtherCompany() {
        try (NDManager step = model.newStep();
                FrozenStates states = new FrozenStates(model.transformer(), 1, model.manager())) {
            states.of(TokenBatch.of(step, List.of(LONG, SHORT), Padding.RIGHT));
            states.of(TokenBatch.of(step, List.of(OTHER), Padding.RIGHT));
            TokenBatch batch = TokenBatch.of(step, List.of(SHORT, OTHER), Padding.RIGHT);
            NDArray kept = states.of(batch);
            NDArray computed = model.transformer().lowerStates(batch, 1);
            assertThat(kept.getShape()).isEqualTo(computed.getShape());
            for (int row = 0; row < 2; row++) {
                for (int place = 0; place < batch.lengths()[row]; place++) {
                    float[] expected = computed.get(row, place).toFloatArray();
                    float[] actual = kept.get(row, place).toFloatArray();
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
                    }
                }
            }
        }
    }

    /** The ratio of the first optimiser step is 1 only if rollout and training see the same policy. */
    @Test
    void aPolicyOnTheUpperLayersAgreesWithItselfAndLearns() throws IOException {
        PpoConfig config = Configurations.with(PpoConfig.defaults(), Json.MAPPER.readTree("""
                {"updates": 1, "rolloutBatch": 8, "minibatch": 8, "epochs": 2, "maxNewTokens": 6,
                 "tuning": {"rank": 2, "targets": ["model\\\\.layers\\\\.1\\\\..*"]}}
                """));
        AtomicReference<Map<String, Double>> metrics = new AtomicReference<>(Map.of());
        List<List<Message>> prompts = List.of(List.of(Message.user("w1 w2")), List.of(Message.user("w3")));
        RewardFunction length = (asked, answers) -> {
            float[] scores = new float[answers.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = answers.get(i).length();
            }
            return scores;
        };
        new Ppo(config, model, Optional.empty(), "base")
                .run(
                        prompts,
                        length,
                        new RunFolder<>(directory.resolve("run"), PpoState.class),
                        (update, numbers) -> metrics.set(numbers),
                        () -> false);
        Map<String, Double> last = Objects.requireNonNull(metrics.get());
        assertThat(last.get(PpoMetric.KL.title())).isCloseTo(0, within(1e-6));
        assertThat(last.get(PpoMetric.MISMATCH.title())).isCloseTo(1, within(1e-4));
        assertThat(last.get(PpoMetric.APPROXIMATE_KL.title())).isPositive();
    }
}
