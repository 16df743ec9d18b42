package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Products of many rows with a large float32 matrix by oneDNN's kernels, which use a processor's widest vectors whoever made it;
 * MKL's, which libtorch takes for float32, do so on Intel's only, and elsewhere take two to three times as long. A libtorch
 * without them takes its own. Nothing here is recorded. The order of additions is another than MKL's: results agree to rounding.
 */
final class LargeProducts {
    /** Below either, putting the matrix into oneDNN's layout costs more than the product gains. */
    private static final long LEAST_ROWS = 64;

    private static final long LEAST_WEIGHTS = 16_000;

    private static final @Nullable MethodHandle LINEAR;
    private static final MemorySegment NOTHING_AFTER = Arena.global().allocateFrom("none");
    private static final ThreadLocal<Call> CALLS = ThreadLocal.withInitial(Call::new);

    static {
        var handle = ValueLayout.JAVA_LONG;
        var pointer = ValueLayout.ADDRESS;
        LINEAR = LibTorch.bindIfThere(
                "aoti_torch_cpu__linear_pointwise",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, handle, handle, pointer, pointer, pointer, handle, pointer, pointer));
    }

    private LargeProducts() {}

    /** Native memory for the arguments of one call, which each thread keeps. */
    private static final class Call {
        private final MemorySegment bias = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
        private final MemorySegment out = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
    }

    /** Whether a product of {@code rows} with a matrix of {@code weights} numbers belongs here. */
    static boolean serves(NDArray x, long rows, long weights) {
        return LINEAR != null
                && rows >= LEAST_ROWS
                && weights >= LEAST_WEIGHTS
                && !Autograd.isOn()
                && !x.getDevice().isGpu()
                && Tensors.dtype(x) == Dtype.FLOAT32;
    }

    /** {@code x W^T + b}: x (..., in), weight (out, in), which may be a turned view, bias (out) or none. */
    static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        Call call = CALLS.get();
        MemorySegment added = MemorySegment.NULL;
        if (bias != null) {
            added = call.bias;
            added.set(ValueLayout.JAVA_LONG, 0, Invocation.handle(bias));
        }
        try {
            int code = (int) requireNonNull(LINEAR)
                    .invokeExact(
                            Invocation.handle(x),
                            Invocation.handle(weight),
                            added,
                            NOTHING_AFTER,
                            MemorySegment.NULL,
                            0L,
                            MemorySegment.NULL,
                            call.out);
            if (code != 0) {
                throw new TorchException("libtorch refused the product of " + x.getShape() + " and " + weight.getShape()
                        + "; its own message is on the standard error stream.");
            }
            return new PtNDArray((PtNDManager) x.getManager(), call.out.get(ValueLayout.JAVA_LONG, 0));
        } catch (Throwable failure) {
            throw LibTorch.failed("_linear_pointwise", failure);
        }
    }
}
