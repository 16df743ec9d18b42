package dev.attune.lm.generate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.model.Reference;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SamplerTest {
    private static final Tokenizer TOKENIZER = Tokenizer.load(Reference.modelDirectory());

    /** Probabilities of the four tokens at temperature 1. */
    private static final double[] PROBABILITIES = {0.1, 0.4, 0.2, 0.3};

    private static final int ROWS = 1000;
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Memory.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void rowsOfTheEmbeddingThatAreNoTokensAreNeverChosen() {
        for (SamplingSettings settings : List.of(
                SamplingSettings.greedy(1),
                SamplingSettings.sampling(1, 1),
                SamplingSettings.sampling(0.7, 1),
                SamplingSettings.sampling(1, 1).withTopK(1))) {
            List<Row> rows = IntStream.range(0, 200)
                    .mapToObj(seed -> row(settings, new GenerationRequest(new int[] {9}, seed)))
                    .toList();
            new Sampler(settings, List.of(), 1).choose(logits(200), rows);
            assertThat(rows).allSatisfy(row -> assertThat(row.lastToken()).isZero());
        }
    }

    @Test
    void aTemperatureOfAlmostNothingIsGreedy() {
        assertThat(SamplingSettings.sampling(1e-40, 1).temperature()).isZero();
        assertThat(SamplingSettings.sampling(1e-5, 1).temperature()).isEqualTo(1e-5);
    }

    @Test
    void evenlySpacedDrawsGiveExactlyTheDistribution() {
        assertThat(shares(SamplingSettings.sampling(1, 1))).containsExactly(PROBABILITIES, within(0.002));
    }

    @Test
    void temperatureSharpens() {
        double[] squared = Arrays.stream(PROBABILITIES).map(p -> p * p / 0.3).toArray();
        assertThat(shares(SamplingSettings.sampling(0.5, 1))).containsExactly(squared, within(0.002));
    }

    @Test
    void topKKeepsTheLikeliest() {
        double[] expected = {0, 4 / 7.0, 0, 3 / 7.0};
        assertThat(shares(SamplingSettings.sampling(1, 1).withTopK(2))).containsExactly(expected, within(0.002));
    }

    @Test
    void topPKeepsTheFewestThatReachIt() {
        double[] two = {0, 4 / 7.0, 0, 3 / 7.0};
        double[] three = {0, 4 / 9.0, 2 / 9.0, 3 / 9.0};
        assertThat(shares(SamplingSettings.sampling(1, 1).withTopP(0.69))).containsExactly(two, within(0.002));
        assertThat(shares(SamplingSettings.sampling(1, 1).withTopP(0.71))).containsExactly(three, within(0.002));
    }

    @Test
    void minPKeepsWhatIsNotMuchLessLikelyThanTheLikeliest() {
        double[] three = {0, 4 / 9.0, 2 / 9.0, 3 / 9.0};
        assertThat(shares(SamplingSettings.sampling(1, 1).withMinP(0.49))).containsExactly(three, within(0.002));
        double[] two = {0, 4 / 7.0, 0, 3 / 7.0};
        assertThat(shares(SamplingSettings.sampling(1, 1).withMinP(0.51))).containsExactly(two, within(0.002));
    }

    @Test
    void logProbabilitiesTellThePolicyApartFromTheDistributionDrawnFrom() {
        SamplingSettings settings = SamplingSettings.sampling(1, 1).withTopK(1);
        Generation answer = chosen(settings, Reference.sequences().get(0));
        assertThat(answer.tokens()).containsExactly(1);
        assertThat((double) answer.logProbabilities()[0]).isCloseTo(Math.log(0.4), within(1e-5));
        assertThat((double) answer.samplingLogProbabilities()[0]).isCloseTo(0, within(1e-5));
    }

    @Test
    void theEndTokenIsNotChosenBeforeItMayBe() {
        assertThat(chosen(SamplingSettings.greedy(1).withMinimumNewTokens(1), new int[] {9})
                        .tokens())
                .containsExactly(3);
        assertThat(chosen(SamplingSettings.greedy(1), new int[] {9}).tokens()).containsExactly(1);
    }

    @Test
    void badWordsAreNotCompleted() {
        SamplingSettings settings = SamplingSettings.greedy(1).withBadWords(List.of(List.of(9, 1), List.of(3)));
        assertThat(chosen(settings, new int[] {9}).tokens()).containsExactly(2);
        assertThat(chosen(settings, new int[] {8}).tokens()).containsExactly(1);
    }

    @Test
    void scoresThatAreNotNumbersAreRefused() {
        for (SamplingSettings settings : List.of(
                SamplingSettings.greedy(1),
                SamplingSettings.sampling(1, 1),
                SamplingSettings.sampling(1, 1).withTopK(2))) {
            NDArray broken = logits(1).mul(Float.NaN);
            Row row = row(settings, new int[] {9});
            assertThatThrownBy(() -> new Sampler(settings, List.of(), Integer.MAX_VALUE).choose(broken, List.of(row)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not numbers");
        }
    }

    /** Pearson's statistic of draws with seeds 0 to 9999 has 299 degrees of freedom: above 384 in one of 2000 cases. */
    @Test
    void drawsFollowTheDistribution() {
        int tokens = 300; // more than one block, and a tail
        int draws = 10_000;
        float[] scores = new float[tokens];
        for (int token = 0; token < tokens; token++) {
            scores[token] = (float) Math.sin(token);
        }
        double total = 0;
        for (float score : scores) {
            total += Math.exp(score);
        }
        SamplingSettings settings = SamplingSettings.sampling(1, 1);
        NDArray row = manager.create(scores, new Shape(1, tokens));
        int[] counts = new int[tokens];
        List<Row> rows = IntStream.range(0, draws)
                .mapToObj(seed -> row(settings, new GenerationRequest(new int[] {9}, seed)))
                .toList();
        new Sampler(settings, List.of(), Integer.MAX_VALUE).choose(row.repeat(0, draws), rows);
        rows.forEach(drawn -> counts[drawn.lastToken()]++);
        double statistic = 0;
        for (int token = 0; token < tokens; token++) {
            double expected = draws * Math.exp(scores[token]) / total;
            statistic += (counts[token] - expected) * (counts[token] - expected) / expected;
        }
        assertThat(statistic).isBetween(220.0, 384.0);
    }

    private Generation chosen(SamplingSettings settings, int[] prompt) {
        Row row = row(settings, prompt);
        new Sampler(settings, List.of(1), Integer.MAX_VALUE).choose(logits(1), List.of(row));
        return row.answer();
    }

    private static Row row(SamplingSettings settings, int[] prompt) {
        return row(settings, new GenerationRequest(prompt, 3));
    }

    private static Row row(SamplingSettings settings, GenerationRequest request) {
        return new Row(0, request, 1, settings, new SpecialTokens(0, List.of(1), 0), TOKENIZER);
    }

    private double[] shares(SamplingSettings settings) {
        double[] uniform = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            uniform[row] = (row + 0.5) / ROWS;
        }
        Sampler.Draw[] draws = new Sampler(settings, List.of(), Integer.MAX_VALUE).draw(logits(ROWS), uniform);
        return IntStream.range(0, PROBABILITIES.length)
                .mapToDouble(token -> Arrays.stream(draws)
                                .filter(draw -> draw.token() == token)
                                .count()
                        / (double) ROWS)
                .toArray();
    }

    private NDArray logits(int rows) {
        float[] row = new float[PROBABILITIES.length];
        for (int token = 0; token < row.length; token++) {
            row[token] = (float) Math.log(PROBABILITIES[token]) + 3; // a softmax forgets what all share
        }
        return manager.create(row, new Shape(1, row.length)).repeat(0, rows);
    }
}
