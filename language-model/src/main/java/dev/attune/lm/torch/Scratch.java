package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The hot path of generation: operators on bare tensor handles, without a wrapper for each result. Each result is held until
 * {@link #freeTo}; a handle must not be used after that. One thread at a time. Nothing here is recorded for gradients.
 *
 * <p>Handles of arrays that others own come from {@link #handle} and are not freed here.
 */
public final class Scratch implements AutoCloseable {
    private static final @Nullable MethodHandle LINEAR;
    private static final @Nullable MethodHandle LINEAR_WITH;
    private static final MethodHandle ADD;
    private static final MethodHandle MULTIPLY;
    private static final MethodHandle VIEW;
    private static final MethodHandle BATCH_PRODUCT;
    private static final MethodHandle ADD_BATCH_PRODUCT;

    static {
        var h = ValueLayout.JAVA_LONG;
        var i = ValueLayout.JAVA_INT;
        var d = ValueLayout.JAVA_DOUBLE;
        var p = ValueLayout.ADDRESS;
        LINEAR = LibTorch.bindIfThere(
                "aoti_torch_cpu__linear_pointwise", FunctionDescriptor.of(i, h, h, p, p, p, h, p, p));
        LINEAR_WITH = LibTorch.bindIfThere(
                "aoti_torch_cpu__linear_pointwise_binary", FunctionDescriptor.of(i, h, h, h, p, p, p));
        ADD = LibTorch.bind("aoti_torch_cpu_add_Tensor", FunctionDescriptor.of(i, h, h, d, p));
        MULTIPLY = LibTorch.bind("aoti_torch_cpu_mul_Tensor", FunctionDescriptor.of(i, h, h, p));
        VIEW = LibTorch.bind("aoti_torch__reinterpret_tensor", FunctionDescriptor.of(i, h, h, p, p, h, p));
        BATCH_PRODUCT = LibTorch.bind("aoti_torch_cpu_bmm_out", FunctionDescriptor.of(i, h, h, h));
        ADD_BATCH_PRODUCT = LibTorch.bind("aoti_torch_cpu_baddbmm_out", FunctionDescriptor.of(i, h, h, h, h, d, d));
    }

    private static final MemorySegment NONE = Arena.global().allocateFrom("none");
    private static final MemorySegment SWISH = Arena.global().allocateFrom("swish");
    private static final MemorySegment PLUS = Arena.global().allocateFrom("add");
    private static final MemorySegment TIMES = Arena.global().allocateFrom("mul");
    private static final Operator TO = new Operator("aten::to", "dtype");
    private static final Operator SILU = new Operator("aten::silu");
    private static final Operator SOFTMAX = new Operator("aten::_softmax");
    private static final Operator EMBEDDING = new Operator("aten::embedding");
    private static final int ARGUMENTS = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment arguments = arena.allocate(ValueLayout.JAVA_LONG, ARGUMENTS);
    private final MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
    private final MemorySegment bias = arena.allocate(ValueLayout.JAVA_LONG);
    private long[] held = new long[128];
    private int size;

    /** How a view lies in the memory of another tensor: counted in numbers, not bytes. */
    public static final class Layout {
        private final int rank;
        private final long offset;
        private final MemorySegment sizes;
        private final MemorySegment strides;

        private Layout(long offset, long[] sizes, long[] strides) {
            this.rank = sizes.length;
            this.offset = offset;
            Arena owner = Arena.ofAuto();
            this.sizes = owner.allocateFrom(ValueLayout.JAVA_LONG, sizes);
            this.strides = owner.allocateFrom(ValueLayout.JAVA_LONG, strides);
        }

        /** A view that begins {@code offset} numbers after its origin. */
        public static Layout of(long offset, long[] sizes, long[] strides) {
            return new Layout(offset, sizes, strides);
        }
    }

    /** Whether this libtorch has the products that generation is made of: some builds have no oneDNN. */
    public static boolean isThere() {
        return LINEAR != null && LINEAR_WITH != null;
    }

    /** What the next {@link #freeTo} goes back to. */
    public int mark() {
        return size;
    }

    /** Frees all results since {@code mark}. */
    public void freeTo(int mark) {
        while (size > mark) {
            delete(held[--size]);
        }
    }

    /** Frees all results since {@code mark} but the last one made, which must be {@code kept}. */
    public long freeAllBut(long kept, int mark) {
        if (held[size - 1] != kept) {
            throw new IllegalStateException("Only the latest result can be kept.");
        }
        size--;
        freeTo(mark);
        return hold(kept);
    }

    /** The handle of an array, which stays its owner. */
    public static long handle(NDArray array) {
        return Invocation.handle(array);
    }

    /** The {@code bytes} bytes of a contiguous tensor, in place; valid while it is held. */
    public MemorySegment memory(long handle, long bytes) {
        try {
            check((int) LibTorch.DATA_POINTER.invokeExact(handle, out), "get_data_ptr");
            return out.get(ValueLayout.ADDRESS, 0).reinterpret(bytes);
        } catch (Throwable failure) {
            throw LibTorch.failed("get_data_ptr", failure);
        }
    }

    /** A result as an array of {@code manager}, which may outlive this. */
    public NDArray array(NDManager manager, long handle) {
        return new PtNDArray((PtNDManager) manager, again(handle));
    }

    /** {@code x W^T + b}; x (R, in), weight (out, in), perhaps packed; bias 0 for none. */
    public long linear(long x, long weight, long bias) {
        return pointwise(x, weight, bias, NONE);
    }

    /** {@code silu(x W^T + b)}. */
    public long linearSilu(long x, long weight, long bias) {
        return pointwise(x, weight, bias, SWISH);
    }

    /** {@code (x W^T + b) + other}. */
    public long linearPlus(long x, long weight, long bias, long other) {
        return binary(x, weight, bias, other, PLUS);
    }

    /** {@code (x W^T + b) * other}. */
    public long linearTimes(long x, long weight, long bias, long other) {
        return binary(x, weight, bias, other, TIMES);
    }

    private long pointwise(long x, long weight, long biasHandle, MemorySegment then) {
        try {
            int code = (int) requireNonNull(LINEAR)
                    .invokeExact(
                            x, weight, optional(biasHandle), then, MemorySegment.NULL, 0L, MemorySegment.NULL, out);
            return result(code, "_linear_pointwise");
        } catch (Throwable failure) {
            throw LibTorch.failed("_linear_pointwise", failure);
        }
    }

    private long binary(long x, long weight, long biasHandle, long other, MemorySegment then) {
        try {
            int code = (int) requireNonNull(LINEAR_WITH).invokeExact(x, other, weight, optional(biasHandle), then, out);
            return result(code, "_linear_pointwise_binary");
        } catch (Throwable failure) {
            throw LibTorch.failed("_linear_pointwise_binary", failure);
        }
    }

    private MemorySegment optional(long biasHandle) {
        if (biasHandle == 0) {
            return MemorySegment.NULL;
        }
        bias.set(ValueLayout.JAVA_LONG, 0, biasHandle);
        return bias;
    }

    /** {@code a + factor * b}. */
    public long add(long a, long b, double factor) {
        try {
            return result((int) ADD.invokeExact(a, b, factor, out), "add");
        } catch (Throwable failure) {
            throw LibTorch.failed("add", failure);
        }
    }

    /** {@code a * b}, element by element. */
    public long multiply(long a, long b) {
        try {
            return result((int) MULTIPLY.invokeExact(a, b, out), "mul");
        } catch (Throwable failure) {
            throw LibTorch.failed("mul", failure);
        }
    }

    /** A view of the same memory. */
    public long view(long x, Layout layout) {
        try {
            int code = (int) VIEW.invokeExact(x, (long) layout.rank, layout.sizes, layout.strides, layout.offset, out);
            return result(code, "_reinterpret_tensor");
        } catch (Throwable failure) {
            throw LibTorch.failed("_reinterpret_tensor", failure);
        }
    }

    /** Writes the products a (N, X, Y) times b (N, Y, Z) to {@code target} (N, X, Z). */
    public void batchProduct(long target, long a, long b) {
        try {
            check((int) BATCH_PRODUCT.invokeExact(target, a, b), "bmm");
        } catch (Throwable failure) {
            throw LibTorch.failed("bmm", failure);
        }
    }

    /** Writes {@code added + factor * (a times b)} to {@code target}; shapes as in {@link #batchProduct}. */
    public void batchProduct(long target, long added, long a, long b, double factor) {
        try {
            check((int) ADD_BATCH_PRODUCT.invokeExact(target, added, a, b, 1.0, factor), "baddbmm");
        } catch (Throwable failure) {
            throw LibTorch.failed("baddbmm", failure);
        }
    }

    /** In another number type. */
    public long to(long x, Dtype dtype) {
        return call(TO, again(x), dtype.scalarType(), 0, 0, 0);
    }

    /** {@code x * sigmoid(x)}. */
    public long silu(long x) {
        return call(SILU, again(x));
    }

    /** Softmax along the last of {@code rank} axes, in the type of x. */
    public long softmax(long x, int rank) {
        return call(SOFTMAX, again(x), rank - 1L, 0);
    }

    /** Rows of {@code weight} for {@code ids} of int64. */
    public long embedding(long weight, long ids) {
        return call(EMBEDDING, again(weight), again(ids), -1, 0, 0);
    }

    private long call(Operator operator, long... bits) {
        MemorySegment.copy(bits, 0, arguments, ValueLayout.JAVA_LONG, 0, bits.length);
        // Arguments and result share the stack: after a failure the first slot is an argument that the call has
        // consumed.
        check(operator.call(arguments), operator.toString());
        return hold(arguments.get(ValueLayout.JAVA_LONG, 0));
    }

    private long again(long handle) {
        try {
            check((int) LibTorch.NEW_HANDLE.invokeExact(handle, out), "new_tensor_handle");
            return out.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable failure) {
            throw LibTorch.failed("new_tensor_handle", failure);
        }
    }

    private long result(int code, String function) {
        check(code, function);
        return hold(out.get(ValueLayout.JAVA_LONG, 0));
    }

    private static void check(int code, String function) {
        if (code != 0) {
            throw new TorchException("libtorch refused " + function + " (its own message is on stderr)");
        }
    }

    private long hold(long handle) {
        if (size == held.length) {
            held = Arrays.copyOf(held, 2 * size);
        }
        held[size++] = handle;
        return handle;
    }

    private static void delete(long handle) {
        try {
            check((int) LibTorch.DELETE_HANDLE.invokeExact(handle), "delete_tensor_object");
        } catch (Throwable failure) {
            throw LibTorch.failed("delete_tensor_object", failure);
        }
    }

    @Override
    public void close() {
        freeTo(0);
        arena.close();
    }
}
