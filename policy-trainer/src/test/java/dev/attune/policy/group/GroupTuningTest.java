package dev.attune.policy.group;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.metrics.GroupMetric;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.policy.testing.TinyModels;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class GroupTuningTest {

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

    /** The four methods, as their papers set them. */
    enum Method {
        GRPO(GroupConfig.grpo()),
        DR_GRPO(GroupConfig.drGrpo()),
        DAPO(GroupConfig.dapo()),
        RLOO(GroupConfig.rloo());

        private final GroupConfig config;

        Method(GroupConfig config) {
            this.config = config;
        }
    }

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

    @ParameterizedTest
    @EnumSource
    void everyMethodRaisesTheRewardOfARandomModelWithinSeconds(Method method) {
        List<Map<String, Double>> metrics = new ArrayList<>();
        Outcome outcome = run(
                config(method, "{\"updates\": 22, \"alarms\": {\"minEntropyShare\": 0}}"),
                "learn",
                (update, numbers) -> metrics.add(numbers));
        assertThat(outcome.reason()).isEmpty();
        assertThat(of(metrics.getFirst(), GroupMetric.SCORE)).isLessThan(0.25);
        assertThat(of(metrics.getLast(), GroupMetric.SCORE)).isGreaterThan(0.4);
        assertThat(of(metrics.getLast(), GroupMetric.KL)).isPositive();
        assertThat(metrics).hasSize(22);
    }

    @Test
    void theFirstUpdateStartsAtTheReference() {
        List<Map<String, Double>> metrics = new ArrayList<>();
        run(
                config(Method.GRPO, "{\"updates\": 1, \"epochs\": 1, \"minibatch\": 32}"),
                "first",
                (u, n) -> metrics.add(n));
        assertThat(of(metrics.getFirst(), GroupMetric.KL)).isCloseTo(0, within(1e-4));
        assertThat(of(metrics.getFirst(), GroupMetric.MISMATCH)).isCloseTo(1, within(1e-3));
        // One step on all answers of the policy that sampled: ratios are 1, advantages of a group add up to 0.
        assertThat(of(metrics.getFirst(), GroupMetric.POLICY_LOSS)).isCloseTo(0, within(1e-5));
        assertThat(of(metrics.getFirst(), GroupMetric.APPROXIMATE_KL)).isCloseTo(0, within(1e-8));
        assertThat(of(metrics.getFirst(), GroupMetric.CLIP_FRACTION)).isZero();
        assertThat(of(metrics.getFirst(), GroupMetric.GRADIENT_NORM)).isGreaterThan(1e-3);
    }

    @Test
    void everyMetricOfTheTableIsReportedAndNoOther() {
        Outcome outcome = run(config(Method.RLOO, "{\"updates\": 1}"), "metrics", (update, numbers) -> {});
        assertThat(outcome.metrics().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(GroupMetric.values())
                        .map(GroupMetric::title)
                        .toList());
    }

    @Test
    void sameSeedGivesTheSameWeightsAndAnotherSeedOthers() throws IOException {
        String one = weights(run(config(Method.GRPO, "{\"updates\": 2}"), "one", (update, numbers) -> {}));
        String two = weights(run(config(Method.GRPO, "{\"updates\": 2}"), "two", (update, numbers) -> {}));
        String other = weights(run(config(Method.GRPO, "{\"updates\": 2, \"seed\": 4}"), "other", (u, n) -> {}));
        assertThat(two).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource(names = {"DAPO", "RLOO"})
    void aRunThatDiedGoesOnToTheSameWeights(Method method) throws IOException {
        GroupConfig config = config(method, "{\"updates\": 4}");
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

    @ParameterizedTest
    @EnumSource(names = {"DAPO", "RLOO"})
    void howAStepIsCutIntoPartsChangesNoTrajectory(Method method) {
        // 12 updates of 4 steps, calm enough that no sampled token changes with the last bits of the weights
        String calm = "{\"updates\": 12, \"epochs\": 1, \"optimisation\": {\"learningRate\": 1e-4}, \"microBatch\": ";
        List<Map<String, Double>> whole = new ArrayList<>();
        List<Map<String, Double>> cut = new ArrayList<>();
        run(config(method, calm + "0}"), "whole", (update, numbers) -> whole.add(numbers));
        run(config(method, calm + "3}"), "cut", (update, numbers) -> cut.add(numbers));
        for (GroupMetric metric :
                List.of(GroupMetric.SCORE, GroupMetric.POLICY_LOSS, GroupMetric.KL_LOSS, GroupMetric.GRADIENT_NORM)) {
            double residuals = 0;
            for (int update = 0; update < whole.size(); update++) {
                double residual = of(cut.get(update), metric) - of(whole.get(update), metric);
                assertThat(residual).as("%s of update %d", metric, update + 1).isCloseTo(0, within(1e-5));
                residuals += residual;
            }
            assertThat(residuals / whole.size())
                    .as("mean residual of %s", metric)
                    .isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void aDamagedStateIsLeftAsideForTheOneBefore() throws IOException {
        GroupConfig config = config(Method.GRPO, "{\"updates\": 3}");
        String uninterrupted = weights(run(config, "whole", (update, numbers) -> {}));
        run(config, "torn", (update, numbers) -> {});
        Path newest = directory.resolve("torn/state/00000003/adapter_model.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        assertThat(weights(run(config, "torn", (update, numbers) -> {}))).isEqualTo(uninterrupted);
    }

    @Test
    void anotherSettingOrOtherPromptsCannotResume() {
        run(config(Method.GRPO, "{\"updates\": 1}"), "mismatch", (update, numbers) -> {});
        assertThatThrownBy(() ->
                        run(config(Method.GRPO, "{\"updates\": 1, \"clipLow\": 0.1}"), "mismatch", (update, n) -> {}))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("setting clipLow is 0.1 but was 0.2");
        assertThatThrownBy(() -> tuning(config(Method.GRPO, "{\"updates\": 1}"))
                        .run(PROMPTS.subList(0, 3), SHARE_OF_W5, folder("mismatch"), (update, n) -> {}, () -> false))
                .hasMessageContaining("the prompts differ");
    }

    @Test
    void aPolicyThatLeavesItsKlBudgetIsStoppedAndTheOneBeforeKept() {
        GroupConfig config = config(Method.DR_GRPO, "{\"updates\": 14, \"maxKl\": 0.3}");
        List<Map<String, Double>> metrics = new ArrayList<>();
        Outcome outcome = run(config, "budget", (update, numbers) -> metrics.add(numbers));
        assertThat(outcome.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("above maxKl 0.30"));
        assertThat(outcome.updates()).isEqualTo(metrics.size() - 1);
        assertThat(outcome.policy())
                .hasValueSatisfying(policy -> assertThat(policy).exists());
    }

    @Test
    void anAnswerThatCannotBeScoredIsNotComparedWithAndAPromptWithOneScoreIsLeftOut() {
        List<Map<String, Double>> metrics = new ArrayList<>();
        RewardFunction seldom = (prompts, answers) -> {
            float[] scores = new float[answers.size()];
            Arrays.fill(scores, Float.NaN);
            scores[0] = 0.25f; // the first prompt has two scored answers of eight
            scores[7] = 0.75f;
            scores[8] = 9; // the second prompt one, the others none
            return scores;
        };
        tuning(config(Method.GRPO, "{\"updates\": 1}"))
                .run(PROMPTS, seldom, folder("seldom"), (update, numbers) -> metrics.add(numbers), () -> false);
        assertThat(of(metrics.getFirst(), GroupMetric.SCORE)).isEqualTo(0.5);
        assertThat(of(metrics.getFirst(), GroupMetric.SCORE_DEVIATION)).isCloseTo(Math.sqrt(.125), within(1e-9));
        assertThat(of(metrics.getFirst(), GroupMetric.UNSCORED)).isEqualTo(30.0 / 32);
        assertThat(of(metrics.getFirst(), GroupMetric.INFORMATIVE)).isEqualTo(0.25);
        RewardFunction never = (prompts, answers) -> {
            float[] scores = new float[answers.size()];
            Arrays.fill(scores, Float.NaN);
            return scores;
        };
        assertThatThrownBy(() -> tuning(config(Method.GRPO, "{\"updates\": 1}"))
                        .run(PROMPTS, never, folder("never"), (update, numbers) -> {}, () -> false))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("could not score two answers to any of 4 prompts");
    }

    @Test
    void dynamicSamplingReplacesPromptsWhoseAnswersAreAllAlike() {
        List<Map<String, Double>> metrics = new ArrayList<>();
        // Only prompts that begin with w6 tell answers apart.
        RewardFunction picky = (prompts, answers) -> {
            float[] scores = new float[answers.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = prompts.get(i).getFirst().content().startsWith("w6") ? i : 0;
            }
            return scores;
        };
        tuning(config(Method.DAPO, "{\"updates\": 1}"))
                .run(PROMPTS, picky, folder("picky"), (update, numbers) -> metrics.add(numbers), () -> false);
        // Four rounds of four prompts pass twice through the eight.
        assertThat(of(metrics.getFirst(), GroupMetric.SAMPLING_ROUNDS)).isEqualTo(4);
        assertThat(of(metrics.getFirst(), GroupMetric.INFORMATIVE)).isEqualTo(2.0 / 16);
        assertThat(of(metrics.getFirst(), GroupMetric.SCORE_DEVIATION))
                .isCloseTo(
                        Math.sqrt(IntStream.range(0, 8)
                                        .mapToDouble(i -> (i - 3.5) * (i - 3.5))
                                        .sum()
                                / 7),
                        within(1e-9));
    }

    @Test
    void aPolicyThatContinuesAnAdapterStartsWithNoKlToIt() throws IOException {
        Outcome first = run(config(Method.RLOO, "{\"updates\": 4}"), "parent", (update, numbers) -> {});
        Path parent = directory.resolve("parent-artifact");
        PolicyArtifact.export(first.policy().orElseThrow(), parent);
        List<Map<String, Double>> metrics = new ArrayList<>();
        new GroupTuning(config(Method.RLOO, "{\"updates\": 1}"), model, Optional.of(parent), "base", Optional.empty())
                .run(PROMPTS, SHARE_OF_W5, folder("child"), (update, numbers) -> metrics.add(numbers), () -> false);
        assertThat(of(metrics.getFirst(), GroupMetric.KL)).isCloseTo(0, within(1e-4));
    }

    @Test
    void contradictorySettingsAreRefusedByName() {
        assertThatThrownBy(() -> config(Method.RLOO, "{\"reduction\": \"per-token\"}"))
                .hasMessageContaining(
                        "reduction is per-token, but with ratio answer there is one loss for each answer");
        assertThatThrownBy(() -> config(Method.GRPO, "{\"klEstimator\": \"k1\"}"))
                .hasMessageContaining("klEstimator is k1 with klPlace loss");
        assertThatThrownBy(() -> config(Method.GRPO, "{\"answers\": 1}"))
                .hasMessageContaining("answers must be at least 2 but is 1");
        assertThatThrownBy(() -> config(Method.GRPO, "{\"minibatch\": 33}"))
                .hasMessageContaining("minibatch must lie between 1 and prompts x answers but is 33");
        GroupConfig full = config(Method.GRPO, "{\"tuning\": {\"method\": \"full\"}}");
        assertThatThrownBy(() -> tuning(full))
                .hasMessageContaining("Setting tuning.method is full, but a group method");
    }

    private Outcome run(GroupConfig config, String name, Progress progress) {
        return tuning(config).run(PROMPTS, SHARE_OF_W5, folder(name), progress, () -> false);
    }

    private GroupTuning tuning(GroupConfig config) {
        return new GroupTuning(config, model, Optional.empty(), "base", Optional.empty());
    }

    private RunFolder<GroupState> folder(String name) {
        return new RunFolder<>(directory.resolve(name), GroupState.class);
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

    private static double of(Map<String, Double> metrics, GroupMetric metric) {
        return metrics.getOrDefault(metric.title(), Double.NaN);
    }

    private static GroupConfig config(Method method, String overrides) {
        try {
            return Configurations.with(
                    Configurations.with(method.config, Json.MAPPER.readTree("""
                            {"updates": 10, "prompts": 4, "answers": 8, "epochs": 2, "minibatch": 8, "maxPromptTokens": 16,
                             "maxNewTokens": 6, "seed": 3, "optimisation": {"learningRate": 0.003}}
                            """)), Json.MAPPER.readTree(overrides));
        } catch (IOException e) {
            throw new IllegalArgumentException(overrides, e);
        }
    }
}
