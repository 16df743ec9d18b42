package dev.attune.reward.train;

import java.util.List;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.transformer.Memory;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.encode.PromptGroup.Comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Comparisons that are believed as far as they are sure. The numbers are worked by hand: with differences 0.7 and -0.4, weights 1
 * and 2, labels 0.8 and 0.6, the loss is {@code (l(0.7, 0.8) + 2 l(-0.4, 0.6)) / 3} with
 * {@code l(d, p) = p log(1 + exp(-d)) + (1 - p) log(1 + exp(d))}, its slope by d {@code w (sigmoid(d) - p) / 3}.
 */
class SoftLabelTest {

    private static final double CLOSE = 2e-6;
    private static final float[] FIRST = {0.9f, 0.1f};
    private static final float[] SECOND = {0.2f, 0.5f};

    @Test
    void aComparisonIsBelievedAsFarAsItIsSure() {
        check(true, 0, 0.683072, new double[] {-0.043937, -0.132458});
    }

    @Test
    void smoothingMakesItLessSureStill() {
        // Labels 0.74 and 0.58.
        check(true, 0.1, 0.691739, new double[] {-0.023937, -0.119125});
    }

    @Test
    void hardLabelsTakeItAsCertain() {
        // (log(1 + exp(-0.7)) + 2 log(1 + exp(0.4))) / 3; w (sigmoid(d) - 1) / 3
        check(false, 0, 0.743072, new double[] {-0.110604, -0.399125});
    }

    @Test
    void davidsonsModelTakesTheLabelToo() {
        try (NDManager memory = Memory.newManager();
                Autograd.Scope off = Autograd.off()) {
            NDArray ties = memory.create(new float[] {0});
            assertThat((double)
                            loss(memory, true, 0, ties, column(memory, FIRST)).getFloat())
                    .isCloseTo(1.077613, within(CLOSE));
        }
    }

    private static void check(boolean soft, double smoothing, double expected, double[] slopes) {
        try (NDManager memory = Memory.newManager();
                Autograd.Scope on = Autograd.on()) {
            NDArray first = column(memory, FIRST);
            Autograd.requireGradient(first, true);
            NDArray loss = loss(memory, soft, smoothing, null, first);
            Autograd.backward(loss);
            assertThat((double) loss.getFloat()).isCloseTo(expected, within(CLOSE));
            float[] gradient = Objects.requireNonNull(Autograd.gradient(first)).toFloatArray();
            assertThat((double) gradient[0]).isCloseTo(slopes[0], within(CLOSE));
            assertThat((double) gradient[1]).isCloseTo(slopes[1], within(CLOSE));
        }
    }

    private static NDArray loss(
            NDManager memory, boolean soft, double smoothing, @Nullable NDArray ties, NDArray first) {
        NDArray once = column(memory, new float[] {1, 1});
        List<Comparison> comparisons = List.of(comparison(0.8, 1, 0), comparison(0.6, 2, 1));
        return new ComparisonLoss(soft, smoothing, 0, ties).of(first, column(memory, SECOND), comparisons, once, 3);
    }

    private static Comparison comparison(double probability, double weight, int number) {
        PreferencePair pair = new PreferencePair(List.of(new Message("user", "?")), "a", "b", 1, 0, weight)
                .withProbability(probability);
        return new Comparison(pair, 0, 1, 0, weight, number);
    }

    private static NDArray column(NDManager memory, float[] values) {
        return memory.create(values, new Shape(values.length, 1));
    }
}
