package dev.attune.lm.config;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How Hugging Face names the weights of one {@code model_type}, without {@code .weight} and {@code .bias} at the end.
 *
 * @param outside weights outside the blocks
 * @param block weights inside a block, after its own prefix
 * @param transposed whether linear layers are stored as (in, out), as GPT-2's are
 */
public record WeightNames(Outside outside, Block block, boolean transposed) {
    /**
     * Full names.
     *
     * @param positions learned position embeddings, or none
     */
    public record Outside(String embedding, @Nullable String positions, String finalNorm, String head) {}

    /**
     * Names inside a block.
     *
     * @param prefix such as {@code model.layers.}, before the number
     * @param queryKeyValue the three layers, or one that stands for them
     * @param queryKeyNorms the two norms of the heads, for models that have them
     * @param inner gate and up, or one layer
     */
    public record Block(
            String prefix,
            Norms norms,
            List<String> queryKeyValue,
            String output,
            List<String> queryKeyNorms,
            List<String> inner,
            String down) {}

    /** The norms of a block. */
    public record Norms(String attention, String feedForward) {}

    private static final WeightNames LLAMA = new WeightNames(
            new Outside("model.embed_tokens", null, "model.norm", "lm_head"),
            new Block(
                    "model.layers.",
                    new Norms("input_layernorm", "post_attention_layernorm"),
                    List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
                    "self_attn.o_proj",
                    List.of("self_attn.q_norm", "self_attn.k_norm"),
                    List.of("mlp.gate_proj", "mlp.up_proj"),
                    "mlp.down_proj"),
            false);

    private static final WeightNames GPT2 = new WeightNames(
            new Outside("transformer.wte", "transformer.wpe", "transformer.ln_f", "lm_head"),
            new Block(
                    "transformer.h.",
                    new Norms("ln_1", "ln_2"),
                    List.of("attn.c_attn"),
                    "attn.c_proj",
                    List.of(),
                    List.of("mlp.c_fc"),
                    "mlp.c_proj"),
            true);

    private static final WeightNames GPT_NEOX = new WeightNames(
            new Outside("gpt_neox.embed_in", null, "gpt_neox.final_layer_norm", "embed_out"),
            new Block(
                    "gpt_neox.layers.",
                    new Norms("input_layernorm", "post_attention_layernorm"),
                    List.of("attention.query_key_value"),
                    "attention.dense",
                    List.of(),
                    List.of("mlp.dense_h_to_4h"),
                    "mlp.dense_4h_to_h"),
            false);

    /** The model types that this library knows. */
    public static final List<String> MODEL_TYPES = List.of("llama", "mistral", "qwen2", "qwen3", "gpt2", "gpt_neox");

    /** The names of a model type; those that are not in {@link #MODEL_TYPES} are an {@link IllegalArgumentException}. */
    public static WeightNames of(String modelType) {
        return switch (modelType) {
            case "llama", "mistral", "qwen2", "qwen3" -> LLAMA;
            case "gpt2" -> GPT2;
            case "gpt_neox" -> GPT_NEOX;
            default ->
                throw new IllegalArgumentException("Models of type '" + modelType + "' are not supported; "
                        + String.join(", ", MODEL_TYPES) + " are.");
        };
    }
}
