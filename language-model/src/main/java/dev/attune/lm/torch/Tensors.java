package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/** Arrays of any {@link Dtype}, including bfloat16, which DJL itself cannot make; and their raw bytes. */
public final class Tensors {
    private static final int CPU = LibTorch.constant("aoti_torch_device_type_cpu");

    private Tensors() {}

    /** An array with its own memory, filled from {@code data} (row-major, little-endian). */
    public static NDArray copyOf(NDManager manager, MemorySegment data, Dtype dtype, long... shape) {
        long expected = count(shape) * dtype.bytes();
        if (data.byteSize() != expected) {
            throw new IllegalArgumentException(
                    "An array of " + expected + " bytes cannot be filled from " + data.byteSize() + " bytes.");
        }
        NDArray array = empty(manager, dtype, shape);
        bytes(array).copyFrom(data);
        return array;
    }

    /** A float32 scalar with memory of its own, which a recorded graph may keep after the array is closed. */
    public static NDArray scalar(NDManager manager, double value) {
        NDArray scalar = empty(manager, Dtype.FLOAT32);
        bytes(scalar).set(ValueLayout.JAVA_FLOAT, 0, (float) value);
        return scalar;
    }

    /** An array over {@code data} itself, which must stay reachable and mapped as long as the array is used. */
    public static NDArray view(NDManager manager, MemorySegment data, Dtype dtype, long... shape) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment sizes = arena.allocateFrom(ValueLayout.JAVA_LONG, shape);
            MemorySegment strides = arena.allocateFrom(ValueLayout.JAVA_LONG, strides(shape));
            int code = (int) LibTorch.FROM_BLOB.invokeExact(
                    data, (long) shape.length, sizes, strides, 0L, dtype.scalarType(), CPU, 0, out);
            return result(manager, code, out, "create_tensor_from_blob");
        } catch (Throwable failure) {
            throw LibTorch.failed("create_tensor_from_blob", failure);
        }
    }

    /** An array whose content is not defined yet. */
    public static NDArray empty(NDManager manager, Dtype dtype, long... shape) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment sizes = arena.allocateFrom(ValueLayout.JAVA_LONG, shape);
            MemorySegment strides = arena.allocateFrom(ValueLayout.JAVA_LONG, strides(shape));
            int code = (int) LibTorch.EMPTY_STRIDED.invokeExact(
                    (long) shape.length, sizes, strides, dtype.scalarType(), CPU, 0, out);
            return result(manager, code, out, "empty_strided");
        } catch (Throwable failure) {
            throw LibTorch.failed("empty_strided", failure);
        }
    }

    /** A copy of {@code array} with its own memory, owned by {@code manager}. */
    public static NDArray copyOf(NDManager manager, NDArray array) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            int code = (int) LibTorch.CLONE.invokeExact(Invocation.handle(array), out);
            return result(manager, code, out, "clone");
        } catch (Throwable failure) {
            throw LibTorch.failed("clone", failure);
        }
    }

    /** The bytes of a contiguous array, in place; valid while the array is open. */
    public static MemorySegment bytes(NDArray array) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            int code = (int) LibTorch.DATA_POINTER.invokeExact(Invocation.handle(array), out);
            if (code != 0) {
                throw new TorchException("libtorch gave no data pointer");
            }
            long size = array.getShape().size() * dtype(array).bytes();
            return out.get(ValueLayout.ADDRESS, 0).reinterpret(size);
        } catch (Throwable failure) {
            throw LibTorch.failed("get_data_ptr", failure);
        }
    }

    /** The number type of an array, bfloat16 included. */
    public static Dtype dtype(NDArray array) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
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
            throw new TorchException("libtorch refused " + function + " (its own message is on stderr)");
        }
        return new PtNDArray((PtNDManager) manager, out.get(ValueLayout.JAVA_LONG, 0));
    }

    private static long count(long... shape) {
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    private static long[] strides(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }
}
