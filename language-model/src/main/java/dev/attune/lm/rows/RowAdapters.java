package dev.attune.lm.rows;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.ProductBatch;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * One batch in which each row has an adapter of its own, or none: an adapter for any pass over rows in this order, forward,
 * through a cache, or decoding. It answers for each row what the row's adapter alone does.
 *
 * <p>Base products are made once for all rows. The low-rank ones are those of each row with its own matrices where they lie
 * ({@link ProductBatch}): nothing of an adapter is gathered or copied, and a row's sums are the same whoever its neighbours are.
 * Vectors (scales, norms, offsets) stand side by side, each written when its row becomes another.
 *
 * <p>A prompt stands before the row's text, {@code [padding][prompt][text]}; padded on the right, texts begin in columns of
 * their own. Prefixes of different lengths are hidden on the left. One thread at a time. It is served, never trained.
 */
public final class RowAdapters implements Adapter, AutoCloseable {
    private final List<ResidentAdapter> rows = new ArrayList<>();
    private final int capacity;
    private final NDManager owner;
    private final ProductBatch products = new ProductBatch();
    private final Map<Linear, LayerRows> layers = new IdentityHashMap<>();
    private final Map<Norm, RowVectors> norms = new IdentityHashMap<>();
    private final Adapter begun = new Begun();
    private int virtual;
    private int prefix;

    private RowAdapters(NDManager parent, int capacity) {
        this.owner = parent.newSubManager();
        this.capacity = capacity;
    }

    /**
     * The adapters of a batch.
     *
     * @param parent owner of what is gathered, unless this is closed earlier
     * @param rows the adapter of each row, {@link ResidentAdapter#BASE} for none; all of one model, and open as long as this
     *     is used
     * @throws IllegalArgumentException if one does not share batches
     */
    public static RowAdapters of(NDManager parent, List<ResidentAdapter> rows) {
        RowAdapters made = new RowAdapters(parent, rows.size());
        made.become(rows);
        return made;
    }

    /** For batches of up to {@code capacity} rows, and of none so far. */
    public static RowAdapters withRoom(NDManager parent, int capacity) {
        return new RowAdapters(parent, capacity);
    }

    /**
     * From the next pass on the batch has these rows. What it costs is the rows that are others than before: their vectors are
     * written, their matrices are pointed at.
     *
     * @param next as in {@link #of}, at most as many as there is room for
     * @return whether anything is different from before
     */
    public boolean become(List<ResidentAdapter> next) {
        if (next.size() > capacity) {
            throw new IllegalArgumentException(
                    "There is room for " + capacity + " rows, but " + next.size() + " came.");
        }
        next.forEach(RowAdapters::requireSharing);
        boolean changed = next.size() != rows.size();
        for (int row = 0; row < Math.max(next.size(), rows.size()); row++) {
            ResidentAdapter own = row < next.size() ? next.get(row) : ResidentAdapter.BASE;
            ResidentAdapter before = row < rows.size() ? rows.get(row) : ResidentAdapter.BASE;
            if (own != before) {
                changed = true;
                put(row, own);
            }
        }
        rows.clear();
        rows.addAll(next);
        virtual = rows.stream().mapToInt(ResidentAdapter::virtualTokens).max().orElse(0);
        prefix = rows.stream().mapToInt(ResidentAdapter::prefixTokens).max().orElse(0);
        return changed;
    }

    private static void requireSharing(ResidentAdapter row) {
        if (!row.sharesBatches()) {
            throw new IllegalArgumentException("An adapter of the kind " + row.kind()
                    + " needs a batch of its own: what it changes cannot differ from row to row.");
        }
    }

    private void put(int row, ResidentAdapter adapter) {
        adapter.parts().linears().keySet().forEach(this::of);
        layers.forEach((layer, own) -> own.set(row, adapter.part(layer)));
        adapter.parts().norms().keySet().forEach(this::of);
        norms.forEach((norm, own) -> own.set(row, adapter.parts().norms().getOrDefault(norm, weight(norm))));
    }

    private LayerRows of(Linear layer) {
        return layers.computeIfAbsent(layer, key -> new LayerRows(owner, key, capacity));
    }

    private RowVectors of(Norm norm) {
        RowVectors known = norms.get(norm);
        if (known == null) {
            known = new RowVectors(owner, capacity, true);
            norms.put(norm, known);
            for (int row = 0; row < capacity; row++) {
                known.set(row, weight(norm));
            }
        }
        return known;
    }

    private static RowVectors.Vector weight(Norm norm) {
        return RowVectors.Vector.of(norm.parameters().getFirst().value());
    }

    /** The adapter of each row. */
    public List<ResidentAdapter> rows() {
        return List.copyOf(rows);
    }

