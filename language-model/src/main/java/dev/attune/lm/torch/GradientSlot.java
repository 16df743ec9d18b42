package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.ndarray.NDArray;

/** Where a tensor keeps its gradient: DJL can only fill it with zeros, which costs a pass over memory and keeps it taken. */
final class GradientSlot {
    private static final long UNDEFINED = undefined();

    private GradientSlot() {}

    /** Leaves {@code array} without a gradient. */
    static void clear(NDArray array) {
        assign(array, UNDEFINED);
    }

    /** Makes {@code gradient} itself, of the array's own type and shape, the gradient of {@code array}. */
    static void set(NDArray array, NDArray gradient) {
        if (!gradient.getShape().equals(array.getShape()) || Tensors.dtype(gradient) != Tensors.dtype(array)) {
            throw new IllegalArgumentException("The gradient " + gradient.getShape() + " does not fit the weight "
                    + array.getShape() + " or its number type.");
        }
        assign(array, Invocation.handle(gradient));
    }

    private static void assign(NDArray array, long handle) {
        try {
            long slot = (long) LibTorch.GRADIENT_SLOT.invokeExact(Invocation.implementation(array));
            int code = (int) LibTorch.ASSIGN.invokeExact(handle, slot);
            if (code != 0) {
                throw new TorchException("libtorch could not set a gradient");
            }
        } catch (Throwable failure) {
            throw LibTorch.failed("assign_tensors", failure);
        }
    }

    /** A tensor that is none. */
    private static long undefined() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            int code = (int) LibTorch.NEW_UNDEFINED.invokeExact(out);
            if (code != 0) {
                throw new TorchException("libtorch gave no undefined tensor");
            }
            return out.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable failure) {
            throw LibTorch.failed("new_uninitialized_tensor", failure);
        }
    }
}
