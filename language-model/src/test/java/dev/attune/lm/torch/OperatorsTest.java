package dev.attune.lm.torch;

import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class OperatorsTest {
    private NDManager manager;
    private NDArray x;

    @BeforeEach
    void open() {
        manager = Memory.newManager();
        x = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The bundled libtorch must have every operator that is bound: each is called once, with a result worked by hand. */
    @Test
    void everyBoundOperatorIsThereAndGivesTheKnownResult() {
        Map<String, Runnable> checks = Map.ofEntries(
                check("to", () -> Operators.to(Operators.to(x, Dtype.BFLOAT16), Dtype.FLOAT32), 1, 2, 3, 4, 5, 6),
                check("times", () -> Operators.times(indexed(), -0.5), -0.5, -1),
                check("linear", () -> Operators.linear(x, ones(1, 3), manager.create(new float[] {1})), 7, 16),
                check("linearBeside", () -> Operators.linearBeside(ones(4, 4), x, ones(1, 3)), 6, 15),
                check("linearInputGradient", () -> Operators.linearInputGradient(x, ones(3, 1)), 6, 15),
                check(
                        "linearInputGradientBeside",
                        () -> Operators.linearInputGradientBeside(ones(4, 4), x, ones(3, 1)),
                        6,
                        15),
                check("linearWeightGradient", () -> Operators.linearWeightGradient(x, ones(2, 1)), 5, 7, 9),
                check("embedding", () -> Operators.embedding(x, indices(1)), 4, 5, 6),
                check("scaledDotProductAttention", this::attention, 1, 1, 1.5, 1.5),
                check("silu", () -> Operators.silu(manager.create(new float[] {0, 1})), 0, 0.731059),
                check("gelu", () -> Operators.gelu(manager.create(new float[] {-1, 1})), -0.158655, 0.841345),
                check("relu", () -> Operators.relu(manager.create(new float[] {-1, 1})), 0, 1),
                check("sigmoid", () -> Operators.sigmoid(manager.create(new float[] {0, 1})), 0.5, 0.731059),
                check(
                        "layerNorm",
                        () -> Operators.layerNorm(
                                x, manager.create(new float[] {1, 2, 1}), manager.create(new float[] {1, 2, 3}), 0),
                        -0.224745,
                        2,
                        4.224745,
                        -0.224745,
                        2,
                        4.224745),
                check("rsqrt", () -> Operators.rsqrt(manager.create(new float[] {4, 16})), 0.5, 0.25),
                check("narrow", () -> Operators.narrow(x, 1, 1, 2), 2, 3, 5, 6),
                check("contiguous", this::inMemory, 1, 4, 2, 5, 3, 6),
                check("copyInto", this::copied, 9, 2, 3, 9, 5, 6),
                check("indexCopyInto", this::copiedByIndex, 1, 2, 3, 1, 1, 1),
                check("packed", this::productWithPacked, 6, 15),
                check("indexSelect", () -> Operators.indexSelect(x, 1, indices(2, 0)), 3, 1, 6, 4),
                check("gather", () -> Operators.gather(x, 1, indices(2, 0).reshape(2, 1)), 3, 4),
                check("repeatInterleave", () -> Operators.repeatInterleave(indexed(), 2, 0), 1, 1, 2, 2),
                check(
                        "crossEntropy",
                        () -> Operators.crossEntropy(x, indices(2, -100)).reshape(1),
                        0.407606),
                check("logSoftmax", () -> Operators.logSoftmax(indexed(), 0), -1.313262, -0.313262),
                check("softmax", () -> Operators.softmax(indexed(), 0), 0.268941, 0.731059),
                check("vectorDot", () -> Operators.vectorDot(x, x), 14, 77));
        assertThat(checks.keySet())
                .isEqualTo(Arrays.stream(Operators.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .collect(Collectors.toSet()));
        checks.values().forEach(Runnable::run);
    }

    /** The numbers as they lie. */
    private NDArray inMemory() {
        return manager.create(Tensors.bytes(Operators.contiguous(x.transpose())).toArray(ValueLayout.JAVA_FLOAT));
    }

    private NDArray copiedByIndex() {
        NDArray target = x.duplicate();
        Operators.indexCopyInto(target, 0, indices(1), ones(1, 3));
        return target;
    }

    private NDArray productWithPacked() {
        try (Scratch scratch = new Scratch()) {
            NDArray packed = Operators.packed(ones(1, 3), 32);
            return scratch.array(manager, scratch.linear(Scratch.handle(x), Scratch.handle(packed), 0));
        }
    }

    @Test
    void aRefusalNamesTheOperator() {
        assertThatThrownBy(() -> Operators.narrow(x, 1, 0, 4))
                .isInstanceOf(TorchException.class)
                .hasMessageContaining("aten::narrow");
    }

    @Test
    void gradientsGoThroughAttentionAndAddUp() {
        NDArray q = ones(1, 1, 2, 2);
        NDArray v = manager.create(new float[] {1, 1, 2, 2}, new Shape(1, 1, 2, 2));
        Autograd.requireGradient(v, true);
        for (int pass = 1; pass <= 2; pass++) {
            try (var recording = Autograd.on()) {
                Autograd.backward(
                        Operators.scaledDotProductAttention(q, q, v, null, true).sum());
            }
            NDArray gradient = Objects.requireNonNull(Autograd.gradient(v));
            assertThat(gradient.toFloatArray())
                    .containsExactly(new float[] {1.5f * pass, 1.5f * pass, 0.5f * pass, 0.5f * pass}, within(1e-6f));
        }
        Autograd.zeroGradient(v);
        NDArray zeroed = Objects.requireNonNull(Autograd.gradient(v));
        assertThat(zeroed.toFloatArray()).containsOnly(0f);
    }

    /** What DJL's own product with a number fails: the number's memory is a Java buffer, and may be gone. */
    @Test
    void theBackwardPassDoesNotDependOnTheGarbageCollector() {
        NDArray weight = ones(4);
        Autograd.requireGradient(weight, true);
        try (var recording = Autograd.on()) {
            NDArray loss = Operators.times(weight, 3).sum();
            Garbage.collectAndOverwrite();
            Autograd.backward(loss);
        }
        assertThat(Objects.requireNonNull(Autograd.gradient(weight)).toFloatArray())
                .containsOnly(3f);
    }

    @Test
    void aScopePutsTheGradientModeBack() {
        try (var outer = Autograd.off()) {
            try (var inner = Autograd.on()) {
                assertThat(Autograd.isOn()).isTrue();
            }
            assertThat(Autograd.isOn()).isFalse();
        }
    }

    private Map.Entry<String, Runnable> check(String name, Supplier<NDArray> operator, double... expected) {
        return Map.entry(name, () -> {
            Number[] actual = operator.get().toArray();
            assertThat(actual).as(name).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i].doubleValue()).as(name).isCloseTo(expected[i], within(1e-5));
            }
        });
    }

    /** Causal: the first query sees the value 1, the second the mean of 1 and 2. */
    private NDArray attention() {
        NDArray v = manager.create(new float[] {1, 1, 2, 2}, new Shape(1, 1, 2, 2));
        return Operators.scaledDotProductAttention(ones(1, 1, 2, 2), ones(1, 1, 2, 2), v, null, true);
    }

    private NDArray copied() {
        NDArray target = x.duplicate();
        Operators.copyInto(Operators.narrow(target, 1, 0, 1), manager.create(new float[] {9, 9}, new Shape(2, 1)));
        return target;
    }

    private NDArray indexed() {
        return manager.create(new float[] {1, 2});
    }

    private NDArray ones(long... shape) {
        return manager.ones(new Shape(shape));
    }

    private NDArray indices(long... values) {
        return manager.create(values);
    }
}
