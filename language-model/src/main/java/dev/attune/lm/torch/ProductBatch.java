package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Many products of small float32 matrices, each at an address of its own, in one call of MKL: nothing is gathered or copied
 * before, so that which matrix a row of a batch meets is a pointer. Sums of one product do not depend on the others. A libtorch
 * without MKL makes them one after another. One thread at a time; whoever adds a product keeps its memory open until {@link #run}.
 */
public final class ProductBatch {
    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TURNED = 112;
    private static final @Nullable MethodHandle SGEMM_BATCH;

    static {
        var i = ValueLayout.JAVA_INT;
        var p = ValueLayout.ADDRESS;
        LibTorch.load();
        SGEMM_BATCH = LibTorch.bindIfThere(
                "cblas_sgemm_batch", FunctionDescriptor.ofVoid(i, p, p, p, p, p, p, p, p, p, p, p, p, p, i, p));
    }

    private final @Nullable MethodHandle together;
    private int capacity;
    private MemorySegment plain = MemorySegment.NULL;
    private MemorySegment turned = MemorySegment.NULL;
    private MemorySegment m = MemorySegment.NULL;
    private MemorySegment n = MemorySegment.NULL;
    private MemorySegment k = MemorySegment.NULL;
    private MemorySegment one = MemorySegment.NULL;
    private MemorySegment zero = MemorySegment.NULL;
    private MemorySegment left = MemorySegment.NULL;
    private MemorySegment right = MemorySegment.NULL;
    private MemorySegment out = MemorySegment.NULL;
    private MemorySegment leftStride = MemorySegment.NULL;
    private MemorySegment rightStride = MemorySegment.NULL;
    private MemorySegment outStride = MemorySegment.NULL;
    private MemorySegment sizes = MemorySegment.NULL;
    private int count;
    private int groups;

    public ProductBatch() {
        this(SGEMM_BATCH != null);
    }

    /** Whether MKL is not there. */
    boolean isPlain() {
        return together == null;
    }

    /** @param together whether MKL is to be called, which has to be there */
    ProductBatch(boolean together) {
        this.together = together ? requireNonNull(SGEMM_BATCH) : null;
    }

    /**
     * What products of one kind have in common; strides are numbers from one row to the next.
     *
     * @param m rows of the left matrix
     * @param n columns of the result
     * @param k columns of the left matrix
     * @param turned whether the right matrix lies as (n, k), and not as (k, n)
     */
    public record Kind(int m, int n, int k, boolean turned, int leftStride, int rightStride, int outStride) {}

    /** Adds the product that overwrites {@code out} (m, n) by {@code left} (m, k) times {@code right}: addresses of numbers. */
    public void add(Kind kind, long left, long right, long out) {
        if (count == capacity) {
            grow();
        }
        if (groups > 0 && isLatest(kind)) {
            sizes.setAtIndex(
                    ValueLayout.JAVA_INT, groups - 1L, sizes.getAtIndex(ValueLayout.JAVA_INT, groups - 1L) + 1);
        } else {
            begin(kind);
        }
        this.left.setAtIndex(ValueLayout.JAVA_LONG, count, left);
        this.right.setAtIndex(ValueLayout.JAVA_LONG, count, right);
        this.out.setAtIndex(ValueLayout.JAVA_LONG, count, out);
        count++;
    }

    private boolean isLatest(Kind kind) {
        return kind(groups - 1L).equals(kind);
    }

    private void begin(Kind kind) {
        plain.setAtIndex(ValueLayout.JAVA_INT, groups, PLAIN);
        turned.setAtIndex(ValueLayout.JAVA_INT, groups, kind.turned ? TURNED : PLAIN);
        m.setAtIndex(ValueLayout.JAVA_INT, groups, kind.m);
        n.setAtIndex(ValueLayout.JAVA_INT, groups, kind.n);
        k.setAtIndex(ValueLayout.JAVA_INT, groups, kind.k);
        one.setAtIndex(ValueLayout.JAVA_FLOAT, groups, 1);
        zero.setAtIndex(ValueLayout.JAVA_FLOAT, groups, 0);
        leftStride.setAtIndex(ValueLayout.JAVA_INT, groups, kind.leftStride);
        rightStride.setAtIndex(ValueLayout.JAVA_INT, groups, kind.rightStride);
        outStride.setAtIndex(ValueLayout.JAVA_INT, groups, kind.outStride);
        sizes.setAtIndex(ValueLayout.JAVA_INT, groups, 1);
        groups++;
    }

    private void grow() {
        int larger = Math.max(64, 2 * capacity);
        Arena next = Arena.ofAuto();
        plain = grown(next, plain, larger, Integer.BYTES);
        turned = grown(next, turned, larger, Integer.BYTES);
        m = grown(next, m, larger, Integer.BYTES);
        n = grown(next, n, larger, Integer.BYTES);
        k = grown(next, k, larger, Integer.BYTES);
        one = grown(next, one, larger, Float.BYTES);
        zero = grown(next, zero, larger, Float.BYTES);
        left = grown(next, left, larger, Long.BYTES);
        right = grown(next, right, larger, Long.BYTES);
        out = grown(next, out, larger, Long.BYTES);
        leftStride = grown(next, leftStride, larger, Integer.BYTES);
        rightStride = grown(next, rightStride, larger, Integer.BYTES);
        outStride = grown(next, outStride, larger, Integer.BYTES);
        sizes = grown(next, sizes, larger, Integer.BYTES);
        capacity = larger;
    }

    private static MemorySegment grown(Arena arena, MemorySegment old, int capacity, int bytes) {
        MemorySegment larger = arena.allocate((long) capacity * bytes, Long.BYTES);
        MemorySegment.copy(old, 0, larger, 0, old.byteSize());
        return larger;
    }

    /** Computes what was added, and forgets it. */
    public void run() {
        if (count == 0) {
            return;
        }
        try {
            if (together == null) {
                runEach();
            } else {
                runTogether(together);
            }
        } finally {
            count = 0;
            groups = 0;
        }
    }

    private void runTogether(MethodHandle together) {
        try {
            together.invokeExact(
                    ROW_MAJOR,
                    plain,
                    turned,
                    m,
                    n,
                    k,
                    one,
                    left,
                    leftStride,
                    right,
                    rightStride,
                    zero,
                    out,
                    outStride,
                    groups,
                    sizes);
        } catch (Throwable failure) {
            throw LibTorch.failed("cblas_sgemm_batch", failure);
        }
    }

    private void runEach() {
        int next = 0;
        for (int group = 0; group < groups; group++) {
            Kind kind = kind(group);
            int end = next + sizes.getAtIndex(ValueLayout.JAVA_INT, group);
            for (; next < end; next++) {
                PlainProduct.run(
                        kind,
                        left.getAtIndex(ValueLayout.JAVA_LONG, next),
                        right.getAtIndex(ValueLayout.JAVA_LONG, next),
                        out.getAtIndex(ValueLayout.JAVA_LONG, next));
            }
        }
    }

    private Kind kind(long group) {
        return new Kind(
                m.getAtIndex(ValueLayout.JAVA_INT, group),
                n.getAtIndex(ValueLayout.JAVA_INT, group),
                k.getAtIndex(ValueLayout.JAVA_INT, group),
                turned.getAtIndex(ValueLayout.JAVA_INT, group) == TURNED,
                leftStride.getAtIndex(ValueLayout.JAVA_INT, group),
                rightStride.getAtIndex(ValueLayout.JAVA_INT, group),
                outStride.getAtIndex(ValueLayout.JAVA_INT, group));
    }
}
