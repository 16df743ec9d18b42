package dev.attune.policy.estimator;

import java.util.Objects;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.assertj.core.data.Offset;

import dev.attune.lm.torch.Autograd;

import static org.assertj.core.api.Assertions.assertThat;

/** Small arrays, the house tolerance for comparing them, and gradients by finite differences. */
public final class Arrays2d {

    private static final float TOLERANCE = 2e-6f;

    private Arrays2d() {}

    /** A (rows, columns) float32 array. */
    public static NDArray of(NDManager manager, float[]... rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
        }
        return manager.create(flat, new Shape(rows.length, rows[0].length));
    }

    public static float[] row(double... values) {
        float[] row = new float[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) values[i];
        }
        return row;
    }

    /** All numbers within 2e-6 times the larger of 1 and the expected size. */
    public static void assertClose(NDArray actual, double... expected) {
        float[] numbers = actual.toFloatArray();
        assertThat(numbers).hasSize(expected.length);
        for (int i = 0; i < numbers.length; i++) {
            float within = (float) (TOLERANCE * Math.max(1, Math.abs(expected[i])));
            assertThat(numbers[i]).as("number %d", i).isCloseTo((float) expected[i], Offset.offset(within));
        }
    }

    /** The gradient of the scalar {@code loss} equals central differences with step 1e-2 within 2e-3. */
    public static void assertGradient(NDManager manager, NDArray at, Function<NDArray, NDArray> loss) {
        NDArray leaf = at.duplicate();
        Autograd.requireGradient(leaf, true);
        float[] gradient;
        try (Autograd.Scope on = Autograd.on()) {
            assertThat(on).isNotNull();
            Autograd.backward(loss.apply(leaf));
            gradient = Objects.requireNonNull(Autograd.gradient(leaf)).toFloatArray();
        }
        float[] point = at.toFloatArray();
        float step = 1e-2f;
        for (int i = 0; i < point.length; i++) {
            double up = moved(manager, at, loss, i, step);
            double down = moved(manager, at, loss, i, -step);
            assertThat(gradient[i])
                    .as("derivative by number %d", i)
                    .isCloseTo((float) ((up - down) / (2 * step)), Offset.offset(2e-3f));
        }
    }

    private static double moved(NDManager manager, NDArray at, Function<NDArray, NDArray> loss, int index, float by) {
        float[] point = at.toFloatArray();
        point[index] += by;
        return loss.apply(manager.create(point, at.getShape())).getFloat();
    }
}
