package dev.attune.lm.layer;

import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.Architecture.Rotary;
import dev.attune.lm.config.RopeScaling;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.to;

/**
 * Rotary position embedding (Su et al. 2021, arXiv:2104.09864) in Hugging Face's layout: the first R numbers of a head are
 * two halves, and pair i is (x[i], x[i + R/2]), turned by the angle {@code position / theta^(2i/R)}.
 *
 * <p>With the halves swapped once, turning is {@code x * cos + swapped * sin}, where sin is negative for the first half.
 * Numbers beyond R have cos 1 and sin 0. Tables are computed by libtorch in float32, step by step as the reference does: the
 * rounding of the angles is part of the trained model.
 */
public final class RotaryEmbedding {
    private static final int FIRST_TABLE = 8192;

    private final NDManager manager;
    private final Rotary rotary;
    private final int headSize;
    private final int maximum;
    private final Dtype compute;
    private final NDArray frequencies;
    private final @Nullable NDArray swap;
    private volatile Tables tables;

    /**
     * Turns of the positions 0 to P - 1.
     *
     * @param cos (P, D)
     * @param sin (P, D)
     */
    private record Tables(NDArray cos, NDArray sin) {
        long size() {
            return cos.getShape().get(0);
        }
    }

    /** Makes tables in the compute type, owned by {@code manager}; those of long texts are made when they are needed. */
    public RotaryEmbedding(NDManager manager, TransformerConfig config, Rotary rotary, Dtype compute) {
        this.manager = manager;
        this.rotary = rotary;
        this.headSize = config.headSize();
        this.maximum = config.maximumPositions();
        this.compute = compute;
        this.frequencies = manager.create(frequencies(manager));
        this.swap = rotary.size() == headSize ? null : manager.create(swap(rotary.size(), headSize));
        this.tables = table(Math.min(maximum, FIRST_TABLE));
    }

    /**
     * The turns at given positions.
     *
     * @param cos (B or 1, T, 1, D)
     * @param sin the same, negative in the first half
     */
    public record Turn(NDArray cos, NDArray sin) {}

    /** Turns for positions (B or 1, T) of int64, owned by their manager. */
    public Turn at(NDArray positions) {
        Shape shape =
                new Shape(positions.getShape().get(0), positions.getShape().get(1), 1, headSize);
        NDArray flat = positions.flatten();
        NDManager step = positions.getManager();
        if (rotary.scaling() instanceof RopeScaling.Dynamic dynamic) {
            int length = length(flat);
            if (length > dynamic.original()) {
                NDArray stretched = step.create(stretchedFrequencies(step, dynamic, length));
                Tables rows = turns(step, flat.toType(DataType.FLOAT32, false), stretched);
                return new Turn(rows.cos().reshape(shape), rows.sin().reshape(shape));
            }
        }
        Tables all = tables.size() < maximum ? covering(length(flat)) : tables;
        return new Turn(
                rows(all.cos(), flat, step).reshape(shape),
                rows(all.sin(), flat, step).reshape(shape));
    }

    /** x (B, T, heads, D) turned by position, the same shape. */
    public NDArray turn(NDArray x, Turn turn) {
        return x.mul(turn.cos()).add(swapped(x).mul(turn.sin()));
    }

    private NDArray swapped(NDArray x) {
        if (swap != null) {
            return indexSelect(x, 3, swap);
        }
        Shape shape = x.getShape();
        Shape halves = new Shape(shape.get(0), shape.get(1), shape.get(2), 2, headSize / 2);
        return x.reshape(halves).flip(3).reshape(shape);
    }

    private static int length(NDArray positions) {
        try (NDArray last = positions.max()) {
            return Math.toIntExact(last.getLong() + 1);
        }
    }

    /** Twice as long as before until {@code length} fits; the old tables stay, as another thread may be reading them. */
    private synchronized Tables covering(int length) {
        long size = tables.size();
        while (size < length) {
            size *= 2;
        }
        if (size > tables.size()) {
            tables = table((int) Math.min(size, maximum));
        }
        return tables;
    }

    private Tables table(int size) {
        try (NDManager scratch = manager.newSubManager()) {
            Tables made = turns(scratch, scratch.arange((float) size), frequencies);
            made.cos().attach(manager);
            made.sin().attach(manager);
            return made;
        }
    }

