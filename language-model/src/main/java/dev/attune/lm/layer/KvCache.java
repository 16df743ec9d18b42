package dev.attune.lm.layer;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.ForwardContext.Masks;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.indexCopyInto;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;
import static java.util.Objects.requireNonNull;

/**
 * Keys and values of the tokens seen so far, allocated once for {@code capacity} tokens of each row and written in place.
 * Each row has a length of its own: a finished one can be emptied and filled with another prompt while its neighbours go on.
 */
public final class KvCache implements AutoCloseable {
    /** Passes look at a multiple of so many positions, so that a row's sums do not depend on its neighbours' lengths. */
    public static final int GRANULARITY = 16;

    private final NDManager manager;
    private final Dtype compute;
    private final NDArray[] keys;
    private final NDArray[] values;
    private final int keyValueHeads;
    private final int headSize;
    private final int capacity;
    private final int[] lengths;
    private int[] target;
    private int[] prefixes;
    private boolean fresh;
    private int seen;
    private @Nullable NDArray places;
    private int @Nullable [][] parents;

    /** Allocates under a manager of its own below {@code parent}. */
    public KvCache(NDManager parent, TransformerConfig config, Dtype compute, int rows, int capacity) {
        this.manager = parent.newSubManager();
        this.compute = compute;
        this.keyValueHeads = config.keyValueHeads();
        this.headSize = config.headSize();
        this.capacity = roundUp(capacity);
        this.lengths = new int[rows];
        this.target = new int[0];
        this.prefixes = new int[0];
        this.keys = new NDArray[config.layers()];
        this.values = new NDArray[config.layers()];
        for (int layer = 0; layer < keys.length; layer++) {
            keys[layer] = zeros(rows);
            values[layer] = zeros(rows);
        }
    }

    /** Zeros, not just any memory: a masked NaN would still spoil the sums. */
    private NDArray zeros(int rows) {
        NDArray zeros = Tensors.empty(manager, compute, rows, keyValueHeads, capacity, headSize);
        try (NDArray zero = Tensors.scalar(manager, 0)) {
            copyInto(zeros, zero);
        }
        return zeros;
    }

    /** Bytes of a cache of so many rows and positions. */
    public static long bytes(TransformerConfig config, Dtype compute, int rows, int capacity) {
        return config.cacheBytesPerToken(compute) * rows * roundUp(capacity);
    }

    /** Tokens of one row seen so far. */
    public int length(int row) {
        return lengths[row];
    }

    public int rows() {
        return lengths.length;
    }

    /** Positions of each row. */
    public int capacity() {
        return capacity;
    }

    /** Whether all of these rows are empty. */
    public boolean isEmpty(int[] rows) {
        return Arrays.stream(rows).allMatch(row -> lengths[row] == 0);
    }

    /** Whether the present pass is the first one over its rows. */
    boolean isFresh() {
        return fresh;
    }

    /** Writes keys and values (B or 1, K, P, D) before the tokens of the pass's rows: of each row as many as it has, the last ones. */
    void putPrefix(int layer, Adapter.Prefix prefix) {
        try (NDManager step = manager.newSubManager()) {
            for (int i = 0; i < target.length; i++) {
                if (prefixes[i] > 0) {
                    put(step, keys[layer], i, prefix.keys());
                    put(step, values[layer], i, prefix.values());
                }
            }
        }
    }

    private void put(NDManager step, NDArray store, int index, NDArray prefix) {
        NDArray one = narrow(prefix, 0, prefix.getShape().get(0) == 1 ? 0 : index, 1);
        one.attach(step);
        int own = prefixes[index];
        NDArray last = narrow(one, 2, prefix.getShape().get(2) - own, own);
        copyInto(part(step, store, target[index], own), last);
    }

    /** The row is empty again. */
    public void clear(int row) {
        lengths[row] = 0;
    }

    /** Row {@code to} becomes what row {@code from} is. */
    public void copyRow(int from, int to) {
        lengths[to] = lengths[from];
        try (NDManager step = manager.newSubManager()) {
            for (int layer = 0; layer < keys.length; layer++) {
                copyRow(step, keys[layer], from, to);
                copyRow(step, values[layer], from, to);
            }
        }
    }

    private void copyRow(NDManager step, NDArray store, int from, int to) {
        copyInto(part(step, store, to, lengths[from]), part(step, store, from, lengths[from]));
    }

    private static NDArray part(NDManager step, NDArray store, int row, int length) {
        NDArray whole = narrow(store, 0, row, 1);
        whole.attach(step);
        return narrow(whole, 2, 0, length);
    }

    /**
     * The next pass is of tokens that branch: each sees the tokens of its row from before, those that it comes from, and
     * itself. What the pass appends is forgotten, so that other branches may follow.
     *
     * @param parents for each token of a row the place in the pass of the one before it, or -1 for the cache's last
     */
    public void branch(int[][] parents) {
        this.parents = parents;
    }

