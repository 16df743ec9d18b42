package dev.attune.lm.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.torch.Dtype;

/**
 * What lies between the matrix products of a decoding pass, one row at a time in plain Java: libtorch would need a dozen calls
 * over a few kilobytes each. Numbers are widened to float32 in arrays of the processor's cache. Loops go over arrays of one
 * type, which the compiler turns into vector instructions; bits change their type by copying.
 */
final class RowKernels {
    private static final int SUMS = 8;

    private final boolean half;
    private final int heads;
    private final int keyValueHeads;
    private final int headSize;
    private final int width;
    private final float epsilon;
    private final float[] numbers;
    private final float[] turned;
    private final float[] weight;
    private final int[] bits;
    private final short[] halves;
    private final MemorySegment numberMemory;
    private final MemorySegment turnedMemory;
    private final MemorySegment weightMemory;
    private final MemorySegment bitMemory;
    private final MemorySegment halfMemory;

    /** Kernels for rows of {@code config}'s sizes in the type {@code compute}: float32 or bfloat16. */
    RowKernels(TransformerConfig config, Dtype compute) {
        this.half = compute == Dtype.BFLOAT16;
        this.heads = config.heads();
        this.keyValueHeads = config.keyValueHeads();
        this.headSize = config.headSize();
        this.width = config.hiddenSize();
        this.epsilon = (float) config.architecture().normalization().epsilon();
        int most = Math.max(width, (heads + 2 * keyValueHeads) * headSize);
        this.numbers = new float[most];
        this.turned = new float[most];
        this.weight = new float[width];
        this.weightMemory = MemorySegment.ofArray(weight);
        this.bits = new int[most];
        this.halves = new short[most];
        this.numberMemory = MemorySegment.ofArray(numbers);
        this.turnedMemory = MemorySegment.ofArray(turned);
        this.bitMemory = MemorySegment.ofArray(bits);
        this.halfMemory = MemorySegment.ofArray(halves);
    }

    /** Bytes of one number. */
    private long size() {
        return half ? Short.BYTES : Float.BYTES;
    }

    /**
     * {@code x / sqrt(mean(x^2) + epsilon) * weight} for rows (R, H).
     *
     * @param weights float32 (H) of all rows, or (N, H) with the last ones for all rows from there on
     */
    void norm(MemorySegment x, MemorySegment out, MemorySegment weights, int rows) {
        long bytes = width * size();
        long each = (long) width * Float.BYTES;
        for (int row = 0; row < rows; row++) {
            long own = Math.min(row * each, weights.byteSize() - each);
            if (row == 0 || weights.byteSize() > each) {
                MemorySegment.copy(weights, own, weightMemory, 0, each);
            }
            read(x, row * bytes, width);
            norm(0, width, weight, 0);
            write(out, row * bytes, numberMemory, 0, width);
        }
    }

    private void norm(int start, int count, float[] weight, int weightStart) {
        float scale = (float) (1 / Math.sqrt(sumOfSquares(start, count) / count + epsilon));
        for (int i = 0; i < count; i++) {
            numbers[start + i] = numbers[start + i] * scale * weight[weightStart + i];
        }
    }

    /** In several sums: one alone would wait for each addition. */
    private float sumOfSquares(int start, int count) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = start;
        int end = start + count;
        for (; i <= end - SUMS; i += SUMS) {
            a += numbers[i] * numbers[i];
            b += numbers[i + 1] * numbers[i + 1];
            c += numbers[i + 2] * numbers[i + 2];
            d += numbers[i + 3] * numbers[i + 3];
            e += numbers[i + 4] * numbers[i + 4];
            f += numbers[i + 5] * numbers[i + 5];
            g += numbers[i + 6] * numbers[i + 6];
            h += numbers[i + 7] * numbers[i + 7];
        }
        for (; i < end; i++) {
            a += numbers[i] * numbers[i];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    /**
     * Where the parts of one row go.
     *
     * @param queries of the row, float32 (A, D)
     * @param keys all of the cache's
     * @param values all of the cache's
     * @param place index of the row's first head among the cache's vectors of D numbers, at the row's position
     * @param stride vectors from one head to the next
     */
    record Target(MemorySegment queries, MemorySegment keys, MemorySegment values, long place, long stride) {}

    /**
     * Turns the queries and keys of one row of the joined product (R, A+2K, D), and hands them and the values out.
     *
     * @param cos of the row (D), from {@code turnStart} on
     * @param sin the same, negative in the first half
     * @param headNorm weights (A+K, D) of the norms of single heads, or none
     */
    void distribute(
            MemorySegment joined, int row, float[] cos, float[] sin, float @Nullable [] headNorm, Target target) {
        int turning = (heads + keyValueHeads) * headSize;
        long bytes = (long) (turning + keyValueHeads * headSize) * size();
        read(joined, row * bytes, turning);
        for (int start = 0; start < turning; start += headSize) {
            if (headNorm != null) {
                norm(start, headSize, headNorm, start);
            }
            turn(start, cos, sin, row * headSize);
        }
        long queryBytes = (long) heads * headSize * Float.BYTES;
        MemorySegment.copy(turnedMemory, 0, target.queries(), row * queryBytes, queryBytes);
        for (int head = 0; head < keyValueHeads; head++) {
            long place = (target.place() + head * target.stride()) * headSize * size();
            write(target.keys(), place, turnedMemory, (heads + head) * headSize, headSize);
            long value = row * bytes + (turning + (long) head * headSize) * size();
            MemorySegment.copy(joined, value, target.values(), place, headSize * size());
        }
    }

    private void turn(int start, float[] cos, float[] sin, int turnStart) {
        int middle = headSize / 2;
        for (int i = 0; i < middle; i++) {
            turned[start + i] =
                    numbers[start + i] * cos[turnStart + i] + numbers[start + middle + i] * sin[turnStart + i];
        }
        for (int i = 0; i < middle; i++) {
            turned[start + middle + i] = numbers[start + middle + i] * cos[turnStart + middle + i]
                    + numbers[start + i] * sin[turnStart + middle + i];
        }
    }

    private void read(MemorySegment source, long offset, int count) {
        if (!half) {
            MemorySegment.copy(source, offset, numberMemory, 0, (long) count * Float.BYTES);
            return;
        }
        MemorySegment.copy(source, offset, halfMemory, 0, (long) count * Short.BYTES);
        for (int i = 0; i < count; i++) {
            bits[i] = halves[i] << 16;
        }
        MemorySegment.copy(bitMemory, 0, numberMemory, 0, (long) count * Float.BYTES);
    }

    /** Rounds to the nearest, and to the even one in the middle. */
    private void write(MemorySegment target, long offset, MemorySegment source, int start, int count) {
        if (!half) {
            MemorySegment.copy(source, (long) start * Float.BYTES, target, offset, (long) count * Float.BYTES);
            return;
        }
        MemorySegment.copy(source, (long) start * Float.BYTES, bitMemory, 0, (long) count * Float.BYTES);
        for (int i = 0; i < count; i++) {
            halves[i] = (short) (bits[i] + 0x7FFF + (bits[i] >>> 16 & 1) >>> 16);
        }
        MemorySegment.copy(halfMemory, 0, target, offset, (long) count * Short.BYTES);
    }

    /** A float32 array's numbers. */
    static float[] copyOf(MemorySegment numbers) {
        return numbers.toArray(ValueLayout.JAVA_FLOAT);
    }
}
