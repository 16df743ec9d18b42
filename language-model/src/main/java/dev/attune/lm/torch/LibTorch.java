package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import org.jspecify.annotations.Nullable;

/**
 * The native library that DJL has loaded, and the few of its functions that we call: most are of the C interface that code
 * compiled ahead of time uses ({@code aoti_torch_*}); two are C++ symbols by their mangled names, which only this version of
 * libtorch is known to have. A missing one is named when it is bound.
 *
 * <p>DJL is kept offline: the library comes from the class path, and nothing is downloaded or reported.
 */
final class LibTorch {
    static final MethodHandle NEW_HANDLE;
    static final MethodHandle DELETE_HANDLE;
    static final MethodHandle CALL_DISPATCHER;
    static final MethodHandle FROM_BLOB;
    static final MethodHandle EMPTY_STRIDED;
    static final MethodHandle CLONE;
    static final MethodHandle DATA_POINTER;
    static final MethodHandle GET_DTYPE;
    static final MethodHandle NEW_UNDEFINED;
    static final MethodHandle ASSIGN;
    static final MethodHandle GRADIENT_SLOT;
    static final MethodHandle FUSED_ADAMW;
    static final MethodHandle MALLOC;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS;
    private static final List<String> BOUND = new ArrayList<>();

    /** Symbols to do without although the library has them, so that what serves then can be tested where it has them. */
    private static final Set<String> HIDDEN =
            Set.of(System.getProperty("attune.hidden-symbols", "").split(","));

    /** {@code at::_fused_adamw_}, which neither DJL nor the C interface exports: mangled by the Itanium C++ rules. */
    private static final String FUSED_ADAMW_SYMBOL =
            "_ZN2at4_ops13_fused_adamw_4callEN3c108ArrayRefINS_6TensorEEES5_S5_S5_S5_S5_dddddbbRKSt8optionalIS4_ES9_";

    /** {@code c10::TensorImpl::mutable_grad()}: where a leaf keeps its gradient. */
    private static final String GRADIENT_SLOT_SYMBOL = "_ZN3c1010TensorImpl12mutable_gradEv";

    static {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        waitPassively();
        Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(
                Integer.getInteger("attune.threads", Runtime.getRuntime().availableProcessors()));
        SYMBOLS = library("libtorch_cpu.so").or(library("libc10.so"));
        ValueLayout.OfLong handle = ValueLayout.JAVA_LONG;
        ValueLayout.OfInt code = ValueLayout.JAVA_INT;
        var pointer = ValueLayout.ADDRESS;
        NEW_HANDLE = bind("aoti_torch_new_tensor_handle", FunctionDescriptor.of(code, handle, pointer));
        DELETE_HANDLE = bind("aoti_torch_delete_tensor_object", FunctionDescriptor.of(code, handle));
        CALL_DISPATCHER = bind("aoti_torch_call_dispatcher", FunctionDescriptor.of(code, pointer, pointer, pointer));
        FROM_BLOB = bind(
                "aoti_torch_create_tensor_from_blob",
                FunctionDescriptor.of(code, pointer, handle, pointer, pointer, handle, code, code, code, pointer));
        EMPTY_STRIDED = bind(
                "aoti_torch_empty_strided",
                FunctionDescriptor.of(code, handle, pointer, pointer, code, code, code, pointer));
        CLONE = bind("aoti_torch_clone", FunctionDescriptor.of(code, handle, pointer));
        DATA_POINTER = bind("aoti_torch_get_data_ptr", FunctionDescriptor.of(code, handle, pointer));
        GET_DTYPE = bind("aoti_torch_get_dtype", FunctionDescriptor.of(code, handle, pointer));
        NEW_UNDEFINED = bind("aoti_torch_new_uninitialized_tensor", FunctionDescriptor.of(code, pointer));
        ASSIGN = bind("aoti_torch_assign_tensors", FunctionDescriptor.of(code, handle, handle));
        GRADIENT_SLOT = bind(GRADIENT_SLOT_SYMBOL, FunctionDescriptor.of(handle, handle));
        FUSED_ADAMW = bind(FUSED_ADAMW_SYMBOL, fusedAdamW());
        MALLOC = system("malloc", FunctionDescriptor.of(handle, handle));
    }

