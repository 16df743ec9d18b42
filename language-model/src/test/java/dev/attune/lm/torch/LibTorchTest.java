package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.LibUtils;
import org.junit.jupiter.api.Test;

import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LibTorchTest {
    /** Every class of the package that binds symbols; loading one binds all of its own. */
    private static final List<Class<?>> BINDING =
            List.of(LibTorch.class, Dtype.class, Tensors.class, GradientSlot.class, Scratch.class, Threads.class);

    @Test
    void theBundledLibraryHasEverySymbolThatIsBound() throws ClassNotFoundException {
        for (Class<?> type : BINDING) {
            Class.forName(type.getName());
        }
        SymbolLookup bundled = library("libtorch_cpu.so").or(library("libc10.so"));
        List<String> bound = LibTorch.boundSymbols();
        assertThat(bound)
                .contains(
                        "aoti_torch_call_dispatcher",
                        "aoti_torch_dtype_bfloat16",
                        "_ZN3c1010TensorImpl12mutable_gradEv")
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        symbol -> assertThat(bundled.find(symbol)).as(symbol).isPresent());
    }

    @Test
    void libtorchsOwnMessageIsInTheException() {
        try (NDManager manager = Memory.newManager()) {
            NDArray x = manager.ones(new Shape(2, 3));
            NDArray y = manager.ones(new Shape(2, 4));
            assertThatThrownBy(() -> Operators.vectorDot(x, y))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("aten::linalg_vecdot")
                    .hasMessageContaining("size of tensor a (3)");
            assertThatThrownBy(() -> GradientOperators.multiplyInto(y, x, y))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("aten::mul.out")
                    .hasMessageContaining("must match");
            assertThat(Operators.vectorDot(x, x).toFloatArray()).containsExactly(3, 3);
            assertThat(y.toFloatArray()).containsOnly(1);
        }
    }

    private static SymbolLookup library(String name) {
        Path folder = Path.of(Objects.requireNonNull(LibUtils.getLibtorchPath()));
        return SymbolLookup.libraryLookup(folder.resolve(name), Arena.global());
    }
}
