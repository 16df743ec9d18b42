package dev.attune.lm.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class OptimizerOperatorsTest {
    private final NDManager manager = Memory.newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** From 1 along 2 with decay 0.5: 1 - 0.1 * 0.5 = 0.95, then m' = 2 and v' = 4, and 0.95 - 0.1 * 2 / (2 + 1). */
    @Test
    void epsilonStandsBesideTheCorrectedRoot() {
        NDArray weight = manager.ones(new Shape(3));
        NDArray mean = manager.zeros(new Shape(3));
        NDArray square = manager.zeros(new Shape(3));
        NDArray gradient = manager.create(new float[] {2, 2, 2});
        OptimizerOperators.adamW(
                new OptimizerOperators.AdamWState(weight, gradient, mean, square),
                Tensors.scalar(manager, 1),
                new OptimizerOperators.AdamWStep(0.1, 0.9, 0.999, 0.5, 1));
        assertThat(weight.toFloatArray()).containsOnly(new float[] {0.95f - 0.2f / 3}, within(1e-6f));
        assertThat(mean.toFloatArray()).containsOnly(new float[] {0.2f}, within(1e-6f));
        assertThat(square.toFloatArray()).containsOnly(new float[] {0.004f}, within(1e-7f));
        assertThat(gradient.toFloatArray()).containsOnly(2f);
    }

    @Test
    void arraysOfAnotherSizeOrTypeAreRefusedBeforeTheKernelSeesThem() {
        NDArray weight = manager.ones(new Shape(3));
        NDArray longer = manager.ones(new Shape(4));
        NDArray whole = manager.ones(new Shape(3), DataType.INT64);
        assertThatThrownBy(() -> new OptimizerOperators.AdamWState(weight, longer, weight, weight))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OptimizerOperators.AdamWState(weight, whole, weight, weight))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
