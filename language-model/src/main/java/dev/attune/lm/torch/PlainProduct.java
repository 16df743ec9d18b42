package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** One of {@link ProductBatch}'s products by libtorch's own function, which every build has. */
final class PlainProduct {
    private static final MethodHandle PRODUCT;
    private static final ThreadLocal<PlainProduct> PRODUCTS = ThreadLocal.withInitial(PlainProduct::new);
    private static final int CPU = LibTorch.constant("aoti_torch_device_type_cpu");

    static {
        var handle = ValueLayout.JAVA_LONG;
        PRODUCT = LibTorch.bind(
                "aoti_torch_cpu_mm_out", FunctionDescriptor.of(ValueLayout.JAVA_INT, handle, handle, handle));
    }

    private final MemorySegment sizes = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);
    private final MemorySegment strides = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);
    private final MemorySegment made = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);

    private PlainProduct() {}

    /** Overwrites {@code out} (m, n) by {@code left} (m, k) times {@code right}: addresses of numbers. */
    static void run(ProductBatch.Kind kind, long left, long right, long out) {
        PlainProduct own = PRODUCTS.get();
        long a = own.matrix(left, kind.m(), kind.k(), kind.leftStride(), 1);
        long b = kind.turned()
                ? own.matrix(right, kind.k(), kind.n(), 1, kind.rightStride())
                : own.matrix(right, kind.k(), kind.n(), kind.rightStride(), 1);
        long product = own.matrix(out, kind.m(), kind.n(), kind.outStride(), 1);
        try {
            check((int) PRODUCT.invokeExact(product, a, b), "mm");
        } catch (Throwable failure) {
            throw LibTorch.failed("mm", failure);
        } finally {
            Invocation.deleteHandle(a);
            Invocation.deleteHandle(b);
            Invocation.deleteHandle(product);
        }
    }

    /** A handle over numbers that stay where they are. */
    private long matrix(long address, long rows, long columns, long rowStride, long columnStride) {
        sizes.setAtIndex(ValueLayout.JAVA_LONG, 0, rows);
        sizes.setAtIndex(ValueLayout.JAVA_LONG, 1, columns);
        strides.setAtIndex(ValueLayout.JAVA_LONG, 0, rowStride);
        strides.setAtIndex(ValueLayout.JAVA_LONG, 1, columnStride);
        try {
            int code = (int) LibTorch.FROM_BLOB.invokeExact(
                    MemorySegment.ofAddress(address), 2L, sizes, strides, 0L, Dtype.FLOAT32.scalarType(), CPU, 0, made);
            check(code, "create_tensor_from_blob");
            return made.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable failure) {
            throw LibTorch.failed("create_tensor_from_blob", failure);
        }
    }

    private static void check(int code, String function) {
        if (code != 0) {
            throw new TorchException(
                    "libtorch refused " + function + "; its own message is on the standard error stream.");
        }
    }
}
