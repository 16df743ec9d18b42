package dev.attune.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.ForwardContext.Masks;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.narrow;

/**
 * Keys and values of the tokens seen so far, allocated once for {@code capacity} tokens of each row and written in place.
 * All rows are equally long: shorter prompts are padded on the left, and the padding stays masked.
 */
public final class KvCache implements AutoCloseable {
    private final NDManager manager;
    private final Dtype compute;
    private final NDArray[] keys;
    private final NDArray[] values;
    private final int capacity;
    private int length;
    private int[] leftPadding;
    private @Nullable NDArray paddingMask;

    /** Allocates under a manager of its own below {@code parent}. */
    KvCache(NDManager parent, TransformerConfig config, Dtype compute, int rows, int capacity) {
        this.manager = parent.newSubManager();
        this.compute = compute;
        this.capacity = capacity;
        this.leftPadding = new int[rows];
        this.keys = new NDArray[config.layers()];
        this.values = new NDArray[config.layers()];
        for (int layer = 0; layer < keys.length; layer++) {
            keys[layer] = Tensors.empty(manager, compute, rows, config.keyValueHeads(), capacity, config.headSize());
            values[layer] = Tensors.empty(manager, compute, rows, config.keyValueHeads(), capacity, config.headSize());
        }
    }

    /** Tokens seen so far, padding included. */
    public int length() {
        return length;
    }

    /** Rows of the batch. */
    public int rows() {
        return leftPadding.length;
    }

    /** Keeps only the given rows, in that order. */
    public void keepRows(int[] rows) {
        long[] wide = new long[rows.length];
        int[] padding = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            wide[i] = rows[i];
            padding[i] = leftPadding[rows[i]];
        }
        try (NDArray indices = manager.create(wide)) {
            for (int layer = 0; layer < keys.length; layer++) {
                keys[layer] = selected(keys[layer], indices);
                values[layer] = selected(values[layer], indices);
            }
        }
        setLeftPadding(padding);
    }

    /**
     * The masks for the batch's tokens, owned by {@code step}; on the first ones the batch tells the padding.
     *
     * @param window tokens that a query sees in layers with a sliding window, or 0
     */
    Masks masksFor(NDManager step, TokenBatch batch, int window) {
        int time = batch.time();
        if (length == 0) {
            setLeftPadding(leftPadding(batch));
        }
        NDArray full = maskFor(step, time);
        boolean narrowed = window > 0 && window < length + time;
        return new Masks(
                full, narrowed ? AttentionMask.windowed(step, leftPadding, time, length, window, compute) : full);
    }

    private @Nullable NDArray maskFor(NDManager step, int time) {
        if (time > 1 || length == 0) {
            return AttentionMask.causal(step, leftPadding, time, length, compute);
        }
        if (paddingMask == null) {
            return null;
        }
        NDArray mask = narrow(paddingMask, 3, 0, length + 1L);
        mask.attach(step);
        return mask;
    }

    /** Writes k (B, K, T, D) after the tokens seen so far; gives all of them as a view (B, K, S, D). */
    NDArray appendKeys(int layer, NDArray k) {
        return append(keys[layer], k);
    }

    /** As {@link #appendKeys}, for values. */
    NDArray appendValues(int layer, NDArray v) {
        return append(values[layer], v);
    }

    /** Counts {@code tokens} that every layer has appended. */
    void advance(int tokens) {
        length += tokens;
    }

    private NDArray append(NDArray store, NDArray fresh) {
        long time = fresh.getShape().get(2);
        if (length + time > capacity) {
            throw new IllegalStateException("The key-value cache has room for " + capacity + " tokens, but " + length
                    + " are in it and " + time + " more came.");
        }
        NDManager step = fresh.getManager();
        NDArray target = narrow(store, 2, length, time);
        target.attach(step);
        copyInto(target, fresh);
        NDArray seen = narrow(store, 2, 0, length + time);
        seen.attach(step);
        return seen;
    }

    private void setLeftPadding(int[] padding) {
        if (paddingMask != null) {
            paddingMask.close();
        }
        leftPadding = padding;
        paddingMask = AttentionMask.padding(manager, padding, capacity, compute);
    }

    private static int[] leftPadding(TokenBatch batch) {
        if (batch.padding() == Padding.RIGHT && !batch.isFull()) {
            throw new IllegalArgumentException("A key-value cache needs prompts padded on the left.");
        }
        int[] padding = new int[batch.size()];
        for (int row = 0; row < padding.length; row++) {
            padding[row] = batch.time() - batch.lengths()[row];
        }
        return padding;
    }

    private static NDArray selected(NDArray store, NDArray rows) {
        try (store) {
            return indexSelect(store, 0, rows);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
