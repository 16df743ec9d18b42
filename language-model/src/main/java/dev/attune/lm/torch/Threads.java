package dev.attune.lm.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * How many threads libtorch's kernels use on behalf of the calling thread. Work that splits into independent halves is best
 * given to threads of its own with one kernel thread each: nothing then waits at the end of each kernel, which matters most
 * where other processes use the same cores.
 */
public final class Threads {
    private static final MethodHandle SET_OPENMP;
    private static final @Nullable MethodHandle SET_MKL;

    static {
        LibTorch.load();
        SET_OPENMP = LibTorch.bind("omp_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        SET_MKL = LibTorch.bindIfThere(
                "MKL_Set_Num_Threads_Local", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    private Threads() {}

    /** Puts the calling thread's previous number back when closed. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** The calling thread's number. */
    public static int count() {
        return JniUtils.getNumThreads();
    }

    /** Until the scope is closed, kernels called by this thread use {@code count} threads. */
    public static Scope of(int count) {
        int before = count(); // libtorch sets a new thread's number when first asked for it
        int mklBefore = set(count, count);
        return () -> set(before, mklBefore);
    }

    private static int set(int openMp, int mkl) {
        try {
            SET_OPENMP.invokeExact(openMp);
            return SET_MKL == null ? mkl : (int) SET_MKL.invokeExact(mkl);
        } catch (Throwable failure) {
            throw LibTorch.failed("omp_set_num_threads", failure);
        }
    }
}
