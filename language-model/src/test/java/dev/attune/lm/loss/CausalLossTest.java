package dev.attune.lm.loss;

import java.util.Arrays;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.Reference;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.torch.Autograd;

import static dev.attune.lm.torch.Operators.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Losses in chunks against the same losses of all logits at once. */
class CausalLossTest {
    private static final int ROWS = 45_000; // 400 tokens in the vocabulary: three chunks
    private static final double SCALE = 0.37;

    private final LanguageModel model = Reference.model();
    private final Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
    private final NDManager step = model.newStep();
    private final NDArray states = states();
    private final NDArray targets = targets();

    @AfterEach
    void close() {
        step.close();
        model.close();
    }

    @Test
    void theLossInChunksHasTheLossAndTheGradientsOfAllLogitsAtOnce() {
        float[][] whole = wholeGradients(false);
        double sum = LogProbabilities.of(model.transformer().logits(states), targets)
                .sum()
                .getFloat();
        Gradients.zero(tuning.parameters());
        Autograd.dropGradient(states);
        double loss = CausalLoss.backward(model.transformer(), states, targets, SCALE);
        assertThat(loss).isCloseTo(-sum, within(-sum * 1e-5));
        assertThat(CausalLoss.sum(model.transformer(), states, targets)).isCloseTo(loss, within(loss * 1e-9));
        assertClose(gradient(states), whole[0]);
        assertClose(gradient(embedding()), whole[1]);
    }

    @Test
    void logProbabilitiesInChunksCarryGradientsOfAnyLoss() {
        NDArray all = LogProbabilities.of(model.transformer().logits(states), targets);
        float[][] whole = wholeGradients(true);
        float[] entropies =
                LogProbabilities.entropy(model.transformer().logits(states)).toFloatArray();
        Gradients.zero(tuning.parameters());
        Autograd.dropGradient(states);
        ChunkedLogProbabilities chunked = ChunkedLogProbabilities.withEntropies(model.transformer(), states, targets);
        assertClose(chunked.values().toFloatArray(), all.toFloatArray());
        assertClose(chunked.entropies().toFloatArray(), entropies);
        try (var recording = Autograd.on()) {
            Autograd.backward(times(chunked.values().square().sum(), SCALE));
        }
        chunked.backward();
        assertClose(gradient(states), whole[0]);
        assertClose(gradient(embedding()), whole[1]);
    }

    @Test
    void eachStateNeedsATarget() {
        NDArray fewer = targets.get("1:");
        assertThatThrownBy(() -> CausalLoss.sum(model.transformer(), states, fewer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one target each");
    }

    private float[][] wholeGradients(boolean squared) {
        try (var recording = Autograd.on()) {
            NDArray logs = LogProbabilities.of(model.transformer().logits(states), targets);
            NDArray loss = squared ? logs.square().sum() : logs.sum().neg();
            Autograd.backward(times(loss, SCALE));
        }
        return new float[][] {gradient(states), gradient(embedding())};
    }

    private NDArray embedding() {
        return tuning.parameters().getFirst().value();
    }

    private NDArray states() {
        float[] values = new float[ROWS * model.config().hiddenSize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.37);
        }
        NDArray states = step.create(values, new Shape(ROWS, model.config().hiddenSize()));
        Autograd.requireGradient(states, true);
        return states;
    }

    private NDArray targets() {
        long[] values = new long[ROWS];
        Arrays.setAll(values, i -> i * 31L % model.config().vocabularySize());
        return step.create(values);
    }

    private static float[] gradient(NDArray leaf) {
        return Objects.requireNonNull(Autograd.gradient(leaf)).toFloatArray();
    }

    private static void assertClose(float[] actual, float[] expected) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isPositive();
        Reference.assertClose(actual, expected, largest * 1e-4);
    }
}
