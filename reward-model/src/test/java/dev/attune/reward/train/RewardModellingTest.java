package dev.attune.reward.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.loss.BradleyTerry;
import dev.attune.reward.score.Answer;
import dev.attune.reward.score.RewardModelDescription.Base;
import dev.attune.reward.score.RewardScorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RewardModellingTest {

    @TempDir
    static Path directory;

    private static Path base;

    @BeforeAll
    static void writeModel() {
        base = TinyModel.write(directory.resolve("base"), 1);
    }

    @Test
    void learnsATrivialPreferenceWithAnAdapter() {
        List<StepMetrics> steps = new ArrayList<>();
        Path artifact = train(config(Tuning.lora(8), 3), "lora", steps);

        assertThat(steps.getFirst().loss()).isCloseTo(Math.log(2), within(1e-6));
        assertThat(steps.getLast().loss()).isLessThan(0.2);
        try (RewardScorer scorer = RewardScorer.load(artifact)) {
            assertThat(scorer.description().metrics().get("accuracy")).isGreaterThan(0.9);
            List<PreferencePair> unseen = TinyModel.pairs(100, 100, 99);
            double[] chosen = scorer.score(unseen.stream()
                    .map(pair -> new Answer(pair.prompt(), pair.chosen()))
                    .toList());
            double[] rejected = scorer.score(unseen.stream()
                    .map(pair -> new Answer(pair.prompt(), pair.rejected()))
                    .toList());
            assertThat(BradleyTerry.accuracy(chosen, rejected)).isGreaterThan(0.9);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FULL", "LORA"})
    void everyWayOfTuningLearnsAndIsLoaded(Tuning.Method method) {
        List<StepMetrics> steps = new ArrayList<>();
        Path artifact = train(config(Tuning.of(method), 2), method.text(), steps);
        assertThat(steps.getLast().loss()).isLessThan(steps.getFirst().loss());
        try (RewardScorer scorer = RewardScorer.load(artifact)) {
            assertThat(scorer.description().metrics().get("accuracy")).isGreaterThan(0.8);
        }
    }

    @Test
    void learnsATrivialPreferenceWithAllWeights() {
        Path artifact = train(config(Tuning.full(), 2), "full", new ArrayList<>());
        assertThat(artifact.resolve("model.safetensors")).exists();
        try (RewardScorer scorer = RewardScorer.load(artifact)) {
            assertThat(scorer.description().metrics().get("accuracy")).isGreaterThan(0.9);
        }
    }

    @Test
    void theSameSeedGivesTheSameArtifact() throws IOException {
        String first = sha256(train(config(Tuning.lora(8), 1), "same-1", new ArrayList<>()));
        String second = sha256(train(config(Tuning.lora(8), 1), "same-2", new ArrayList<>()));
        String other = sha256(train(withSeed(config(Tuning.lora(8), 1), 8), "other", new ArrayList<>()));
        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void trainingAnswersScoreMeanZeroAndDeviationOne() {
        List<PreferencePair> pairs = TinyModel.pairs(120, 60, 5);
        PromptSplit split = PromptSplit.of(pairs, 0.2, 7);
        Path artifact = train(config(Tuning.lora(8), 1), "normalised", new ArrayList<>(), split);
        try (RewardScorer scorer = RewardScorer.load(artifact)) {
            double[] scores = scorer.score(split.training().stream()
                    .flatMap(pair -> Stream.of(
                            new Answer(pair.prompt(), pair.chosen()), new Answer(pair.prompt(), pair.rejected())))
                    .toList());
            double mean = Arrays.stream(scores).average().orElseThrow();
            double variance =
                    Arrays.stream(scores).map(score -> score * score).average().orElseThrow() - mean * mean;
            assertThat(mean).isCloseTo(0, within(1e-4));
            assertThat(variance).isCloseTo(1, within(1e-3));
        }
    }

    @Test
    void aSharedBaseScoresTheSame() {
        Path artifact = train(config(Tuning.lora(8), 1), "shared", new ArrayList<>());
        List<Answer> answers = TinyModel.pairs(5, 5, 3).stream()
                .map(pair -> new Answer(pair.prompt(), pair.chosen()))
                .toList();
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardScorer shared = RewardScorer.sharing(artifact, model);
                RewardScorer own = RewardScorer.load(artifact, base)) {
            assertThat(shared.score(answers)).containsExactly(own.score(answers), within(1e-6));
        }
    }

    @Test
    void anotherBaseOrTokenizerIsRefused() throws IOException {
        Path artifact = train(config(Tuning.lora(8), 1), "refused", new ArrayList<>());
        Path otherWeights = TinyModel.write(directory.resolve("other-base"), 2);
        assertThatThrownBy(() -> RewardScorer.load(artifact, otherWeights))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("give the base that it was trained on");

        Path otherTokenizer = TinyModel.write(directory.resolve("other-tokenizer"), 1);
        Path file = otherTokenizer.resolve("tokenizer.json");
        Files.writeString(file, Files.readString(file).replace("juice", "milk"));
        try (LanguageModel model = LanguageModel.load(otherTokenizer, LoadOptions.float32())) {
            assertThatThrownBy(() -> RewardScorer.sharing(artifact, model))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("trained with the tokenizer");
        }
    }

    @Test
    void aFolderThatIsNoRewardModelIsASentence() {
        assertThatThrownBy(() -> RewardScorer.load(directory))
                .hasMessageContaining("holds no reward_model.json; give the folder that `train reward` wrote");
    }

    @Test
    void stepsLeaveNoArraysBehind() {
        assertThat(arraysAfter(4)).isEqualTo(arraysAfter(1));
    }

    /** Open arrays of the model and of the run's own memory after some epochs. */
    private static int arraysAfter(int epochs) {
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardModel trained =
                        RewardModelling.train(model, split(), config(Tuning.lora(4), epochs), Progress.none())) {
            int arrays = openArrays(trained.memory());
            assertThat(arrays).isPositive();
            return arrays + openArrays(model.manager());
        }
    }

    private static int openArrays(NDManager manager) {
        int own = 0;
        for (NDArray array : manager.getManagedArrays()) {
            own += array.isReleased() ? 0 : 1;
        }
        return own;
    }

    @Test
    void pairsThatAreTooLongAreLeftOutAndCounted() {
        RewardModelConfig config = withMaxTokens(config(Tuning.lora(4), 1), 9);
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardModel trained = RewardModelling.train(model, split(), config, Progress.none())) {
            assertThat(trained.counts().leftOut()).isPositive();
            assertThat(trained.counts().trainingPairs()
                            + trained.counts().heldOutPairs()
                            + trained.counts().leftOut())
                    .isEqualTo(120);
        }
    }

    @Test
    void aLengthThatNoPairMeetsIsRefused() {
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32())) {
            RewardModelConfig tooShort = withMaxTokens(config(Tuning.lora(4), 1), 2);
            assertThatThrownBy(() -> RewardModelling.train(model, split(), tooShort, Progress.none()))
                    .hasMessageContaining("all are longer than maxTokens (2)");
        }
    }

    private static PromptSplit split() {
        return PromptSplit.of(TinyModel.pairs(120, 60, 5), 0.2, 7);
    }

    private static Path train(RewardModelConfig config, String name, List<StepMetrics> steps) {
        return train(config, name, steps, PromptSplit.of(TinyModel.pairs(400, 100, 5), 0.2, 7));
    }

    private static Path train(RewardModelConfig config, String name, List<StepMetrics> steps, PromptSplit split) {
        Path artifact = directory.resolve(name);
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardModel trained = RewardModelling.train(model, split, config, steps::add)) {
            trained.save(artifact, new Base("tiny", RewardScorer.hashOf(base), null, base.toString()));
            return artifact;
        }
    }

    private static String sha256(Path artifact) throws IOException {
        return DirectoryManifest.of(artifact).sha256();
    }

    private static RewardModelConfig config(Tuning tuning, int epochs) {
        return TestConfigs.of(tuning, epochs, "{}");
    }

    private static RewardModelConfig withSeed(RewardModelConfig config, long seed) {
        return TestConfigs.with(config, "{\"seed\": " + seed + "}");
    }

    private static RewardModelConfig withMaxTokens(RewardModelConfig config, int maxTokens) {
        return TestConfigs.with(config, "{\"maxTokens\": " + maxTokens + "}");
    }
}