    @Override
    public @Nullable NDArray delta(Linear layer, NDArray input) {
        LayerRows own = layers.get(layer);
        if (own == null || !own.hasProducts()) {
            return null;
        }
        Dtype type = Tensors.dtype(input);
        NDArray sum = own.product(products, type == Dtype.FLOAT32 ? input : to(input, Dtype.FLOAT32));
        return type == Dtype.FLOAT32 ? sum : to(sum, type);
    }

    @Override
    public NDArray backward(Linear layer, NDArray input, NDArray gradient) {
        throw new UnsupportedOperationException("Rows with adapters of their own are served, not trained.");
    }

    @Override
    public NDArray input(Linear layer, NDArray input) {
        LayerRows own = layers.get(layer);
        return own == null ? input : own.input(input);
    }

    @Override
    public NDArray output(Linear layer, NDArray output) {
        LayerRows own = layers.get(layer);
        return own == null ? output : own.output(output);
    }

    @Override
    public boolean scales(Linear layer) {
        LayerRows own = layers.get(layer);
        return own != null && own.isScaled();
    }

    @Override
    public boolean changes(Linear layer) {
        LayerRows own = layers.get(layer);
        return own != null && own.hasProducts();
    }

    /** With weights (B, 1, N), one for each row, if any row has its own. */
    @Override
    public Norm norm(Norm norm) {
        RowVectors own = norms.get(norm);
        NDArray weights = own == null ? null : own.first(rows.size());
        return weights == null
                ? norm
                : norm.with(List.of(new Parameter(norm.parameters().getFirst().name(), weights, Dtype.FLOAT32)));
    }

    @Override
    public boolean decodesFast() {
        return true;
    }

    @Override
    public int virtualTokens() {
        return virtual;
    }

    @Override
    public int virtualTokens(int row) {
        return rows.get(row).virtualTokens();
    }

    @Override
    public int prefixTokens() {
        return prefix;
    }

    @Override
    public int prefixTokens(int row) {
        return rows.get(row).prefixTokens();
    }

    @Override
    public int places() {
        return rows.stream().mapToInt(ResidentAdapter::places).max().orElse(0);
    }

    @Override
    public NDArray embedded(NDArray x, TokenBatch batch) {
        if (virtual == 0) {
            return x;
        }
        try (NDManager scratch = x.getManager().newSubManager()) {
            for (int row = 0; row < rows.size(); row++) {
                NDArray prompt = rows.get(row).parts().prompt();
                if (prompt != null) {
                    NDArray own = narrow(x, 0, row, 1);
                    own.attach(scratch);
                    copyInto(
                            narrow(
                                    own,
                                    1,
                                    batch.column(row, 0),
                                    prompt.getShape().get(0)),
                            prompt);
                }
            }
        }
        return x;
    }

    @Override
    public @Nullable Prefix prefix(int layer, NDManager step) {
        if (prefix == 0) {
            return null;
        }
        Prefix like = rows.stream()
                .filter(row -> row.prefixTokens() > 0)
                .findFirst()
                .orElseThrow()
                .parts()
                .prefix()
                .get(layer);
        NDArray keys = room(like.keys(), step);
        NDArray values = room(like.values(), step);
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).prefixTokens() > 0) {
                Prefix own = rows.get(row).parts().prefix().get(layer);
                putLast(keys, row, own.keys());
                putLast(values, row, own.values());
            }
        }
        return new Prefix(keys, values);
    }

    /** Zeros (B, K, P, D) for all rows. */
    private NDArray room(NDArray like, NDManager step) {
        Shape shape = like.getShape();
        return to(step.zeros(new Shape(rows.size(), shape.get(1), prefix, shape.get(3))), Tensors.dtype(like));
    }

    private static void putLast(NDArray all, int row, NDArray own) {
        long places = own.getShape().get(2);
        try (NDArray one = narrow(all, 0, row, 1);
                NDArray last = narrow(one, 2, all.getShape().get(2) - places, places)) {
            copyInto(last, own);
        }
    }

    @Override
    public Adapter afterPrompt() {
        return begun;
    }

    /** None: what rows share is not trained. */
    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    /** Frees what was gathered; the adapters themselves stay. */
    @Override
    public void close() {
        owner.close();
    }

    /** The same rows once their prompts are in the cache. */
    private final class Begun implements Adapter {
        @Override
        public @Nullable NDArray delta(Linear layer, NDArray input) {
            return RowAdapters.this.delta(layer, input);
        }

        @Override
        public NDArray input(Linear layer, NDArray input) {
            return RowAdapters.this.input(layer, input);
        }

        @Override
        public NDArray output(Linear layer, NDArray output) {
            return RowAdapters.this.output(layer, output);
        }

        @Override
        public boolean scales(Linear layer) {
            return RowAdapters.this.scales(layer);
        }

        @Override
        public Norm norm(Norm norm) {
            return RowAdapters.this.norm(norm);
        }

        @Override
        public boolean decodesFast() {
            return true;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