    /**
     * Prepares a pass of {@code batch}, whose rows are the rows {@code target} here.
     *
     * @param window tokens that a query sees in layers with a sliding window, or 0
     * @param prefix places that {@link #putPrefix} will fill before the tokens of empty rows, for each row of the batch
     * @return the masks of the pass, owned by {@code step}
     */
    public Masks begin(NDManager step, TokenBatch batch, int[] target, int window, int[] prefix) {
        int time = batch.time();
        this.target = target;
        this.prefixes = prefix;
        boolean prefixed = Arrays.stream(prefix).anyMatch(count -> count > 0);
        this.fresh = parents == null && (time > 1 || prefixed) && isEmpty(target);
        if (fresh) {
            for (int i = 0; i < target.length; i++) {
                lengths[target[i]] = prefix[i];
            }
        }
        int longest = Arrays.stream(target).map(row -> lengths[row]).max().orElse(0);
        requireRoom(batch, longest);
        this.seen = Math.min(capacity, roundUp(longest + time));
        this.places = places(step, time);
        boolean narrowed = window > 0 && window < longest + time;
        if (fresh) { // what lies before the tokens is seen by all of them: see CausalSelfAttention
            int[] noPadding = new int[target.length];
            return new Masks(null, narrowed ? AttentionMask.windowed(step, noPadding, time, 0, window, compute) : null);
        }
        if (parents != null) {
            return branches(step, time, parents, narrowed);
        }
        NDArray full = mask(step, time, capacity);
        return new Masks(full, narrowed ? mask(step, time, window) : full);
    }

    private Masks branches(NDManager step, int time, int[][] parents, boolean narrowed) {
        if (narrowed) {
            throw new IllegalArgumentException(
                    "Texts that branch do not fit the model's sliding window; shorten them.");
        }
        float[] mask = new float[target.length * time * seen];
        Arrays.fill(mask, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < target.length; row++) {
            int past = lengths[target[row]];
            for (int t = 0; t < time; t++) {
                int start = (row * time + t) * seen;
                int parent = t < parents[row].length ? parents[row][t] : -1;
                if (parent < 0) {
                    Arrays.fill(mask, start, start + past, 0);
                } else {
                    System.arraycopy(mask, (row * time + parent) * seen, mask, start, past + parent + 1);
                }
                mask[start + past + t] = 0;
            }
        }
        NDArray wide = step.create(mask, new Shape(target.length, 1, time, seen));
        NDArray full = compute == Dtype.FLOAT32 ? wide : to(wide, compute);
        return new Masks(full, full);
    }

    private void requireRoom(TokenBatch batch, int longest) {
        for (int i = 0; i < target.length; i++) {
            int length = lengths[target[i]];
            if (length + batch.lengths()[i] > capacity || longest + batch.time() > capacity && !fresh) {
                throw new IllegalStateException("The key-value cache has room for " + capacity + " tokens, but "
                        + length + " are in it and " + batch.time() + " more came.");
            }
        }
    }

    /** Where each new vector goes among the cache's rows of D numbers. */
    private NDArray places(NDManager step, int time) {
        int written = Math.min(time, capacity); // of a fresh prompt, padding beyond the capacity is dropped
        long[] places = new long[target.length * keyValueHeads * written];
        int i = 0;
        for (int row : target) {
            for (int head = 0; head < keyValueHeads; head++) {
                long start = ((long) row * keyValueHeads + head) * capacity + lengths[row];
                for (int t = 0; t < written; t++) {
                    places[i++] = start + t;
                }
            }
        }
        return step.create(places);
    }

    /** (B, 1, T, S): a query sees its own row's past and itself, but no more than {@code window} tokens. */
    private NDArray mask(NDManager step, int time, int window) {
        float[] mask = new float[target.length * time * seen];
        for (int i = 0; i < target.length; i++) {
            for (int t = 0; t < time; t++) {
                int start = (i * time + t) * seen;
                int place = lengths[target[i]] + t;
                Arrays.fill(mask, start, start + Math.max(0, place - window + 1), Float.NEGATIVE_INFINITY);
                Arrays.fill(mask, start + place + 1, start + seen, Float.NEGATIVE_INFINITY);
            }
        }
        NDArray wide = step.create(mask, new Shape(target.length, 1, time, seen));
        return compute == Dtype.FLOAT32 ? wide : to(wide, compute);
    }

    /** Writes k (B, K, T, D) after the tokens of the pass's rows; gives what its queries may look at, (B, K, S, D). */
    NDArray appendKeys(int layer, NDArray k) {
        return append(keys[layer], k);
    }

    /** As {@link #appendKeys}, for values. */
    NDArray appendValues(int layer, NDArray v) {
        return append(values[layer], v);
    }

    /** Counts the tokens that every layer has appended, but for those of branches. */
    public void end(TokenBatch batch) {
        if (parents != null) {
            parents = null;
            return;
        }
        for (int i = 0; i < target.length; i++) {
            lengths[target[i]] += batch.lengths()[i];
        }
    }

    private NDArray append(NDArray store, NDArray added) {
        NDManager step = added.getManager();
        long time = added.getShape().get(2);
        NDArray kept = time > capacity ? narrow(added, 2, 0, capacity) : added;
        NDArray flat = store.reshape(store.getShape().size() / headSize, headSize);
        flat.attach(step);
        indexCopyInto(flat, 0, requireNonNull(places), kept.reshape(-1, headSize));
        return fresh ? added : view(step, store);
    }

    /** The first S positions of the pass's rows: a view if they are the first rows, which decoding makes sure of. */
    private NDArray view(NDManager step, NDArray store) {
        NDArray rows = narrow(store, 0, 0, target.length);
        rows.attach(step);
        for (int i = 0; i < target.length; i++) {
            if (target[i] != i) {
                throw new IllegalStateException("Only the first rows of a key-value cache can go on together.");
            }
        }
        return narrow(rows, 2, 0, seen);
    }

    public NDArray keys(int layer) {
        return keys[layer];
    }

    public NDArray values(int layer) {
        return values[layer];
    }

    /** The first {@code rows} rows are one token longer. */
    public void advance(int rows) {
        for (int row = 0; row < rows; row++) {
            lengths[row]++;
        }
    }

    public static int roundUp(int positions) {
        return (positions + GRANULARITY - 1) / GRANULARITY * GRANULARITY;
    }

    @Override
    public void close() {
        manager.close();
    }
}
