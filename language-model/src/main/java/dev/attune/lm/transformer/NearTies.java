package dev.attune.lm.transformer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

/**
 * Scores that come out of a bfloat16 product have 8 bits: among scores of 16 to 32 all within 0.125 are the same. On
 * SmolLM2 that alone changes the likeliest token at one place of a hundred. Here the highest scores of each row are computed
 * again, with sums that stay in float32.
 */
public final class NearTies {
    private static final ValueLayout.OfShort BFLOAT16 = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfFloat FLOAT32 = ValueLayout.JAVA_FLOAT;
    /** Two roundings, each by at most half of the last of 8 bits. */
    private static final float ROUNDING = 0x1p-7f;

    private static final int BLOCK = 256;

    private NearTies() {}

    /**
     * Settles which is the highest score of each row.
     *
     * @param hidden (N, H) of bfloat16, contiguous, on the CPU
     * @param head weight (V, H) of the output projection
     * @param logits (N, V) of float32, contiguous; the highest of each row are overwritten
     */
    public static void settle(NDArray hidden, NDArray head, NDArray logits) {
        if (Tensors.dtype(head) != Dtype.BFLOAT16 || head.getDevice().isGpu()) {
            return;
        }
        MemorySegment states = Tensors.bytes(hidden);
        MemorySegment weights = Tensors.bytes(head);
        MemorySegment scores = Tensors.bytes(logits);
        int size = (int) head.getShape().get(1);
        int vocabulary = (int) head.getShape().get(0);
        float[] row = new float[vocabulary];
        float[] blocks = new float[(vocabulary + BLOCK - 1) / BLOCK];
        for (long n = 0; n < logits.getShape().get(0); n++) {
            MemorySegment.copy(scores, FLOAT32, n * vocabulary * Float.BYTES, row, 0, vocabulary);
            float best = maxima(row, blocks);
            float least = best - Math.abs(best) * ROUNDING;
            for (int block = 0; block < blocks.length; block++) {
                int end = blocks[block] >= least ? Math.min(vocabulary, (block + 1) * BLOCK) : 0;
                for (int token = block * BLOCK; token < end; token++) {
                    if (row[token] >= least) {
                        float exact = product(states, n * size, weights, (long) token * size, size);
                        scores.setAtIndex(FLOAT32, n * vocabulary + token, exact);
                    }
                }
            }
        }
    }

    /** Fills {@code blocks} with the highest of each block, and gives the highest of all; the inner loop is vectorized. */
    private static float maxima(float[] row, float[] blocks) {
        float best = Float.NEGATIVE_INFINITY;
        for (int block = 0; block < blocks.length; block++) {
            int end = Math.min(row.length, (block + 1) * BLOCK);
            float highest = Float.NEGATIVE_INFINITY;
            for (int token = block * BLOCK; token < end; token++) {
                highest = Math.max(highest, row[token]);
            }
            blocks[block] = highest;
            best = Math.max(best, highest);
        }
        return best;
    }

    private static float product(MemorySegment x, long xStart, MemorySegment w, long wStart, int size) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i + 1 < size; i += 2) {
            even += wide(x, xStart + i) * wide(w, wStart + i);
            odd += wide(x, xStart + i + 1) * wide(w, wStart + i + 1);
        }
        return size % 2 == 0 ? even + odd : even + odd + wide(x, xStart + size - 1) * wide(w, wStart + size - 1);
    }

    private static float wide(MemorySegment numbers, long index) {
        return Float.intBitsToFloat(numbers.getAtIndex(BFLOAT16, index) << 16);
    }
}
