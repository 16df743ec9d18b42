package dev.attune.lm.rows;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.rows.LinearPart.LowRank;
import dev.attune.lm.rows.LinearPart.Piece;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.torch.ProductBatch;
import dev.attune.lm.torch.ProductBatch.Kind;
import dev.attune.lm.torch.Tensors;

/** One linear layer in a batch whose rows have different adapters. */
final class LayerRows {
    private final Linear layer;
    private final LinearPart[] parts;
    private final RowVectors input;
    private final RowVectors scale;
    private final RowVectors shift;

    /** @param capacity most rows */
    LayerRows(NDManager owner, Linear layer, int capacity) {
        this.layer = layer;
        this.parts = new LinearPart[capacity];
        Arrays.fill(parts, LinearPart.NONE);
        this.input = new RowVectors(owner, capacity, true);
        this.scale = new RowVectors(owner, capacity, true);
        this.shift = new RowVectors(owner, capacity, false);
    }

    /** From now on the row is changed so. */
    void set(int row, LinearPart part) {
        if (parts[row] != part) {
            parts[row] = part;
            input.set(row, part.input());
            scale.set(row, part.scale());
            shift.set(row, part.shift());
        }
    }

    boolean hasProducts() {
        for (LinearPart part : parts) {
            if (part.lowRank() != null) {
                return true;
            }
        }
        return false;
    }

    boolean isScaled() {
        return input.isUsed() || scale.isUsed() || shift.isUsed();
    }

    /** The low-rank products (B, T, out) of x (B, T, in), or (B, out) of (B, in), both float32; 0 for rows without one. */
    NDArray product(ProductBatch batch, NDArray x) {
        NDManager step = x.getManager();
        Shape shape = x.getShape();
        int rows = Math.min(parts.length, (int) shape.get(0));
        int time = shape.dimension() == 2 ? 1 : Math.toIntExact(shape.get(1));
        long[] sizes = shape.getShape().clone();
        sizes[sizes.length - 1] = layer.outputs();
        NDArray given = Operators.contiguous(x);
        NDArray inner = Tensors.empty(step, Dtype.FLOAT32, time, ranks(rows));
        NDArray sum = Tensors.empty(step, Dtype.FLOAT32, sizes);
        var memory = Tensors.bytes(sum);
        if (covered(rows) < shape.get(0) * layer.outputs()) {
            memory.fill((byte) 0);
        }
        long between = Tensors.bytes(inner).address();
        addFirst(batch, rows, time, Tensors.bytes(given).address(), between);
        batch.run();
        for (int piece = 0;
                addSecond(batch, rows, time, piece, between, memory.address());
                piece++) {} // alike ones together
        batch.run();
        return sum;
    }

    private int ranks(int rows) {
        int ranks = 0;
        for (int row = 0; row < rows; row++) {
            LowRank product = parts[row].lowRank();
            ranks += product == null ? 0 : product.ranks();
        }
        return ranks;
    }

    /** Numbers of the outputs that a product writes, for one token of each row. */
    private long covered(int rows) {
        long covered = 0;
        for (int row = 0; row < rows; row++) {
            LowRank product = parts[row].lowRank();
            if (product != null) {
                for (Piece piece : product.pieces()) {
                    covered += piece.rows();
                }
            }
        }
        return covered;
    }

    private void addFirst(ProductBatch batch, int rows, int time, long from, long between) {
        int in = layer.inputs();
        long target = between;
        for (int row = 0; row < rows; row++) {
            LowRank product = parts[row].lowRank();
            if (product != null) {
                int ranks = product.ranks();
                Kind kind = new Kind(time, ranks, in, true, in, in, ranks);
                batch.add(kind, from + (long) row * time * in * Float.BYTES, product.a(), target);
                target += (long) ranks * time * Float.BYTES;
            }
        }
    }

    /** The products with the piece number {@code index} of each row. Says whether any row has so many. */
    private boolean addSecond(ProductBatch batch, int rows, int time, int index, long between, long out) {
        int outputs = layer.outputs();
        long from = between;
        boolean any = false;
        for (int row = 0; row < rows; row++) {
            LowRank product = parts[row].lowRank();
            if (product == null) {
                continue;
            }
            if (index < product.pieces().size()) {
                Piece piece = product.pieces().get(index);
                batch.add(
                        new Kind(time, piece.rows(), piece.rank(), false, product.ranks(), piece.rows(), outputs),
                        from + (long) piece.firstRank() * Float.BYTES,
                        piece.b(),
                        out + ((long) row * time * outputs + piece.start()) * Float.BYTES);
                any = true;
            }
            from += (long) product.ranks() * time * Float.BYTES;
        }
        return any;
    }

    /** What the layer gets instead of x (B, T, in) or (B, in). */
    NDArray input(NDArray x) {
        NDArray factors = input.like(x);
        return factors == null ? x : x.mul(factors);
    }

    /** What the layer gives instead of y (B, T, out) or (B, out). */
    NDArray output(NDArray y) {
        NDArray factors = scale.like(y);
        NDArray scaled = factors == null ? y : y.mul(factors);
        NDArray offsets = shift.like(y);
        return offsets == null ? scaled : scaled.add(offsets);
    }
}
