package dev.attune.lm.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.torch.Scratch.Layout;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Each operator of the hot path with a result worked by hand. */
class ScratchTest {
    private NDManager manager;
    private Scratch scratch;
    private long x;
    private long y;

    @BeforeEach
    void open() {
        manager = Memory.newManager();
        scratch = new Scratch();
        x = handle(new Shape(2, 3), 1, 2, 3, 4, 5, 6);
        y = handle(new Shape(2, 3), 1, 0, 1, 0, 1, 0);
    }

    @AfterEach
    void close() {
        scratch.close();
        manager.close();
    }

    @Test
    void productsWithAndWithoutMore() {
        long weight = handle(new Shape(2, 3), 1, 1, 1, 0, 0, -1);
        long bias = handle(new Shape(2), 1, 3);
        long other = handle(new Shape(2, 2), 1, 2, 3, 4);
        assertGives(scratch.linear(x, weight, 0), 6, -3, 15, -6);
        assertGives(scratch.linear(x, weight, bias), 7, 0, 16, -3);
        assertGives(scratch.linearSilu(x, weight, bias), 6.993623, 0, 16, -0.142278);
        assertGives(scratch.linearPlus(x, weight, bias, other), 8, 2, 19, 1);
        assertGives(scratch.linearTimes(x, weight, bias, other), 7, 0, 48, -12);
    }

    @Test
    void elementByElement() {
        assertGives(scratch.add(x, y, -2), -1, 2, 1, 4, 3, 6);
        assertGives(scratch.multiply(x, y), 1, 0, 3, 0, 5, 0);
        assertGives(scratch.silu(handle(new Shape(2), 0, 1)), 0, 0.731059);
        assertGives(scratch.softmax(handle(new Shape(1, 2), 1, 2), 2), 0.268941, 0.731059);
        assertGives(scratch.to(scratch.to(x, Dtype.BFLOAT16), Dtype.FLOAT32), 1, 2, 3, 4, 5, 6);
    }

    @Test
    void viewsAndCopies() {
        long turned = scratch.view(x, Layout.of(0, new long[] {3, 2}, new long[] {1, 3}));
        assertGives(scratch.add(turned, handle(new Shape(3, 2), new float[6]), 1), 1, 4, 2, 5, 3, 6);
        long column = scratch.view(x, Layout.of(1, new long[] {2, 1}, new long[] {3, 1}));
        assertGives(scratch.add(column, handle(new Shape(2, 1), new float[2]), 1), 2, 5);
        assertGives(scratch.view(x, Layout.of(0, new long[] {6}, new long[] {1})), 1, 2, 3, 4, 5, 6);
        long indices = Scratch.handle(manager.create(new long[] {1}));
        assertGives(scratch.embedding(x, indices), 4, 5, 6);
    }

    /** Its arguments are consumed by then, and what lies on the stack is no result. */
    @Test
    void aRefusedCallIsAnErrorAndHoldsNothing() {
        int before = scratch.mark();
        assertThatThrownBy(() -> scratch.embedding(x, y))
                .isInstanceOf(TorchException.class)
                .hasMessageContaining("aten::embedding");
        assertThat(scratch.mark()).isEqualTo(before);
        assertGives(scratch.add(x, y, 1), 2, 2, 4, 4, 6, 6);
    }

    @Test
    void batchProducts() {
        long a = handle(new Shape(1, 1, 2), 1, 2);
        long b = handle(new Shape(1, 2, 2), 1, 2, 3, 4);
        long target = handle(new Shape(1, 1, 2), 0, 0);
        scratch.batchProduct(target, a, b);
        assertGives(target, 7, 10);
        scratch.batchProduct(target, handle(new Shape(1, 1, 1), 1), a, b, 0.5);
        assertGives(target, 4.5, 6);
    }

    @Test
    void resultsAreFreedButForTheOneKept() {
        int before = scratch.mark();
        scratch.add(x, y, 1);
        long kept = scratch.freeAllBut(scratch.multiply(x, y), before);
        assertThat(scratch.mark()).isEqualTo(before + 1);
        assertGives(kept, 1, 0, 3, 0, 5, 0);
        long other = scratch.add(x, y, 1);
        scratch.add(x, y, 1);
        assertThatThrownBy(() -> scratch.freeAllBut(other, before)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void kernelThreadsAreTheCallersOwn() throws InterruptedException {
        int before = Threads.count();
        int[] elsewhere = new int[1];
        try (var one = Threads.of(1)) {
            assertThat(Threads.count()).isEqualTo(1);
            Thread other = new Thread(() -> elsewhere[0] = Threads.count());
            other.start();
            other.join();
        }
        assertThat(Threads.count()).isEqualTo(before);
        assertThat(elsewhere[0]).isEqualTo(before);
    }

    private long handle(Shape shape, float... values) {
        return Scratch.handle(manager.create(values, shape));
    }

    private void assertGives(long handle, double... expected) {
        try (NDArray result = scratch.array(manager, handle)) {
            float[] actual = result.toFloatArray();
            assertThat(actual).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5));
            }
        }
    }
}
