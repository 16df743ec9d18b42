package dev.attune.lm.rows;

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
 * Vectors (scales, norms, offsets) are gathered once for each value of this class and layer.
 *
 * <p>A prompt stands before the row's text, {@code [padding][prompt][text]}; padded on the right, texts begin in columns of
 * their own. Prefixes of different lengths are hidden on the left. One thread at a time. It is served, never trained.
 */
public final class RowAdapters implements Adapter, AutoCloseable {
    private final List<ResidentAdapter> rows;
    private final NDManager owner;
    private final ProductBatch products;
    private final boolean begun;
    private final Map<Linear, LayerRows> layers = new IdentityHashMap<>();
    private final Map<Norm, Norm> norms = new IdentityHashMap<>();
    private final boolean hasNorms;
    private final boolean hasLinears;
    private final int virtual;
    private final int prefix;
    private @Nullable RowAdapters later;

    private RowAdapters(NDManager owner, List<ResidentAdapter> rows, ProductBatch products, boolean begun) {
        this.owner = owner;
        this.rows = rows;
        this.products = products;
        this.begun = begun;
        this.hasNorms = rows.stream().anyMatch(row -> !row.parts().norms().isEmpty());
        this.hasLinears = rows.stream().anyMatch(row -> !row.parts().linears().isEmpty());
        this.virtual = begun
                ? 0
                : rows.stream().mapToInt(ResidentAdapter::virtualTokens).max().orElse(0);
        this.prefix = begun
                ? 0
                : rows.stream().mapToInt(ResidentAdapter::prefixTokens).max().orElse(0);
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
        for (ResidentAdapter row : rows) {
            if (!row.sharesBatches()) {
                throw new IllegalArgumentException("An adapter of the kind " + row.kind()
                        + " needs a batch of its own: what it changes cannot differ from row to row.");
            }
        }
        return new RowAdapters(parent.newSubManager(), List.copyOf(rows), new ProductBatch(), false);
    }

    /** The adapter of each row. */
    public List<ResidentAdapter> rows() {
        return rows;
    }

    @Override
    public @Nullable NDArray delta(Linear layer, NDArray input) {
        if (!hasLinears) {
            return null;
        }
        LayerRows own = of(layer);
        if (!own.hasProducts()) {
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
        return scales(layer) ? of(layer).input(input) : input;
    }

    @Override
    public NDArray output(Linear layer, NDArray output) {
        return scales(layer) ? of(layer).output(output) : output;
    }

    @Override
    public boolean scales(Linear layer) {
        return hasLinears && of(layer).isScaled();
    }

    @Override
    public boolean changes(Linear layer) {
        return hasLinears && of(layer).hasProducts();
    }

    private LayerRows of(Linear layer) {
        LayerRows known = layers.get(layer);
        if (known == null) {
            known = LayerRows.of(owner, layer, rows);
            layers.put(layer, known);
        }
        return known;
    }

    @Override
    public Norm norm(Norm norm) {
        return hasNorms ? norms.computeIfAbsent(norm, this::gathered) : norm;
    }

    /** With weights (B, 1, N), one for each row. */
    private Norm gathered(Norm norm) {
        if (rows.stream().noneMatch(row -> row.parts().norms().containsKey(norm))) {
            return norm;
        }
        Parameter weight = norm.parameters().getFirst();
        long width = weight.count();
        NDArray all = Tensors.empty(owner, Dtype.FLOAT32, rows.size(), 1, width);
        for (int row = 0; row < rows.size(); row++) {
            NDArray own = rows.get(row).parts().norms().getOrDefault(norm, weight.value());
            try (NDArray place = narrow(all, 0, row, 1)) {
                copyInto(place, own);
            }
        }
        return norm.with(List.of(new Parameter(weight.name(), all, Dtype.FLOAT32)));
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
        return begun ? 0 : rows.get(row).virtualTokens();
    }

    @Override
    public int prefixTokens() {
        return prefix;
    }

    @Override
    public int prefixTokens(int row) {
        return begun ? 0 : rows.get(row).prefixTokens();
    }

    @Override
    public int places() {
        return begun ? 0 : rows.stream().mapToInt(ResidentAdapter::places).max().orElse(0);
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
        if (begun) {
            return this;
        }
        if (later == null) {
            later = new RowAdapters(owner, rows, products, true);
        }
        return later;
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
}
