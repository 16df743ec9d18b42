package dev.attune.lm.torch;

import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Of small whole numbers, whose sums float32 holds exactly whatever their order; expected are sums of Java's longs. */
class LargeProductsTest {
    private static final int ROWS = 66;
    private static final int INPUTS = 650;
    private static final int OUTPUTS = 500;

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final float[] x = numbers(ROWS * INPUTS, 7);
    private final float[] weight = numbers(OUTPUTS * INPUTS, 5);
    private final float[] g = numbers(ROWS * OUTPUTS, 3);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void smallOnesRecordedOnesAndOtherTypesAreLeftToLibtorch() {
        NDArray all = array(x, ROWS, INPUTS);
        try (var off = Autograd.off()) {
            assertThat(LargeProducts.serves(all, ROWS, weight.length)).isTrue();
            assertThat(LargeProducts.serves(all, 63, weight.length)).isFalse();
            assertThat(LargeProducts.serves(all, ROWS, 15_000)).isFalse();
            assertThat(LargeProducts.serves(Operators.to(all, Dtype.BFLOAT16), ROWS, weight.length))
                    .isFalse();
        }
        try (var on = Autograd.on()) {
            assertThat(LargeProducts.serves(all, ROWS, weight.length)).isFalse();
        }
    }

    @Test
    void theProductAndItsGradientsAreExact() {
        try (var off = Autograd.off()) {
            NDArray rows = array(x, 2, ROWS / 2, INPUTS);
            NDArray matrix = array(weight, OUTPUTS, INPUTS);
            NDArray bias = array(numbers(OUTPUTS, 3), OUTPUTS);
            NDArray product = Operators.linear(rows, matrix, bias);
            assertThat(product.getShape()).isEqualTo(new Shape(2, ROWS / 2, OUTPUTS));
            assertThat(product.toFloatArray())
                    .isEqualTo(
                            sums(ROWS, OUTPUTS, INPUTS, (i, j, k) -> x[i * INPUTS + k] * weight[j * INPUTS + k], bias));
            assertThat(Operators.linearInputGradient(array(g, ROWS, OUTPUTS), matrix)
                            .toFloatArray())
                    .isEqualTo(sums(
                            ROWS, INPUTS, OUTPUTS, (i, j, k) -> g[i * OUTPUTS + k] * weight[k * INPUTS + j], null));
            assertThat(Operators.linearWeightGradient(array(g, ROWS, OUTPUTS), array(x, ROWS, INPUTS))
                            .toFloatArray())
                    .isEqualTo(sums(OUTPUTS, INPUTS, ROWS, (i, j, k) -> g[k * OUTPUTS + i] * x[k * INPUTS + j], null));
        }
    }

    /** One of the products that a number of the result is the sum of. */
    @FunctionalInterface
    private interface Term {
        float of(int row, int column, int index);
    }

    private static float[] sums(int rows, int columns, int terms, Term term, @Nullable NDArray bias) {
        float[] added = bias == null ? new float[columns] : bias.toFloatArray();
        float[] sums = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                long sum = (long) added[column];
                for (int index = 0; index < terms; index++) {
                    sum += (long) term.of(row, column, index);
                }
                sums[row * columns + column] = sum;
            }
        }
        return sums;
    }

    private static float[] numbers(int count, int period) {
        float[] numbers = new float[count];
        IntStream.range(0, count).forEach(i -> numbers[i] = (i * 31 + i / 13) % period - period / 2);
        return numbers;
    }

    private NDArray array(float[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }
}
