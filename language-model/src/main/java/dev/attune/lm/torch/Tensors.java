package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/** Arrays of any {@link Dtype}, including bfloat16, which DJL itself cannot make; and their raw bytes. */
public final class Tensors {
    private static final int CPU = LibTorch.constant("aoti_torch_device_type_cpu");
    private static final int CUDA = LibTorch.constant("aoti_torch_device_type_cuda");
    private static final int MOST_AXES = 16;
    private static final ThreadLocal<Sizes> SIZES = ThreadLocal.withInitial(Sizes::new);

    /** Native memory for the arguments of one call, which each thread keeps. */
    private static final class Sizes {
        private final MemorySegment out = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
        private final MemorySegment sizes = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, MOST_AXES);
        private final MemorySegment strides = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, MOST_AXES);

        /** Of a contiguous array. */
        static Sizes of(long... shape) {
            if (shape.length > MOST_AXES) {
                throw new IllegalArgumentException("An array cannot have " + shape.length + " axes here.");
            }
            Sizes sizes = SIZES.get();
            long stride = 1;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                sizes.sizes.setAtIndex(ValueLayout.JAVA_LONG, axis, shape[axis]);
                sizes.strides.setAtIndex(ValueLayout.JAVA_LONG, axis, stride);
                stride *= shape[axis];
            }
            return sizes;
        }
    }

    private Tensors() {}

    /** An array with its own memory, filled from {@code data} (row-major, little-endian). */
    public static NDArray copyOf(NDManager manager, MemorySegment data, Dtype dtype, long... shape) {
        long expected = count(shape) * dtype.bytes();
        if (data.byteSize() != expected) {
            throw new IllegalArgumentException(
                    "An array of " + expected + " bytes cannot be filled from " + data.byteSize() + " bytes.");
        }
        if (manager.getDevice().isGpu()) {
            try (NDArray here = view(manager, data, dtype, shape)) {
                NDArray there = empty(manager, dtype, shape);
                Operators.copyInto(there, here);
                return there;
            }
        }
        NDArray array = empty(manager, dtype, shape);
        bytes(array).copyFrom(data);
        return array;
    }

    /** A float32 scalar with memory of its own, which a recorded graph may keep after the array is closed. */
    public static NDArray scalar(NDManager manager, double value) {
        if (manager.getDevice().isGpu()) {
            return manager.create((float) value);
        }
        NDArray scalar = empty(manager, Dtype.FLOAT32);
        bytes(scalar).set(ValueLayout.JAVA_FLOAT, 0, (float) value);
        return scalar;
    }

    /** An array over {@code data} itself, which must stay reachable and mapped as long as the array is used. */
    public static NDArray view(NDManager manager, MemorySegment data, Dtype dtype, long... shape) {
        Sizes sizes = Sizes.of(shape);
        try {
            int code = (int) LibTorch.FROM_BLOB.invokeExact(
                    data, (long) shape.length, sizes.sizes, sizes.strides, 0L, dtype.scalarType(), CPU, 0, sizes.out);
            return result(manager, code, sizes.out, "create_tensor_from_blob");
        } catch (Throwable failure) {
            throw LibTorch.failed("create_tensor_from_blob", failure);
        }
    }

    /** An array on the manager's device whose content is not defined yet. */
    public static NDArray empty(NDManager manager, Dtype dtype, long... shape) {
        Sizes sizes = Sizes.of(shape);
        Device device = manager.getDevice();
        try {
            int code = (int) LibTorch.EMPTY_STRIDED.invokeExact(
                    (long) shape.length,
                    sizes.sizes,
                    sizes.strides,
                    dtype.scalarType(),
                    device.isGpu() ? CUDA : CPU,
                    device.isGpu() ? device.getDeviceId() : 0,
                    sizes.out);
            return result(manager, code, sizes.out, "empty_strided");
        } catch (Throwable failure) {
            throw LibTorch.failed("empty_strided", failure);
        }
    }

    /** An array in which each number is {@code value}; DJL's own makers of such arrays know no bfloat16. */
    public static NDArray filled(NDManager manager, Dtype dtype, double value, long... shape) {
        NDArray array = empty(manager, dtype, shape);
        try (NDArray number = scalar(manager, value)) {
            Operators.copyInto(array, number);
        }
        return array;
    }

    /** A copy of {@code array} with its own memory, owned by {@code manager}. */
    public static NDArray copyOf(NDManager manager, NDArray array) {
        MemorySegment out = SIZES.get().out;
        try {
            int code = (int) LibTorch.CLONE.invokeExact(Invocation.handle(array), out);
            return result(manager, code, out, "clone");
        } catch (Throwable failure) {
            throw LibTorch.failed("clone", failure);
        }
    }

    /** The bytes of a contiguous array in the processor's memory, in place; valid while the array is open. */
    public static MemorySegment bytes(NDArray array) {
        if (array.getDevice().isGpu()) {
            throw new IllegalArgumentException(
                    "The array's bytes are on " + array.getDevice() + ": copy it to the CPU first.");
        }
        MemorySegment out = SIZES.get().out;
        try {
            int code = (int) LibTorch.DATA_POINTER.invokeExact(Invocation.handle(array), out);
            if (code != 0) {
                throw new TorchException("libtorch gave no data pointer");
            }
            long address = out.get(ValueLayout.JAVA_LONG, 0);
            return MemorySegment.ofAddress(address)
                    .reinterpret(array.getShape().size() * dtype(array).bytes());
        } catch (Throwable failure) {
            throw LibTorch.failed("get_data_ptr", failure);
        }
    }

    /** The number type of an array, bfloat16 included. */
    public static Dtype dtype(NDArray array) {
        MemorySegment out = SIZES.get().out;
        try {
            int code = (int) LibTorch.GET_DTYPE.invokeExact(Invocation.handle(array), out);
            if (code != 0) {
                throw new TorchException("libtorch gave no number type");
            }
            return Dtype.ofScalarType(out.get(ValueLayout.JAVA_INT, 0));
        } catch (Throwable failure) {
            throw LibTorch.failed("get_dtype", failure);
        }
    }

    private static NDArray result(NDManager manager, int code, MemorySegment out, String function) {
        if (code != 0) {
            throw new TorchException(
                    "libtorch refused " + function + "; its own message is on the standard error stream.");
        }
        return new PtNDArray((PtNDManager) manager, out.get(ValueLayout.JAVA_LONG, 0));
    }

    /** Numbers of an array of this shape. */
    public static long count(long... shape) {
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }
}
