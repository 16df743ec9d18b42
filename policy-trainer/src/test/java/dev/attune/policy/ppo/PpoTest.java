package dev.attune.policy.ppo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.policy.testing.TinyModels;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PpoTest {

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
    void raisesTheRewardOfARandomModelWithinSeconds() {
        List<Map<String, Double>> metrics = new ArrayList<>();
        Outcome outcome = run(config("{\"updates\": 30}"), "learn", (update, numbers) -> metrics.add(numbers));
        assertThat(outcome.reason()).isEmpty();
        assertThat(of(metrics.getFirst(), PpoMetric.SCORE)).isLessThan(0.2);
        assertThat(of(metrics.getLast(), PpoMetric.SCORE)).isGreaterThan(0.4);
        assertThat(of(metrics.getLast(), PpoMetric.KL)).isPositive();
        assertThat(metrics).hasSize(30);
    }

    @Test
    void theFirstUpdateStartsAtTheReference() {
        List<Map<String, Double>> metrics = new ArrayList<>();
        run(config("{\"updates\": 1}"), "first", (update, numbers) -> metrics.add(numbers));
        assertThat(of(metrics.getFirst(), PpoMetric.KL)).isCloseTo(0, within(1e-4));
        assertThat(of(metrics.getFirst(), PpoMetric.MISMATCH)).isCloseTo(1, within(1e-3));
        // A random model spreads over its 32 tokens, though not evenly.
        assertThat(of(metrics.getFirst(), PpoMetric.ENTROPY)).isBetween(0.5 * Math.log(32), Math.log(32));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FULL", "LORA"})
    void everyWayOfTuningGoesOnWhereItDied(Tuning.Method method) throws IOException {
        PpoConfig config = config("""
                {"updates": 2, "epochs": 1, "maxKl": 1000, "alarms": {"minEntropyShare": 0}, "value": {"model": "separate"},
                 "tuning": {"method": "%s", "virtualTokens": 4, "hiddenSize": 8, "reduction": 4}}
                """.formatted(method.text()));
        String whole = weights(run(config, "whole", (update, numbers) -> {}));
        assertThatThrownBy(() -> run(config, "died", (update, numbers) -> {
                    if (update == 1) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        assertThat(weights(run(config, "died", (update, numbers) -> {}))).isEqualTo(whole);
    }

    @Test
    void everyMetricOfTheTableIsReportedAndNoOther() {
        Outcome outcome = run(config("{\"updates\": 1}"), "metrics", (update, numbers) -> {});
        assertThat(outcome.metrics().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(PpoMetric.values())
                        .filter(PpoMetric::isAlwaysThere)
                        .map(PpoMetric::title)
                        .toList());
    }

    @Test
    void sameSeedGivesTheSameWeightsAndAnotherSeedOthers() throws IOException {
        String one = weights(run(config("{\"updates\": 2}"), "one", (update, numbers) -> {}));
        String two = weights(run(config("{\"updates\": 2}"), "two", (update, numbers) -> {}));
        String other = weights(run(config("{\"updates\": 2, \"seed\": 4}"), "other", (update, numbers) -> {}));
        assertThat(two).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void aRunThatDiedGoesOnToTheSameWeights() throws IOException {
        PpoConfig config = config("{\"updates\": 4, \"klTarget\": 0.5}");
        String uninterrupted = weights(run(config, "whole", (update, numbers) -> {}));
        assertThatThrownBy(() -> run(config, "died", (update, numbers) -> {
                    if (update == 2) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        assertThat(weights(run(config, "died", (update, numbers) -> {}))).isEqualTo(uninterrupted);
        assertThat(progress("died")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aDamagedStateIsLeftAsideForTheOneBefore() throws IOException {
        PpoConfig config = config("{\"updates\": 3}");
        String uninterrupted = weights(run(config, "whole", (update, numbers) -> {}));
        run(config, "torn", (update, numbers) -> {});
        Path newest = directory.resolve("torn/state/00000003/policy/adapter_model.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        assertThat(weights(run(config, "torn", (update, numbers) -> {}))).isEqualTo(uninterrupted);
        assertThat(progress("torn")).containsExactly(1, 2, 3);
    }

    @Test
    void anAskedStopKeepsTheStateAndGivesNoPolicy() throws IOException {
        PpoConfig config = config("{\"updates\": 3}");
        List<Integer> seen = new ArrayList<>();
        Outcome stopped = ppo(config)
                .run(
                        PROMPTS,
                        SHARE_OF_W5,
                        folder("stop"),
                        (update, numbers) -> seen.add(update),
                        () -> !seen.isEmpty());
        assertThat(stopped.policy()).isEmpty();
        assertThat(stopped.updates()).isEqualTo(1);
        run(config, "stop", (update, numbers) -> seen.add(update));
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void aPolicyThatLeavesItsKlBudgetIsStoppedAndTheOneBeforeKept() {
        PpoConfig config = config("{\"updates\": 25, \"maxKl\": 0.3, \"klCoefficient\": 0}");
        List<Map<String, Double>> metrics = new ArrayList<>();
        Outcome outcome = run(config, "budget", (update, numbers) -> metrics.add(numbers));
        assertThat(outcome.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("above maxKl 0.30"));
        assertThat(outcome.updates()).isEqualTo(metrics.size() - 1);
        assertThat(metrics)
                .allSatisfy(numbers -> assertThat(of(numbers, PpoMetric.KL)).isLessThanOrEqualTo(0.3));
        assertThat(outcome.policy())
                .hasValueSatisfying(policy -> assertThat(policy).exists());
    }

    @Test
    void aPolicyThatContinuesAnAdapterStartsWithNoKlToIt() throws IOException {
        Outcome first = run(config("{\"updates\": 4}"), "parent", (update, numbers) -> {});
        Path parent = directory.resolve("parent-artifact");
        PolicyArtifact.export(first.policy().orElseThrow(), parent);
        List<Map<String, Double>> metrics = new ArrayList<>();
        new Ppo(config("{\"updates\": 1}"), model, Optional.of(parent), "base")
                .run(PROMPTS, SHARE_OF_W5, folder("child"), (update, numbers) -> metrics.add(numbers), () -> false);
        assertThat(of(metrics.getFirst(), PpoMetric.KL)).isCloseTo(0, within(1e-4));
        assertThat(of(metrics.getFirst(), PpoMetric.SCORE)).isGreaterThan(of(first.metrics(), PpoMetric.SCORE) - 0.25);
    }

    @Test
    void anotherSettingOrOtherPromptsCannotResume() {
        run(config("{\"updates\": 1}"), "mismatch", (update, numbers) -> {});
        assertThatThrownBy(() -> run(config("{\"updates\": 1, \"clipRange\": 0.1}"), "mismatch", (update, n) -> {}))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("setting clipRange is 0.1 but was 0.2");
        assertThatThrownBy(() -> ppo(config("{\"updates\": 1}"))
                        .run(PROMPTS.subList(0, 3), SHARE_OF_W5, folder("mismatch"), (update, n) -> {}, () -> false))
                .hasMessageContaining("the prompts differ");
    }

    @Test
    void anAnswerThatCannotBeScoredIsLeftOutOfTheUpdate() {
        List<Map<String, Double>> metrics = new ArrayList<>();
        RewardFunction seldom = (prompts, answers) -> {
            float[] scores = new float[answers.size()];
            Arrays.fill(scores, Float.NaN);
            scores[1] = 0.25f;
            scores[2] = 0.75f;
            return scores;
        };
        ppo(config("{\"updates\": 1}")).run(PROMPTS, seldom, folder("seldom"), (u, n) -> metrics.add(n), () -> false);
        // Counted as 0, the others would have drawn the mean to 1/32.
        assertThat(of(metrics.getFirst(), PpoMetric.SCORE)).isEqualTo(0.5);
    }

    @Test
    void anInfiniteRewardOrNoneAtAllEndsTheRunWithASentence() {
        for (Map.Entry<Float, String> end : Map.of(
                        Float.POSITIVE_INFINITY, "The reward of an answer is Infinity",
                        Float.NaN, "The reward could score none of 32 answers")
                .entrySet()) {
            RewardFunction broken = (prompts, answers) -> {
                float[] scores = new float[answers.size()];
                Arrays.fill(scores, end.getKey());
                return scores;
            };
            assertThatThrownBy(() -> ppo(config("{\"updates\": 1}"))
                            .run(PROMPTS, broken, folder("broken" + end.getKey()), (u, n) -> {}, () -> false))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining(end.getValue());
        }
    }

    @Test
    void promptsThatAreTooLongAreLeftOutAndNoneLeftIsRefused() {
        assertThatThrownBy(() -> run(config("{\"updates\": 1, \"maxPromptTokens\": 1}"), "long", (update, n) -> {}))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("None of the 8 prompts has 1 to 1 tokens");
    }

    private Outcome run(PpoConfig config, String name, Progress progress) {
        return ppo(config).run(PROMPTS, SHARE_OF_W5, folder(name), progress, () -> false);
    }

    private Ppo ppo(PpoConfig config) {
        return new Ppo(config, model, Optional.empty(), "base");
    }

    private RunFolder<PpoState> folder(String name) {
        return new RunFolder<>(directory.resolve(name), PpoState.class);
    }

    private List<Integer> progress(String name) throws IOException {
        List<Integer> updates = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(name).resolve("progress.jsonl"))) {
            updates.add(Json.MAPPER.readTree(line).path("step").asInt());
        }
        return updates;
    }

    private String weights(Outcome outcome) throws IOException {
        Path target = Files.createTempDirectory(directory, "artifact");
        PolicyArtifact.export(outcome.policy().orElseThrow(), target);
        return DirectoryManifest.of(target).sha256();
    }

    private static double of(Map<String, Double> metrics, PpoMetric metric) {
        return new TreeMap<>(metrics).getOrDefault(metric.title(), Double.NaN);
    }

    private static PpoConfig config(String overrides) {
        try {
            JsonNode base = Json.MAPPER.readTree("""
                    {"updates": 10, "rolloutBatch": 32, "epochs": 4, "minibatch": 8, "maxPromptTokens": 16,
                     "maxNewTokens": 6, "klCoefficient": 0.02, "missingEndPenalty": 0, "seed": 3,
                     "optimisation": {"learningRate": 0.003}}
                    """);
            return Configurations.with(
                    Configurations.with(PpoConfig.defaults(), base), Json.MAPPER.readTree(overrides));
        } catch (IOException e) {
            throw new IllegalArgumentException(overrides, e);
        }
    }
}
