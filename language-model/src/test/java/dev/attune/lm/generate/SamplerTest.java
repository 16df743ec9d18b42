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

import dev.attune.lm.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SamplerTest {
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
    void evenlySpacedDrawsGiveExactlyTheDistribution() {
        assertThat(shares(SamplingSettings.sampling(1, 1), true)).containsExactly(PROBABILITIES, within(0.002));
    }

    @Test
    void temperatureSharpens() {
        double[] squared = Arrays.stream(PROBABILITIES).map(p -> p * p / 0.3).toArray();
        assertThat(shares(SamplingSettings.sampling(0.5, 1), true)).containsExactly(squared, within(0.002));
    }

    @Test
    void topKKeepsTheLikeliest() {
        double[] expected = {0, 4 / 7.0, 0, 3 / 7.0};
        assertThat(shares(SamplingSettings.sampling(1, 1).withTopK(2), true)).containsExactly(expected, within(0.002));
    }

    @Test
    void topPKeepsTheFewestThatReachIt() {
        double[] two = {0, 4 / 7.0, 0, 3 / 7.0};
        double[] three = {0, 4 / 9.0, 2 / 9.0, 3 / 9.0};
        assertThat(shares(SamplingSettings.sampling(1, 1).withTopP(0.69), true)).containsExactly(two, within(0.002));
        assertThat(shares(SamplingSettings.sampling(1, 1).withTopP(0.71), true)).containsExactly(three, within(0.002));
    }

    @Test
    void theEndTokenIsNotDrawnBeforeItMayBe() {
        double[] expected = {1 / 6.0, 0, 2 / 6.0, 3 / 6.0};
        assertThat(shares(SamplingSettings.sampling(1, 1), false)).containsExactly(expected, within(0.002));
    }

    @Test
    void logProbabilitiesTellThePolicyApartFromTheDistributionDrawnFrom() {
        Sampler sampler = new Sampler(SamplingSettings.sampling(1, 1).withTopK(2), List.of());
        Sampler.Choice choice = sampler.choose(logits(1), new float[] {0.1f}, true);
        assertThat(choice.tokens().toLongArray()).containsExactly(1);
        assertThat((double) choice.logProbabilities().getFloat(0)).isCloseTo(Math.log(0.4), within(1e-5));
        assertThat((double) choice.samplingLogProbabilities().getFloat(0)).isCloseTo(Math.log(4 / 7.0), within(1e-5));
    }

    @Test
    void scoresThatAreNotNumbersAreRefused() {
        Sampler sampler = new Sampler(SamplingSettings.sampling(1, 1), List.of());
        NDArray broken = logits(1).mul(Float.NaN);
        assertThatThrownBy(() -> sampler.choose(broken, new float[] {0.5f}, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not numbers");
    }

    private double[] shares(SamplingSettings settings, boolean mayEnd) {
        float[] uniform = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            uniform[row] = (row + 0.5f) / ROWS;
        }
        long[] tokens = new Sampler(settings, List.of(1))
                .choose(logits(ROWS), uniform, mayEnd)
                .tokens()
                .toLongArray();
        return IntStream.range(0, PROBABILITIES.length)
                .mapToDouble(token ->
                        Arrays.stream(tokens).filter(drawn -> drawn == token).count() / (double) ROWS)
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
