package dev.attune.lm;

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
final class NearTies {
    private static final ValueLayout.OfShort BFLOAT16 = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfFloat FLOAT32 = ValueLayout.JAVA_FLOAT;
    /** Two roundings, each by at most half of the last of 8 bits. */
    private static final float ROUNDING = 0x1p-7f;

    private NearTies() {}

    /**
     * Settles which is the highest score of each row.
     *
     * @param hidden (N, H) of bfloat16, contiguous, on the CPU
     * @param head weight (V, H) of the output projection
     * @param logits (N, V) of float32, contiguous; the highest of each row are overwritten
     */
    static void settle(NDArray hidden, NDArray head, NDArray logits) {
        if (Tensors.dtype(head) != Dtype.BFLOAT16 || head.getDevice().isGpu()) {
            return;
        }
        MemorySegment states = Tensors.bytes(hidden);
        MemorySegment weights = Tensors.bytes(head);
        MemorySegment scores = Tensors.bytes(logits);
        int size = (int) head.getShape().get(1);
        long vocabulary = head.getShape().get(0);
        try (NDArray highest = logits.max(new int[] {1})) {
            float[] best = highest.toFloatArray();
            for (int row = 0; row < best.length; row++) {
                float least = best[row] - Math.abs(best[row]) * ROUNDING;
                for (long token = 0; token < vocabulary; token++) {
                    if (scores.getAtIndex(FLOAT32, row * vocabulary + token) >= least) {
                        float exact = product(states, (long) row * size, weights, token * size, size);
                        scores.setAtIndex(FLOAT32, row * vocabulary + token, exact);
                    }
                }
            }
        }
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
