package dev.attune.reward.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.transformer.ScalarHead;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.preference.pair.PromptSplit;
import dev.attune.reward.score.Answer;
import dev.attune.reward.score.HeadEnsemble;
import dev.attune.reward.score.Judgements;
import dev.attune.reward.score.RewardModelDescription.Base;
import dev.attune.reward.score.RewardScorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Ties, two bad answers, ensembles, and what is refused. */
class RewardFeaturesTest {

    @TempDir
    static Path directory;

    private static Path base;

    @BeforeAll
    static void writeModel() {
        base = TinyModel.write(directory.resolve("base"), 1);
    }

    @Test
    void anEnsembleScoresWithItsMeanAndSaysWhatItDoesNotKnow() {
        Path artifact = directory.resolve("ensemble");
        RewardModelConfig config = TestConfigs.of(Tuning.lora(8), 3, "{\"ensembleHeads\": 4}");
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardModel trained = train(model, TinyModel.pairs(200, 100, 5), config)) {
            assertThat(trained.evaluation().accuracy().mean()).isGreaterThan(0.9);
            trained.save(artifact, new Base("tiny", RewardScorer.hashOf(base), null, base.toString()));
        }
        assertThat(artifact.resolve(HeadEnsemble.FILE)).exists();
        assertThat(artifact.resolve(ScalarHead.FILE)).exists();
        try (RewardScorer scorer = RewardScorer.load(artifact)) {
            List<Answer> answers = TinyModel.pairs(20, 20, 9).stream()
                    .map(pair -> new Answer(pair.prompt(), pair.chosen()))
                    .toList();
            Judgements judged = scorer.judgeAnswers(answers);
            assertThat(scorer.knowsUncertainty()).isTrue();
            assertThat(judged.uncertainties()).hasSize(20);
            assertThat(Arrays.stream(judged.uncertainties()).min().orElseThrow())
                    .isPositive();
            assertThat(judged.scores()).containsExactly(scorer.score(answers), within(1e-6));
        }
    }

    @Test
    void theMeanOfTheHeadsIsStoredAsAPlainHead() {
        Path folder = directory.resolve("heads");
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32())) {
            HeadEnsemble heads = HeadEnsemble.random(model.manager(), 32, 3, 1);
            heads.save(createdFolder(folder));
            float[] mean = ScalarHead.load(model.manager(), folder, 32)
                    .parameters()
                    .getFirst()
                    .value()
                    .toFloatArray();
            float[] rows = heads.parameters().getFirst().value().toFloatArray();
            assertThat(mean[5]).isCloseTo((rows[5] + rows[32 + 5] + rows[64 + 5]) / 3, within(1e-6f));
            assertThat(rows[5]).isNotEqualTo(rows[32 + 5]);
        }
    }

    @Test
    void theBootstrapDrawsPoissonCountsThatDifferByHead() {
        Bootstrap bootstrap = new Bootstrap(3, 2);
        int[] first = new int[4000];
        int[] second = new int[4000];
        Arrays.setAll(first, i -> bootstrap.count(0, i));
        Arrays.setAll(second, i -> bootstrap.count(1, i));
        assertThat(Arrays.stream(first).average().orElseThrow()).isCloseTo(1, within(0.06));
        // A Poisson(1) draw is 0 with probability exp(-1)
        assertThat(Arrays.stream(second).filter(count -> count == 0).count() / 4000.0)
                .isCloseTo(0.3679, within(0.03));
        assertThat(first).isNotEqualTo(second);
        assertThat(new Bootstrap(3, 1).count(0, 17)).isEqualTo(1);
    }

    @Test
    void tiesAreLearnedFromWhenAskedAndTwoBadAnswersNever() {
        List<PreferencePair> pairs = new ArrayList<>(TinyModel.pairs(120, 60, 5));
        for (int i = 0; i < 30; i++) {
            pairs.set(i, pairs.get(i).withOutcome(i < 20 ? Outcome.TIE : Outcome.BOTH_BAD));
        }
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardModel without = train(model, pairs, TestConfigs.of(Tuning.lora(4), 1, "{}"));
                RewardModel with = train(model, pairs, TestConfigs.of(Tuning.lora(4), 1, "{\"ties\": \"davidson\"}"))) {
            assertThat(without.counts().ties()).isEqualTo(20);
            assertThat(without.counts().bothBad()).isEqualTo(10);
            assertThat(without.counts().trainingPairs() + without.counts().heldOutPairs())
                    .isEqualTo(90);
            assertThat(without.parts().tieParameter()).isZero();
            int trainingTies = with.counts().trainingPairs() - without.counts().trainingPairs();
            assertThat(trainingTies + with.evaluation().ties().pairs()).isEqualTo(20);
            assertThat(with.parts().tieParameter()).isPositive();
            assertThat(with.evaluation().ties().loss()).isPresent();
            assertThat(with.metrics()).containsKeys("tieParameter", "calibrationError", "bothBadPairs");
        }
    }

    @Test
    void aGivenTieParameterStaysAsItIs() {
        List<PreferencePair> pairs = new ArrayList<>(TinyModel.pairs(60, 30, 5));
        pairs.replaceAll(pair -> pair.chosen().length() % 4 == 0 ? pair.withOutcome(Outcome.TIE) : pair);
        RewardModelConfig config =
                TestConfigs.of(Tuning.lora(4), 1, "{\"ties\": \"davidson\", \"tieParameter\": 0.75}");
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32());
                RewardModel trained = train(model, pairs, config)) {
            assertThat(trained.parts().tieParameter()).isCloseTo(0.75, within(1e-6));
        }
    }

    @Test
    void whatNothingCanBeLearnedFromIsRefusedWithASentence() {
        List<PreferencePair> pairs = TinyModel.pairs(40, 20, 5);
        refused(pairs.stream().map(pair -> pair.withOutcome(Outcome.TIE)).toList(), "all-ties", "is decided (");
        List<PreferencePair> oneWinner = pairs.stream()
                .map(pair -> PreferencePair.of(pair.prompt(), "please", pair.rejected()))
                .toList();
        refused(oneWinner, "one-sided", "The chosen answer is \"please\" in all");
        List<PreferencePair> noLoser = pairs.stream()
                .map(pair -> PreferencePair.of(pair.prompt(), pair.chosen(), ""))
                .toList();
        refused(noLoser, "one-sided", "The rejected answer is empty in all");
        List<PreferencePair> tooLong = pairs.stream()
                .map(pair -> PreferencePair.of(
                        List.of(Message.user(
                                "king ".repeat(5000) + pair.prompt().getFirst().content())),
                        pair.chosen(),
                        pair.rejected()))
                .toList();
        refused(tooLong, "no-pairs", "all are longer than maxTokens (64)");
    }

    private static void refused(List<PreferencePair> pairs, String code, String sentence) {
        try (LanguageModel model = LanguageModel.load(base, LoadOptions.float32())) {
            assertThatThrownBy(() -> train(model, pairs, TestConfigs.of(Tuning.lora(4), 1, "{}")))
                    .isInstanceOfSatisfying(
                            AttuneException.class, e -> assertThat(e.code()).isEqualTo(code))
                    .hasMessageContaining(sentence);
        }
    }

    private static RewardModel train(LanguageModel model, List<PreferencePair> pairs, RewardModelConfig config) {
        return RewardModelling.train(model, PromptSplit.of(pairs, 0.2, 7), config, Progress.none());
    }

    private static Path createdFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
