package dev.attune.lm.rows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.narrow;

/**
 * A vector for each row of a batch, side by side, written row by row: made when the first row has one, with a neutral vector for all
 * others.
 */
final class RowVectors {
    private static final short BFLOAT16_ONE = 0x3F80;

    private final NDManager owner;
    private final int capacity;
    private final boolean ones;
    private @Nullable NDArray all;
    private MemorySegment memory = MemorySegment.NULL;
    private MemorySegment neutral = MemorySegment.NULL;

    /** @param ones whether a row without a vector has ones, and not zeros */
    RowVectors(NDManager owner, int capacity, boolean ones) {
        this.owner = owner;
        this.capacity = capacity;
        this.ones = ones;
    }

    /** Whether any row has, or had, a vector. */
    boolean isUsed() {
        return all != null;
    }

    /** The row's vector from now on; none for the neutral one. */
    void set(int row, @Nullable Vector own) {
        if (own != null && all == null) {
            make(own);
        }
        if (all != null) {
            long bytes = neutral.byteSize();
            MemorySegment.copy(own == null ? neutral : own.memory(), 0, memory, row * bytes, bytes);
        }
    }

    private void make(Vector like) {
        Dtype dtype = Tensors.dtype(like.array());
        long width = like.array().getShape().size();
        NDArray made = Tensors.empty(owner, dtype, capacity, 1, width);
        memory = Tensors.bytes(made);
        neutral = MemorySegment.ofArray(new byte[(int) like.memory().byteSize()]);
        if (ones) {
            for (long i = 0; i < width; i++) {
                if (dtype == Dtype.FLOAT32) {
                    neutral.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES, 1);
                } else {
                    neutral.set(ValueLayout.JAVA_SHORT_UNALIGNED, i * Short.BYTES, BFLOAT16_ONE);
                }
            }
        }
        all = made;
        for (int row = 0; row < capacity; row++) {
            set(row, null);
        }
    }

    /** For x (B, T, N) a view (B, 1, N), for x (R, N) a view (R, N), which belongs to the manager of x; none if no row has one. */
    @Nullable
    NDArray like(NDArray x) {
        if (all == null) {
            return null;
        }
        long rows = x.getShape().get(0);
        NDArray some = narrow(all, 0, 0, rows);
        some.attach(x.getManager());
        return x.getShape().dimension() == 3
                ? some
                : some.reshape(rows, all.getShape().get(2));
    }

    /** All of them, (rows, 1, N); none if no row has one. */
    @Nullable
    NDArray first(int rows) {
        return all == null ? null : rows == capacity ? all : narrow(all, 0, 0, rows);
    }

    /**
     * A vector of one adapter.
     *
     * @param array (N), contiguous
     * @param memory its bytes, in place
     */
    record Vector(NDArray array, MemorySegment memory) {
        static Vector of(NDArray array) {
            return new Vector(array, Tensors.bytes(array));
        }
    }
}