    private LibTorch() {}

    /** Loads the library, if that has not happened yet. */
    static void load() {}

    /**
     * Lets libtorch's idle threads sleep instead of spin, unless the environment says otherwise: other processes share the
     * machine, and spinning beside them made sampling up to eight times slower. OpenMP reads this when it is loaded. On a
     * machine of its own, {@code GOMP_SPINCOUNT=10000} in the environment is faster.
     */
    private static void waitPassively() {
        setEnvironment("OMP_WAIT_POLICY", "passive");
    }

    private static void setEnvironment(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            var pointer = ValueLayout.ADDRESS;
            MethodHandle setenv = system(
                    "setenv", FunctionDescriptor.of(ValueLayout.JAVA_INT, pointer, pointer, ValueLayout.JAVA_INT));
            int ignored = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
        } catch (Throwable failure) {
            throw failed("setenv", failure);
        }
    }

    /** Calls a native function that takes nothing and returns an int, such as {@code aoti_torch_dtype_bfloat16}. */
    static int constant(String symbol) {
        try {
            return (int)
                    bind(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT)).invokeExact();
        } catch (Throwable failure) {
            throw failed(symbol, failure);
        }
    }

    /** Allocates eight bytes that the dispatcher frees: the form in which it takes an optional argument. */
    static long optional(long bits) {
        try {
            long address = (long) MALLOC.invokeExact(Long.BYTES * 1L);
            MemorySegment.ofAddress(address).reinterpret(Long.BYTES).set(ValueLayout.JAVA_LONG, 0, bits);
            return address;
        } catch (Throwable failure) {
            throw failed("malloc", failure);
        }
    }

    static RuntimeException failed(String what, Throwable failure) {
        return failure instanceof RuntimeException known
                ? known
                : new TorchException("libtorch: " + what + " could not be called", failure);
    }

    private static SymbolLookup library(String file) {
        return SymbolLookup.libraryLookup(Path.of(LibUtils.getLibtorchPath(), file), Arena.global());
    }

    /** Weights, gradients, means, squares, no maxima, steps; five numbers; two flags; two absent tensors. */
    private static FunctionDescriptor fusedAdamW() {
        MemoryLayout list = MemoryLayout.structLayout(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
        var real = ValueLayout.JAVA_DOUBLE;
        var flag = ValueLayout.JAVA_BOOLEAN;
        var pointer = ValueLayout.ADDRESS;
        return FunctionDescriptor.ofVoid(
                list, list, list, list, list, list, real, real, real, real, real, flag, flag, pointer, pointer);
    }

    /** A function of the C library. */
    static MethodHandle system(String symbol, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().find(symbol).orElseThrow(), descriptor);
    }

    /** The symbols that have been bound so far. */
    static synchronized List<String> boundSymbols() {
        return List.copyOf(BOUND);
    }

    static MethodHandle bind(String symbol, FunctionDescriptor descriptor) {
        MethodHandle handle = bindIfThere(symbol, descriptor);
        if (handle == null) {
            throw new TorchException(
                    "The bundled libtorch has no symbol " + symbol + "; language-model is built for libtorch 2.7.1.");
        }
        return handle;
    }

    /** As {@link #bind}, or nothing: MKL's and oneDNN's functions are not in every build and not for every processor. */
    static synchronized @Nullable MethodHandle bindIfThere(String symbol, FunctionDescriptor descriptor) {
        MemorySegment address =
                HIDDEN.contains(symbol) ? null : SYMBOLS.find(symbol).orElse(null);
        if (address == null) {
            return null;
        }
        BOUND.add(symbol);
        return LINKER.downcallHandle(address, descriptor);
    }
}
