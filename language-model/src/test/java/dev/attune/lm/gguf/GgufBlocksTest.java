package dev.attune.lm.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.model.Reference;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;

/** Random blocks of each encoding, against what the {@code gguf} package decodes; see {@code make_gguf.py}. */
class GgufBlocksTest {
    private static final Path BLOCKS = Reference.modelDirectory().resolveSibling("blocks.gguf");
    private static final Path EXPECTED = BLOCKS.resolveSibling("expected-blocks.safetensors");

    @ParameterizedTest
    @EnumSource(GgufEncoding.class)
    void decodesEveryBitLikeTheReference(GgufEncoding encoding) {
        String name = "blk.0." + encoding + ".weight";
        try (NDManager manager = Memory.newManager();
                GgufFile file = GgufFile.open(BLOCKS);
                SafetensorsFile reference = SafetensorsFile.open(EXPECTED)) {
            NDArray expected = reference.weight(manager, name, Dtype.FLOAT32, reference.shape(name));
            assertThat(bits(read(manager, file, name, Dtype.FLOAT32).toFloatArray()))
                    .isEqualTo(bits(expected.toFloatArray()));
            for (Dtype narrow : List.of(Dtype.BFLOAT16, Dtype.FLOAT16)) {
                NDArray rounded = Operators.to(Operators.to(expected, narrow), Dtype.FLOAT32);
                NDArray actual = Operators.to(read(manager, file, name, narrow), Dtype.FLOAT32);
                assertThat(bits(actual.toFloatArray())).as(narrow.name()).isEqualTo(bits(rounded.toFloatArray()));
            }
        }
    }

    private static NDArray read(NDManager manager, GgufFile file, String name, Dtype dtype) {
        GgufWeight weight = new GgufWeight(file, name, 0);
        NDArray array = Tensors.empty(manager, dtype, weight.shape());
        weight.readInto(Tensors.bytes(array), dtype, manager);
        return array;
    }

    private static List<Integer> bits(float[] numbers) {
        List<Integer> bits = new ArrayList<>();
        for (float number : numbers) {
            bits.add(Float.isNaN(number) ? 0x7FC00000 : Float.floatToRawIntBits(number));
        }
        return bits;
    }
}
