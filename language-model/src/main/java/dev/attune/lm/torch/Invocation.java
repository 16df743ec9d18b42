package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one operator call, on a native stack that each thread keeps. Arguments and results share the stack;
 * the callee takes over every tensor handle and frees every optional.
 */
final class Invocation {
    private static final int SLOTS = 32;
    private static final ThreadLocal<Invocation> CURRENT = ThreadLocal.withInitial(Invocation::new);

    private final MemorySegment stack = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, SLOTS);
    private final MemorySegment slot = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);

    /** The arguments by their places: a tensor, or else bits; either may be optional. */
    private final @Nullable NDArray[] tensors = new NDArray[SLOTS];

    private final long[] bits = new long[SLOTS];
    private final boolean[] optional = new boolean[SLOTS];
    private int size;
    private @Nullable Operator operator;

    private Invocation() {}

    static Invocation start(Operator operator) {
        Invocation invocation = CURRENT.get();
        invocation.size = 0;
        invocation.operator = operator;
        return invocation;
    }

    Invocation tensor(NDArray array) {
        return push(array, 0, false);
    }

    Invocation optionalTensor(@Nullable NDArray array) {
        return array == null ? none() : push(array, 0, true);
    }

    Invocation integer(long value) {
        return push(null, value, false);
    }

    Invocation optionalInteger(long value) {
        return push(null, value, true);
    }

    Invocation real(double value) {
        return push(null, Double.doubleToRawLongBits(value), false);
    }

    Invocation flag(boolean value) {
        return push(null, value ? 1 : 0, false);
    }

    Invocation dtype(Dtype dtype) {
        return push(null, dtype.scalarType(), false);
    }

    /** An optional argument that is left out. */
    Invocation none() {
        return push(null, 0, false);
    }

    /** Calls the operator and attaches its only result to {@code manager}. */
    NDArray result(NDManager manager) {
        call();
        return new PtNDArray((PtNDManager) manager, stack.get(ValueLayout.JAVA_LONG, 0));
    }

    /** Calls the operator and attaches its {@code count} results to {@code manager}. */
    List<NDArray> results(NDManager manager, int count) {
        call();
        long[] handles = stack.asSlice(0, count * (long) Long.BYTES).toArray(ValueLayout.JAVA_LONG);
        List<NDArray> results = new ArrayList<>(count);
        for (long handle : handles) {
            results.add(new PtNDArray((PtNDManager) manager, handle));
        }
        return results;
    }

    /** Calls an in-place operator; its result is its first argument again and is dropped. */
    void inPlace() {
        call();
        deleteHandle(stack.get(ValueLayout.JAVA_LONG, 0));
    }

    private void call() {
        Operator called = operator;
        if (called == null) {
            throw new IllegalStateException("no operator: start an invocation with Operator.with()");
        }
        fill();
        if (called.call(stack) != 0) {
            // the failed call consumed its arguments; a check that fails has changed nothing, so that it fails again
            String message = NativeMessages.during(() -> {
                fill();
                int ignored = called.call(stack);
            });
            throw new TorchException("libtorch refused " + called + ": " + message);
        }
        Arrays.fill(tensors, 0, size, null);
    }

    private Invocation push(@Nullable NDArray tensor, long value, boolean isOptional) {
        tensors[size] = tensor;
        bits[size] = value;
        optional[size] = isOptional;
        size++;
        return this;
    }

    /** Puts the arguments on the stack, in handles that the callee will take over. */
    private void fill() {
        for (int i = 0; i < size; i++) {
            NDArray tensor = tensors[i];
            long value = tensor == null ? bits[i] : newHandle(tensor);
            stack.setAtIndex(ValueLayout.JAVA_LONG, i, optional[i] ? LibTorch.optional(value) : value);
        }
    }

    private long newHandle(NDArray array) {
        try {
            int code = (int) LibTorch.NEW_HANDLE.invokeExact(handle(array), slot);
            if (code != 0) {
                throw new TorchException("libtorch gave no handle for an argument of " + operator);
            }
            return slot.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable failure) {
            throw LibTorch.failed("new_tensor_handle", failure);
        }
    }

    static long handle(NDArray array) {
        return ((PtNDArray) array).getHandle();
    }

    /** The address of the tensor itself, to which DJL's handle is a pointer. */
    static long implementation(NDArray array) {
        return MemorySegment.ofAddress(handle(array)).reinterpret(Long.BYTES).get(ValueLayout.JAVA_LONG, 0);
    }

    static void deleteHandle(long handle) {
        try {
            int code = (int) LibTorch.DELETE_HANDLE.invokeExact(handle);
            if (code != 0) {
                throw new TorchException("libtorch could not free a tensor handle");
            }
        } catch (Throwable failure) {
            throw LibTorch.failed("delete_tensor_object", failure);
        }
    }
}
