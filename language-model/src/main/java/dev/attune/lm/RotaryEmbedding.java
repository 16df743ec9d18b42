package dev.attune.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.to;

/**
 * Rotary position embedding (Su et al. 2021, arXiv:2104.09864) in Hugging Face's layout: a head is two halves, and pair i
 * is (x[i], x[i + D/2]), turned by the angle {@code position / theta^(2i/D)}.
 *
 * <p>With the halves swapped once, turning is {@code x * cos + swapped * sin}, where sin is negative for the first half.
 */
final class RotaryEmbedding {
    private final int headSize;
    private final NDArray cos;
    private final NDArray sin;

    /** Makes tables (maximumPositions, D) in the compute type, owned by {@code manager}. */
    RotaryEmbedding(NDManager manager, TransformerConfig config, Dtype compute) {
        this.headSize = config.headSize();
        int half = headSize / 2;
        float[] cosines = new float[config.maximumPositions() * headSize];
        float[] sines = new float[config.maximumPositions() * headSize];
        for (int pair = 0; pair < half; pair++) {
            // float32 like the reference: its rounding of the frequency is part of the trained model
            float frequency = (float) (1.0 / (float) Math.pow(config.ropeTheta(), 2.0 * pair / headSize));
            for (int position = 0; position < config.maximumPositions(); position++) {
                float angle = position * frequency;
                int at = position * headSize + pair;
                cosines[at] = cosines[at + half] = (float) Math.cos(angle);
                sines[at + half] = (float) Math.sin(angle);
                sines[at] = -sines[at + half];
            }
        }
        Shape shape = new Shape(config.maximumPositions(), headSize);
        this.cos = table(manager.create(cosines, shape), compute);
        this.sin = table(manager.create(sines, shape), compute);
    }

    /**
     * The turns at given positions.
     *
     * @param cos (B or 1, T, 1, D)
     * @param sin the same, negative in the first half
     */
    record Turn(NDArray cos, NDArray sin) {}

    /** Turns for positions (B or 1, T) of int64, owned by their manager. */
    Turn at(NDArray positions) {
        Shape shape =
                new Shape(positions.getShape().get(0), positions.getShape().get(1), 1, headSize);
        NDArray flat = positions.flatten();
        NDManager manager = positions.getManager();
        return new Turn(
                rows(cos, flat, manager).reshape(shape),
                rows(sin, flat, manager).reshape(shape));
    }

    /** x (B, T, heads, D) turned by position, the same shape. */
    NDArray turn(NDArray x, Turn turn) {
        Shape shape = x.getShape();
        Shape halves = new Shape(shape.get(0), shape.get(1), shape.get(2), 2, headSize / 2);
        NDArray swapped = x.reshape(halves).flip(3).reshape(shape);
        return x.mul(turn.cos()).add(swapped.mul(turn.sin()));
    }

    private static NDArray rows(NDArray table, NDArray positions, NDManager manager) {
        NDArray rows = indexSelect(table, 0, positions);
        rows.attach(manager);
        return rows;
    }

    private static NDArray table(NDArray wide, Dtype compute) {
        return compute == Dtype.FLOAT32 ? wide : to(wide, compute);
    }
}
