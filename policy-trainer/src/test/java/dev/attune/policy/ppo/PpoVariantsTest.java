package dev.attune.policy.ppo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.model.PolicyModel;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.run.Outcome;
import dev.attune.policy.run.Progress;
import dev.attune.policy.testing.TinyModels;
import dev.attune.policy.testing.TinyRewards;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PpoVariantsTest {

    private static final List<List<Message>> PROMPTS = IntStream.range(0, 8)
            .mapToObj(i -> List.of(Message.user("w" + i + " w" + (i + 1))))
            .toList();

    private static final RewardFunction SHARE_OF_W5 = (prompts, answers) -> {
        float[] scores = new float[answers.size()];
        for (int i = 0; i < scores.length; i++) {
            String[] words = answers.get(i).split(" ");
            scores[i] = (float) Arrays.stream(words).filter("w5"::equals).count() / words.length;
        }
        return scores;
    };

    private static final List<Demonstration> DEMONSTRATIONS =
            List.of(Demonstration.of("w1 w2", "w9 w9 w9"), Demonstration.of("w3", "w9 w8"));

    @TempDir
    Path directory;

    private Path base = Path.of("");
    private Path rewardModel = Path.of("");

    @BeforeEach
    void models() {
        base = TinyModels.save(directory.resolve("base"), 1);
        rewardModel = TinyRewards.save(directory.resolve("reward"), base, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'tuning': {'targets': ['.*layers[.]1[.].*_proj']}, 'optimisation': {'learningRate': 0.01}}",
                "{'value': {'model': 'separate', 'warmUpUpdates': 1, 'learningRate': 0.01}}",
                "{'tuning': {'method': 'full'}, 'value': {'model': 'separate'}}",
                "{'tuning': {'method': 'full'}, 'value': {'warmUpUpdates': 1}}",
                "{'tuning': {'method': 'full'}, 'value': {'model': 'separate'}, 'computeType': 'bfloat16'}",
                "{'reward': {'placement': 'after', 'whiten': true, 'clip': 0.4}, 'kl': {'estimator': 'k3', 'place': 'loss'},"
                        + " 'loss': {'dualClip': 3, 'entropyCoefficient': 0.01, 'reduction': 'answers', 'microBatch': 3},"
                        + " 'advantage': {'whitening': 'minibatch', 'variance': 'biased'}, 'temperature': 0.7}",
                "{'pretraining': {'coefficient': 0.5, 'batch': 3}, 'loss': {'stopKl': 0.001}}",
                "{'klTarget': 0.01, 'kl': {'estimator': 'k2', 'horizon': 100, 'unit': 'token', 'bound': 10}}"
            })
    void twiceAsManyUpdatesAreTheSameWhetherInterruptedOrNot(String settings) throws IOException {
        PpoConfig config = config(settings, 4);
        String whole = weights(run(config, "whole", (update, metrics) -> {}));
        assertThatThrownBy(() -> run(config, "died", (update, metrics) -> {
                    if (update == 2) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        Outcome resumed = run(config, "died", (update, metrics) -> {});
        assertThat(weights(resumed)).isEqualTo(whole);
        assertThat(weights(run(config, "again", (update, metrics) -> {}))).isEqualTo(whole);
        assertThat(resumed.metrics().get(PpoMetric.GRADIENT_NORM.title())).isPositive();
    }

    @Test
    void aFullyTunedPolicyAndItsValueModelLearnAndAreWholeModels() throws IOException {
        List<Map<String, Double>> metrics = new ArrayList<>();
        PpoConfig config = config(
                "{'tuning': {'method': 'full'}, 'value': {'model': 'separate'}, 'rolloutBatch': 32, 'epochs': 4}", 15);
        Outcome outcome = run(config, "full", (update, numbers) -> metrics.add(numbers));
        assertThat(of(metrics.getFirst(), PpoMetric.KL)).isCloseTo(0, within(1e-4));
        assertThat(of(metrics.getLast(), PpoMetric.SCORE)).isGreaterThan(of(metrics.getFirst(), PpoMetric.SCORE) + 0.2);
        assertThat(of(metrics.getLast(), PpoMetric.KL)).isPositive();
        Path policy = outcome.policy().orElseThrow();
        try (LanguageModel model = LanguageModel.load(policy, LoadOptions.float32());
                LanguageModel values =
                        LanguageModel.load(policy.resolve(PolicyModel.VALUE_MODEL), LoadOptions.float32())) {
            assertThat(model.tokenizer().sha256()).isEqualTo(values.tokenizer().sha256());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "separate"})
    void onlyValuesMoveDuringTheirWarmUp(String valueModel) throws IOException {
        PpoConfig config = config("{'value': {'model': '" + valueModel + "', 'warmUpUpdates': 2}}", 3);
        List<String> policies = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        RunFolder<PpoState> folder = folder("warm");
        run(config, "warm", (update, metrics) -> {
            Path policy = folder.after(update).orElseThrow().directory().resolve("policy");
            policies.add(sha256(policy));
            values.add(headOf(policy));
            rates.add(of(metrics, PpoMetric.LEARNING_RATE));
        });
        assertThat(policies.get(0)).isEqualTo(policies.get(1)).isNotEqualTo(policies.get(2));
        assertThat(values).doesNotHaveDuplicates();
        assertThat(rates.get(0)).isZero();
        assertThat(rates.get(2)).isPositive();
    }

    @Test
    void aValueModelBeginsAsTheRewardModelWithItsNormalisation() throws IOException {
        run(config("{'value': {'model': 'separate'}}", 1), "begin", (update, metrics) -> {});
        Path begun = folder("begin").after(0).orElseThrow().directory().resolve("policy");
        assertThat(sha256(begun.resolve(PolicyModel.VALUE_MODEL))).isEqualTo(sha256(rewardModel));
    }

    @Test
    void anUpdateEndsWhereThePolicyHasMovedFarEnough() {
        Outcome all = run(config("{}", 2), "all", (update, metrics) -> {});
        Outcome some = run(config("{'loss': {'stopKl': 1e-7}}", 2), "some", (update, metrics) -> {});
        assertThat(of(all.metrics(), PpoMetric.STEPS)).isEqualTo(4);
        assertThat(of(some.metrics(), PpoMetric.STEPS)).isEqualTo(1);
    }

    @Test
    void theEntropyBonusKeepsThePolicyUndecided() {
        Outcome without = run(config("{'klCoefficient': 0}", 8), "without", (update, metrics) -> {});
        Outcome with = run(
                config("{'klCoefficient': 0, 'loss': {'entropyCoefficient': 1}}", 8), "with", (update, metrics) -> {});
        assertThat(of(with.metrics(), PpoMetric.ENTROPY)).isGreaterThan(of(without.metrics(), PpoMetric.ENTROPY));
        assertThat(of(with.metrics(), PpoMetric.VOCABULARY_ENTROPY))
                .isCloseTo(of(with.metrics(), PpoMetric.ENTROPY), within(0.3))
                .isLessThanOrEqualTo(Math.log(32));
    }

    @Test
    void theMixLearnsItsDemonstrations() {
        List<Double> losses = new ArrayList<>();
        run(
                config("{'pretraining': {'coefficient': 1, 'batch': 2}}", 10),
                "mix",
                (update, metrics) -> losses.add(of(metrics, PpoMetric.PRETRAINING_LOSS)));
        assertThat(losses.getLast()).isLessThan(losses.getFirst() - 0.3);
    }

    @Test
    void howAStepIsCutIntoPartsChangesNothingInFiftySteps() {
        List<Map<String, Double>> whole = new ArrayList<>();
        List<Map<String, Double>> parts = new ArrayList<>();
        String calm = "'optimisation': {'learningRate': 0.0003, 'epsilon': 1e-5}";
        run(config("{" + calm + "}", 13), "micro0", (update, metrics) -> whole.add(metrics));
        run(config("{" + calm + ", 'loss': {'microBatch': 3}}", 13), "micro3", (update, metrics) -> parts.add(metrics));
        double mean = 0;
        int count = 0;
        for (int update = 0; update < whole.size(); update++) {
            for (PpoMetric metric : List.of(
                    PpoMetric.SCORE,
                    PpoMetric.KL,
                    PpoMetric.ENTROPY,
                    PpoMetric.POLICY_LOSS,
                    PpoMetric.VALUE_LOSS,
                    PpoMetric.GRADIENT_NORM)) {
                double difference = of(parts.get(update), metric) - of(whole.get(update), metric);
                assertThat(difference).as("%s of update %d", metric, update).isCloseTo(0, within(1e-5));
                mean += difference;
                count++;
            }
        }
        assertThat(whole.stream()
                        .mapToDouble(metrics -> of(metrics, PpoMetric.STEPS))
                        .sum())
                .isGreaterThanOrEqualTo(50);
        assertThat(mean / count).isCloseTo(0, within(1e-6));
    }

    @Test
    void aNamedReferenceMustBeAnAncestor() throws IOException {
        Path first = continued("first", Optional.empty());
        Path second = continued("second", Optional.of(first));
        Path other = export(run(config("{'seed': 9}", 1), "other", (update, metrics) -> {}), "other-policy");
        List<Map<String, Double>> metrics = new ArrayList<>();
        try (LanguageModel model = model(LoadOptions.float32())) {
            PolicyStart start = start(model, Optional.of(second), Optional.of(first), List.of());
            new Ppo(config("{}", 1), start, Optional.empty())
                    .run(PROMPTS, SHARE_OF_W5, folder("named"), (update, numbers) -> metrics.add(numbers), () -> false);
            assertThat(Math.abs(of(metrics.getFirst(), PpoMetric.KL))).isGreaterThan(1e-4);
            PolicyStart wrong = start(model, Optional.of(second), Optional.of(other), List.of());
            assertThatThrownBy(() -> new Ppo(config("{}", 1), wrong, Optional.empty()))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("Setting reference is " + other)
                    .hasMessageContaining("does not come from it");
        }
    }

    @Test
    void whatContradictsTheStartIsRefusedByItsSetting() throws IOException {
        try (LanguageModel model = model(LoadOptions.float32())) {
            assertRefused(
                    "{'pretraining': {'coefficient': 1}}",
                    start(model, Optional.empty(), Optional.empty(), List.of()),
                    "Setting pretraining.coefficient is 1.0, but there are no demonstrations");
            assertRefused(
                    "{}",
                    start(model, Optional.empty(), Optional.empty(), DEMONSTRATIONS),
                    "setting pretraining.coefficient is 0");
            assertRefused(
                    "{'tuning': {'method': 'full'}}",
                    start(model, Optional.of(rewardModel), Optional.empty(), List.of()),
                    "Setting tuning.method is full, but the run continues an adapter");
            assertRefused(
                    "{}", start(model, Optional.empty(), Optional.of(rewardModel), List.of()), "continues no adapter");
            Path description = rewardModel.resolve("reward_model.json");
            String sha256 = model.tokenizer().sha256();
            Files.writeString(description, Files.readString(description).replace(sha256, "0".repeat(64)));
            assertRefused(
                    "{'value': {'model': 'separate'}}",
                    start(model, Optional.empty(), Optional.empty(), List.of()),
                    "Setting value.model is separate, but the reward model that it would begin as has the tokenizer");
        }
    }

    @Test
    void aPromptBeyondTheContextIsRefusedByTheSettingThatLetItThrough() throws IOException {
        String words = "w1 ".repeat(80).strip();
        try (LanguageModel model = model(LoadOptions.float32())) {
            Ppo ppo = new Ppo(config("{'maxPromptTokens': 200}", 1), model, Optional.empty(), "base");
            List<List<Message>> prompts = List.of(List.of(Message.user("w1")), List.of(Message.user(words)));
            assertThatThrownBy(() -> ppo.run(prompts, SHARE_OF_W5, folder("context"), (update, m) -> {}, () -> false))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("Prompt 2 has")
                    .hasMessageContaining("set maxPromptTokens to at most 63");
        }
    }

    private void assertRefused(String settings, PolicyStart start, String sentence) {
        assertThatThrownBy(() -> new Ppo(config(settings, 1), start, Optional.empty()))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining(sentence);
    }

    private Path continued(String name, Optional<Path> parent) throws IOException {
        try (LanguageModel model = model(LoadOptions.float32())) {
            Outcome outcome = new Ppo(
                            config("{}", 2), start(model, parent, Optional.empty(), List.of()), Optional.empty())
                    .run(PROMPTS, SHARE_OF_W5, folder(name), (update, metrics) -> {}, () -> false);
            return export(outcome, name + "-policy");
        }
    }

    private Path export(Outcome outcome, String name) {
        Path target = directory.resolve(name);
        PolicyArtifact.export(outcome.policy().orElseThrow(), target);
        return target;
    }

    private Outcome run(PpoConfig config, String name, Progress progress) {
        LoadOptions options = ModelPool.options(config.policy().computeType());
        try (LanguageModel model = model(options)) {
            return new Ppo(config, start(model, config), Optional.empty())
                    .run(PROMPTS, SHARE_OF_W5, folder(name), progress, () -> false);
        }
    }

    private LanguageModel model(LoadOptions options) {
        return LanguageModel.load(base, options);
    }

    private PolicyStart start(
            LanguageModel model, Optional<Path> parent, Optional<Path> reference, List<Demonstration> demonstrations) {
        return new PolicyStart(model, "base", parent, reference, Optional.of(rewardModel), demonstrations);
    }

    /** With full tuning the value model begins as a copy of the start, so that it is a whole one, too. */
    private PolicyStart start(LanguageModel model, PpoConfig config) {
        boolean full = config.policy().tuning().trainsAll();
        boolean mixed = config.details().pretraining().coefficient() > 0;
        return new PolicyStart(
                model,
                "base",
                Optional.empty(),
                Optional.empty(),
                full ? Optional.empty() : Optional.of(rewardModel),
                mixed ? DEMONSTRATIONS : List.of());
    }

    private RunFolder<PpoState> folder(String name) {
        return new RunFolder<>(directory.resolve("runs").resolve(name), PpoState.class);
    }

    private String weights(Outcome outcome) throws IOException {
        return DirectoryManifest.of(outcome.policy().orElseThrow()).sha256();
    }

    private static String sha256(Path policy) {
        try {
            return PolicyArtifact.sha256(policy);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String headOf(Path policy) {
        try {
            return DirectoryManifest.of(policy.resolve(PolicyModel.VALUE_HEAD)).sha256();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double of(Map<String, Double> metrics, PpoMetric metric) {
        return metrics.getOrDefault(metric.title(), Double.NaN);
    }

    private static PpoConfig config(String overrides, int updates) {
        try {
            PpoConfig small = Configurations.with(PpoConfig.defaults(), Json.MAPPER.readTree("""
                    {"rolloutBatch": 16, "epochs": 2, "minibatch": 8, "maxPromptTokens": 16, "maxNewTokens": 6,
                     "klCoefficient": 0.02, "missingEndPenalty": 0, "seed": 3, "tuning": {"rank": 4, "alpha": 8},
                     "optimisation": {"learningRate": 0.003}, "alarms": {"minEntropyShare": 0, "maxMismatch": 0}}
                    """));
            PpoConfig all = Configurations.with(small, Json.MAPPER.readTree("{\"updates\": " + updates + "}"));
            return Configurations.with(all, Json.MAPPER.readTree(overrides.replace('\'', '"')));
        } catch (IOException e) {
            throw new IllegalArgumentException(overrides, e);
        }
    }
}