    /** For positions (N) of float32. */
    private Tables turns(NDManager scratch, NDArray positions, NDArray pairs) {
        NDArray angles = positions.reshape(-1, 1).mul(pairs.reshape(1, -1)); // (N, R / 2)
        angles.attach(scratch);
        NDArray cos = angles.cos();
        NDArray sin = angles.sin();
        NDList cosines = new NDList(cos, cos);
        NDList sines = new NDList(sin.neg(), sin);
        if (rotary.size() < headSize) {
            Shape rest = new Shape(positions.size(), (long) headSize - rotary.size());
            cosines.add(scratch.ones(rest));
            sines.add(scratch.zeros(rest));
        }
        return new Tables(typed(NDArrays.concat(cosines, 1)), typed(NDArrays.concat(sines, 1)));
    }

    private NDArray typed(NDArray wide) {
        return compute == Dtype.FLOAT32 ? wide : to(wide, compute);
    }

    private float[] frequencies(NDManager parent) {
        float[] plain = frequencies(parent, rotary.theta());
        return switch (rotary.scaling()) {
            case RopeScaling.None() -> plain;
            case RopeScaling.Dynamic ignored -> plain;
            case RopeScaling.Linear(double factor) -> divided(plain, (float) factor);
            case RopeScaling.Llama3 llama3 -> smoothed(plain, llama3);
            case RopeScaling.Factors(List<Double> factors) -> divided(plain, factors);
        };
    }

    /** {@code 1 / theta^(2i/R)} for each pair i, by libtorch's own power in float32. */
    private float[] frequencies(NDManager parent, double theta) {
        float[] exponents = new float[rotary.size() / 2];
        for (int pair = 0; pair < exponents.length; pair++) {
            exponents[pair] = 2f * pair / rotary.size();
        }
        try (NDManager scratch = parent.newSubManager()) {
            NDArray base = scratch.create(new float[] {(float) theta});
            NDArray powers = base.pow(scratch.create(exponents));
            powers.attach(scratch);
            return scratch.create(new float[] {1}).div(powers).toFloatArray();
        }
    }

    private float[] stretchedFrequencies(NDManager step, RopeScaling.Dynamic dynamic, int length) {
        int size = rotary.size();
        double growth = dynamic.factor() * length / dynamic.original() - (dynamic.factor() - 1);
        return frequencies(step, rotary.theta() * Math.pow(growth, size / (size - 2.0)));
    }

    private static float[] divided(float[] plain, float factor) {
        float[] divided = new float[plain.length];
        for (int pair = 0; pair < plain.length; pair++) {
            divided[pair] = plain[pair] / factor;
        }
        return divided;
    }

    private static float[] divided(float[] plain, List<Double> factors) {
        float[] divided = new float[plain.length];
        for (int pair = 0; pair < plain.length; pair++) {
            divided[pair] = plain[pair] / factors.get(pair).floatValue();
        }
        return divided;
    }

    private static float[] smoothed(float[] plain, RopeScaling.Llama3 scaling) {
        float factor = (float) scaling.factor();
        float longest = (float) (scaling.original() / scaling.low());
        float shortest = (float) (scaling.original() / scaling.high());
        float[] smoothed = new float[plain.length];
        for (int pair = 0; pair < plain.length; pair++) {
            float wavelength = 1 / plain[pair] * (float) (2 * Math.PI);
            float share = (1 / wavelength * scaling.original() - (float) scaling.low())
                    / (float) (scaling.high() - scaling.low());
            if (wavelength > longest) {
                smoothed[pair] = plain[pair] / factor;
            } else if (wavelength < shortest) {
                smoothed[pair] = plain[pair];
            } else {
                smoothed[pair] = (1 - share) * plain[pair] / factor + share * plain[pair];
            }
        }
        return smoothed;
    }

    private static long[] swap(int size, int headSize) {
        return IntStream.range(0, headSize)
                .mapToLong(i -> i >= size ? i : (i + size / 2) % size)
                .toArray();
    }

    /** The gradient of {@link #turn} for the gradient of its result: the turn the other way round. */
    public NDArray turnBack(NDArray gradient, Turn turn) {
        return turn(gradient, new Turn(turn.cos(), turn.sin().neg()));
    }

    private static NDArray rows(NDArray table, NDArray positions, NDManager manager) {
        NDArray rows = indexSelect(table, 0, positions);
        rows.attach(manager);
        return rows;
    }
}
