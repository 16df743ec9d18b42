package dev.attune.lm.transformer;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;

import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.narrow;

/**
 * What an adapter puts before the texts of a batch, row by row.
 *
 * @param virtual tokens among the row's own
 * @param prefix places before them
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Places(int[] virtual, int[] prefix) {

    static Places of(Adapter adapter, int rows) {
        return new Places(each(rows, adapter::virtualTokens), each(rows, adapter::prefixTokens));
    }

    private static int[] each(int rows, IntUnaryOperator count) {
        int[] counts = new int[rows];
        Arrays.setAll(counts, count);
        return counts;
    }

    /** The texts with room for the virtual tokens. */
    TokenBatch whole(TokenBatch texts) {
        return texts.after(virtual);
    }

    /** Of the vectors (B, P + T, H) of the {@link #whole} batch those (B, T, H) of the texts; P is the most virtual tokens. */
    NDArray ofText(NDArray hidden, Padding padding) {
        int most = most(virtual);
        Shape shape = hidden.getShape();
        long time = shape.get(1) - most;
        if (most == 0) {
            return hidden;
        }
        if (padding == Padding.LEFT || areAlike(virtual)) {
            return narrow(hidden, 1, most, time);
        }
        long[] from = new long[(int) (virtual.length * time)];
        for (int i = 0; i < from.length; i++) {
            int row = (int) (i / time);
            from[i] = row * shape.get(1) + virtual[row] + i % time;
        }
        NDArray rows = hidden.reshape(shape.get(0) * shape.get(1), shape.get(2));
        return indexSelect(rows, 0, hidden.getManager().create(from)).reshape(shape.get(0), time, shape.get(2));
    }

    /** Places of the tokens of {@code batch}, those of the prefixes before them. */
    NDArray positions(TokenBatch batch) {
        if (most(prefix) == 0) {
            return batch.positions();
        }
        if (areAlike(prefix)) {
            return batch.positions().add(prefix[0]);
        }
        NDManager step = batch.ids().getManager();
        long[] first = Arrays.stream(prefix).asLongStream().toArray();
        return batch.positions().add(step.create(first, new Shape(first.length, 1)));
    }

    int mostPrefix() {
        return most(prefix);
    }

    private static int most(int[] counts) {
        return Arrays.stream(counts).max().orElse(0);
    }

    private static boolean areAlike(int[] counts) {
        return Arrays.stream(counts).allMatch(count -> count == counts[0]);
    }
}
