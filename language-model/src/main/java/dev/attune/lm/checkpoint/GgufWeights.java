package dev.attune.lm.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.TransformerConfig;
import dev.attune.lm.WeightSource;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.to;

/**
 * A GGUF file's tensors under their Hugging Face names, decoded to plain numbers.
 *
 * <p>GGUF keeps the rows of Llama's query and key weights in another order: the two numbers that the rotary embedding turns
 * together lie side by side there, and half a head apart in Hugging Face's layout.
 */
final class GgufWeights implements WeightSource {
    private static final Map<String, String> OUTSIDE = Map.of(
            "model.embed_tokens.weight", "token_embd.weight",
            "model.norm.weight", "output_norm.weight",
            "lm_head.weight", "output.weight");
    private static final Map<String, String> INSIDE = Map.of(
            "input_layernorm", "attn_norm",
            "post_attention_layernorm", "ffn_norm",
            "self_attn.q_proj", "attn_q",
            "self_attn.k_proj", "attn_k",
            "self_attn.v_proj", "attn_v",
            "self_attn.o_proj", "attn_output",
            "mlp.gate_proj", "ffn_gate",
            "mlp.up_proj", "ffn_up",
            "mlp.down_proj", "ffn_down");

    private final NDManager manager;
    private final GgufFile file;
    private final TransformerConfig config;

    GgufWeights(NDManager manager, GgufFile file, TransformerConfig config) {
        this.manager = manager;
        this.file = file;
        this.config = config;
    }

    @Override
    public NDArray weight(String name, Dtype dtype, long... shape) {
        GgufFile.Tensor tensor = file.tensor(ggufName(name));
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new CheckpointException("The model file " + file.path().getFileName() + " holds " + ggufName(name)
                    + " with shape " + Arrays.toString(tensor.shape()) + ", but its own configuration asks for "
                    + Arrays.toString(shape) + ".");
        }
        boolean turned = name.endsWith("q_proj.weight") || name.endsWith("k_proj.weight");
        NDArray decoded = decode(tensor, turned ? config.headSize() : 0);
        if (dtype == Dtype.FLOAT32) {
            return decoded;
        }
        try (decoded) {
            return to(decoded, dtype);
        }
    }

    /** Decodes row by row; with {@code headSize} above 0, rows go where Hugging Face's layout has them. */
    private NDArray decode(GgufFile.Tensor tensor, int headSize) {
        NDArray array = Tensors.empty(manager, Dtype.FLOAT32, tensor.shape());
        MemorySegment target = Tensors.bytes(array);
        int columns = Math.toIntExact(tensor.shape()[tensor.shape().length - 1]);
        long rows = tensor.shape().length == 1 ? 1 : tensor.shape()[0];
        long stored = tensor.encoding().bytes(columns);
        float[] row = new float[columns];
        for (long r = 0; r < rows; r++) {
            tensor.encoding().decode(tensor.data().asSlice(r * stored, stored), row);
            long place = headSize == 0 ? r : halfSplit(r, headSize);
            MemorySegment.copy(row, 0, target, ValueLayout.JAVA_FLOAT, place * columns * Float.BYTES, columns);
        }
        return array;
    }

    /** Row {@code 2i + j} of a head is row {@code j * headSize / 2 + i} in Hugging Face's layout. */
    private static long halfSplit(long row, int headSize) {
        long head = row / headSize;
        long inside = row % headSize;
        return head * headSize + inside % 2 * (headSize / 2) + inside / 2;
    }

    private static String ggufName(String name) {
        String outside = OUTSIDE.get(name);
        if (outside != null) {
            return outside;
        }
        String[] parts = name.split("\\.", 4); // model.layers.N.rest
        String rest = parts.length == 4 ? parts[3].replaceFirst("\\.weight$", "") : "";
        String inside = INSIDE.get(rest);
        if (inside == null) {
            throw new IllegalArgumentException("GGUF has no name for the weight " + name + ".");
        }
        return "blk." + parts[2] + "." + inside + ".weight";
    }
}
