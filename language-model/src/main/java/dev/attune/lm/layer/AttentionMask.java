package dev.attune.lm.layer;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.SegmentedBatch;
import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.Operators.to;

/** What is added to attention scores: 0 where a query may look, minus infinity where it may not. */
public final class AttentionMask {
    private static final float HIDDEN = Float.NEGATIVE_INFINITY;

    private AttentionMask() {}

    /**
     * The mask (B, 1, T, S) for T new tokens after {@code past} ones of rows whose first tokens are padding; or none where
     * plain causal attention does the same.
     *
     * @param leftPadding padding tokens at the start of each row
     */
    public static @Nullable NDArray causal(NDManager manager, int[] leftPadding, int time, int past, Dtype compute) {
        if (past == 0 && isAllZero(leftPadding)) {
            return null;
        }
        return windowed(manager, leftPadding, time, past, past + time, compute);
    }

    /**
     * As {@link #causal}, but a query sees no more than {@code window} tokens, itself included; (1, 1, T, S) for all rows
     * together where none has padding.
     */
    public static NDArray windowed(
            NDManager manager, int[] leftPadding, int time, int past, int window, Dtype compute) {
        int rows = isAllZero(leftPadding) ? 1 : leftPadding.length;
        int seen = past + time;
        float[] mask = new float[size(rows, time, seen)];
        for (int row = 0; row < rows; row++) {
            for (int query = 0; query < time; query++) {
                int at = (row * time + query) * seen;
                for (int key = 0; key < seen; key++) {
                    boolean future = key > past + query;
                    boolean padded = key < leftPadding[row] && key != past + query; // itself: else a row sees nothing
                    boolean passed = key <= past + query - window;
                    mask[at + key] = future || padded || passed ? HIDDEN : 0;
                }
            }
        }
        return cast(manager.create(mask, new Shape(rows, 1, time, seen)), compute);
    }

    /**
     * The mask (B, 1, T, T) of rows of several texts: a token sees its own text and the shared one, up to itself, and no
     * further back than {@code window} places.
     */
    public static NDArray segmented(NDManager manager, SegmentedBatch batch, int window, Dtype compute) {
        int[][] segments = batch.segments();
        long[] places = batch.batch().positions().toLongArray();
        int rows = segments.length;
        int time = batch.batch().time();
        float[] mask = new float[size(rows, time, time)];
        for (int row = 0; row < rows; row++) {
            for (int query = 0; query < time; query++) {
                int at = (row * time + query) * time;
                long first = places[row * time + query] - window;
                for (int key = 0; key < time; key++) {
                    boolean seen = key <= query
                            && (segments[row][key] == segments[row][query]
                                    || segments[row][key] == SegmentedBatch.SHARED && segments[row][query] > 0)
                            && places[row * time + key] > first;
                    mask[at + key] = seen ? 0 : HIDDEN;
                }
            }
        }
        return cast(manager.create(mask, new Shape(rows, 1, time, time)), compute);
    }

    /** Float32 (T, past + T): what {@code time} queries see that follow {@code past} others, without padding. */
    public static NDArray triangle(NDManager manager, int time, int past) {
        int seen = past + time;
        float[] mask = new float[time * seen];
        for (int query = 0; query < time; query++) {
            Arrays.fill(mask, query * seen + past + query + 1, (query + 1) * seen, HIDDEN);
        }
        return manager.create(mask, new Shape(time, seen));
    }

    private static int size(int rows, int time, int seen) {
        long size = (long) rows * time * seen;
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Padding or a sliding window would need a mask of " + rows + " x " + time
                    + " x " + seen + " numbers; take fewer or shorter texts at once.");
        }
        return (int) size;
    }

    private static NDArray cast(NDArray mask, Dtype compute) {
        return compute == Dtype.FLOAT32 ? mask : to(mask, compute);
    }

    private static boolean isAllZero(int[] values) {
        for (int value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
