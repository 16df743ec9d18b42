package dev.attune.lm.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.torch.ProductBatch;
import dev.attune.lm.torch.ProductBatch.Kind;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.narrow;

/** One linear layer in a batch whose rows have different adapters. */
final class LayerRows {
    private final Linear layer;
    private final List<First> firsts;
    private final List<Second> seconds;
    private final int ranks;
    private final boolean covered;
    private final @Nullable NDArray input;
    private final @Nullable NDArray scale;
    private final @Nullable NDArray shift;

    /**
     * The product of one row with its first matrices.
     *
     * @param rank place of its result among those of all rows
     */
    private record First(int row, int rank, LinearPart.LowRank product) {}

    /** The product of what {@code first} gave with a second matrix. */
    private record Second(First first, LinearPart.Piece piece) {}

    private LayerRows(NDManager owner, Linear layer, List<@Nullable LinearPart> rows) {
        this.layer = layer;
        this.firsts = new ArrayList<>();
        this.seconds = new ArrayList<>();
        int sum = 0;
        int full = 0;
        for (int row = 0; row < rows.size(); row++) {
            LinearPart part = rows.get(row);
            LinearPart.LowRank product = part == null ? null : part.lowRank();
            if (product != null) {
                First first = new First(row, sum, product);
                firsts.add(first);
                product.pieces().forEach(piece -> seconds.add(new Second(first, piece)));
                sum += product.ranks();
                full += product.rows() == layer.outputs() ? 1 : 0;
            }
        }
        this.ranks = sum;
        this.covered = full == rows.size();
        seconds.sort(Comparator.comparingInt((Second each) -> each.piece().start())
                .thenComparing(each -> each.piece().rank())
                .thenComparing(each -> each.first().product().ranks())); // alike ones together
        this.input = gathered(owner, rows, LinearPart::input, layer.inputs(), 1);
        this.scale = gathered(owner, rows, LinearPart::scale, layer.outputs(), 1);
        this.shift = gathered(owner, rows, LinearPart::shift, layer.outputs(), 0);
    }

    static LayerRows of(NDManager owner, Linear layer, List<ResidentAdapter> adapters) {
        List<@Nullable LinearPart> rows = new ArrayList<>();
        adapters.forEach(adapter -> rows.add(adapter.parts().linears().get(layer)));
        return new LayerRows(owner, layer, rows);
    }

    /** The vectors of all rows (B, 1, width), {@code neutral} where a row has none; none where no row has one. */
    private static @Nullable NDArray gathered(
            NDManager owner,
            List<@Nullable LinearPart> rows,
            Function<LinearPart, @Nullable NDArray> vector,
            long width,
            double neutral) {
        NDArray all = null;
        for (int row = 0; row < rows.size(); row++) {
            LinearPart part = rows.get(row);
            NDArray own = part == null ? null : vector.apply(part);
            if (own != null) {
                all = all == null ? filled(owner, Tensors.dtype(own), neutral, rows.size(), 1, width) : all;
                try (NDArray place = narrow(all, 0, row, 1)) {
                    copyInto(place, own);
                }
            }
        }
        return all;
    }

    private static NDArray filled(NDManager owner, Dtype dtype, double value, long... shape) {
        NDArray array = Tensors.empty(owner, dtype, shape);
        try (NDArray number = Tensors.scalar(owner, value)) {
            copyInto(array, number);
        }
        return array;
    }

    boolean hasProducts() {
        return !firsts.isEmpty();
    }

    boolean isScaled() {
        return input != null || scale != null || shift != null;
    }

    /** The low-rank products (B, T, out) of x (B, T, in), or (B, out) of (B, in), both float32; 0 for rows without one. */
    NDArray product(ProductBatch batch, NDArray x) {
        NDManager step = x.getManager();
        Shape shape = x.getShape();
        int time = shape.dimension() == 2 ? 1 : Math.toIntExact(shape.get(1));
        int in = layer.inputs();
        int out = layer.outputs();
        long[] sizes = shape.getShape().clone();
        sizes[sizes.length - 1] = out;
        NDArray given = Operators.contiguous(x);
        NDArray inner = Tensors.empty(step, Dtype.FLOAT32, time, ranks);
        NDArray sum = Tensors.empty(step, Dtype.FLOAT32, sizes);
        var memory = Tensors.bytes(sum);
        if (!covered || (long) firsts.size() != shape.get(0)) {
            memory.fill((byte) 0);
        }
        long from = Tensors.bytes(given).address();
        long between = Tensors.bytes(inner).address();
        for (First first : firsts) {
            int own = first.product().ranks();
            batch.add(
                    new Kind(time, own, in, true, in, in, own),
                    from + (long) first.row() * time * in * Float.BYTES,
                    first.product().a(),
                    between + (long) first.rank() * time * Float.BYTES);
        }
        batch.run();
        for (Second second : seconds) {
            LinearPart.Piece piece = second.piece();
            First first = second.first();
            batch.add(
                    new Kind(
                            time,
                            piece.rows(),
                            piece.rank(),
                            false,
                            first.product().ranks(),
                            piece.rows(),
                            out),
                    between + ((long) first.rank() * time + piece.firstRank()) * Float.BYTES,
                    piece.b(),
                    memory.address() + ((long) first.row() * time * out + piece.start()) * Float.BYTES);
        }
        batch.run();
        return sum;
    }

    /** What the layer gets instead of x (B, T, in) or (B, in). */
    NDArray input(NDArray x) {
        return input == null ? x : x.mul(like(input, x));
    }

    /** What the layer gives instead of y (B, T, out) or (B, out). */
    NDArray output(NDArray y) {
        NDArray scaled = scale == null ? y : y.mul(like(scale, y));
        return shift == null ? scaled : scaled.add(like(shift, y));
    }

    /** The vectors (B, 1, N) for {@code x}; decoding has rows (R, N) without a time, some of them idle. */
    private static NDArray like(NDArray vectors, NDArray x) {
        NDManager step = x.getManager();
        long rows = vectors.getShape().get(0);
        long width = vectors.getShape().get(2);
        if (x.getShape().dimension() == 3) {
            return view(vectors, step, rows, 1, width);
        }
        NDArray flat = view(vectors, step, rows, width);
        long idle = x.getShape().get(0) - rows;
        return idle == 0 ? flat : flat.concat(narrow(x, 0, rows, idle).onesLike(), 0);
    }

    private static NDArray view(NDArray array, NDManager step, long... shape) {
        NDArray view = array.reshape(shape);
        view.attach(step);
        return view;
    }
}
