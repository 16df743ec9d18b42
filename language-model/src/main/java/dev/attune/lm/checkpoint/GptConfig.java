package dev.attune.lm.checkpoint;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.config.Architecture;
import dev.attune.lm.config.Architecture.Attention;
import dev.attune.lm.config.Architecture.FeedForwardNetwork;
import dev.attune.lm.config.Architecture.Fusion;
import dev.attune.lm.config.Architecture.Learned;
import dev.attune.lm.config.Architecture.NormKind;
import dev.attune.lm.config.Architecture.Normalization;
import dev.attune.lm.config.Architecture.Rotary;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;

/** {@code config.json} of GPT-2 and of GPT-NeoX (Pythia). */
final class GptConfig {
    private GptConfig() {}

    static TransformerConfig readGpt2(ConfigJson json, SpecialTokens tokens) {
        json.refuse(!json.flag("scale_attn_weights", true), "attention without scale (scale_attn_weights false)");
        json.refuse(json.flag("scale_attn_by_inverse_layer_idx", false), "scale_attn_by_inverse_layer_idx");
        json.refuse(json.flag("reorder_and_upcast_attn", false), "reorder_and_upcast_attn");
        json.refuse(json.flag("add_cross_attention", false), "add_cross_attention");
        int heads = json.integer("n_head");
        int hidden = json.integer("n_embd");
        return new TransformerConfig(
                "gpt2",
                hidden,
                json.integer("n_layer"),
                heads,
                heads,
                headSize(json, hidden, heads, "n_embd", "n_head"),
                json.integer("n_inner", 4 * hidden),
                json.integer("vocab_size"),
                json.integer("n_positions", 1024),
                new Architecture(
                        new Learned(),
                        new Normalization(NormKind.LAYER, json.real("layer_norm_epsilon", 1e-5)),
                        new Attention(true, true, false, Fusion.JOINED, List.of()),
                        new FeedForwardNetwork(json.activation("activation_function", "gelu_new"), false, true),
                        false),
                json.flag("tie_word_embeddings", true),
                tokens);
    }

    static void writeGpt2(TransformerConfig config, ObjectNode json) {
        json.putArray("architectures").add("GPT2LMHeadModel");
        json.put("n_embd", config.hiddenSize())
                .put("n_inner", config.intermediateSize())
                .put("n_layer", config.layers())
                .put("n_head", config.heads())
                .put("n_positions", config.maximumPositions())
                .put("n_ctx", config.maximumPositions())
                .put(
                        "activation_function",
                        ConfigFile.name(config.architecture().feedForward().activation()))
                .put("layer_norm_epsilon", config.architecture().normalization().epsilon())
                .put("tie_word_embeddings", config.tiedEmbeddings());
    }

    static TransformerConfig readNeoX(ConfigJson json, SpecialTokens tokens) {
        int heads = json.integer("num_attention_heads");
        int hidden = json.integer("hidden_size");
        int headSize = headSize(json, hidden, heads, "hidden_size", "num_attention_heads");
        int positions = json.integer("max_position_embeddings", 2048);
        Rotary rotary = RopeConfig.read(json, headSize, positions, "rotary_emb_base", "rotary_pct", 0.25);
        boolean bias = json.flag("attention_bias", true);
        return new TransformerConfig(
                "gpt_neox",
                hidden,
                json.integer("num_hidden_layers"),
                heads,
                heads,
                headSize,
                json.integer("intermediate_size"),
                json.integer("vocab_size"),
                RopeConfig.usable(positions, rotary.scaling()),
                new Architecture(
                        rotary,
                        new Normalization(NormKind.LAYER, json.real("layer_norm_eps", 1e-5)),
                        new Attention(bias, bias, false, Fusion.INTERLEAVED, List.of()),
                        new FeedForwardNetwork(json.activation("hidden_act", "gelu"), false, true),
                        json.flag("use_parallel_residual", true)),
                json.flag("tie_word_embeddings", false),
                tokens);
    }

    static void writeNeoX(TransformerConfig config, ObjectNode json) {
        Architecture architecture = config.architecture();
        if (!(architecture.positions() instanceof Rotary rotary)) {
            throw new IllegalArgumentException("A model of type 'gpt_neox' has rotary positions.");
        }
        json.putArray("architectures").add("GPTNeoXForCausalLM");
        json.put("hidden_size", config.hiddenSize())
                .put("intermediate_size", config.intermediateSize())
                .put("num_hidden_layers", config.layers())
                .put("num_attention_heads", config.heads())
                .put("hidden_act", ConfigFile.name(architecture.feedForward().activation()))
                .put("max_position_embeddings", RopeConfig.learned(config.maximumPositions(), rotary.scaling()))
                .put("rotary_pct", (double) rotary.size() / config.headSize())
                .put("layer_norm_eps", architecture.normalization().epsilon())
                .put("use_parallel_residual", architecture.parallelResidual())
                .put("attention_bias", architecture.attention().inputBias())
                .put("tie_word_embeddings", config.tiedEmbeddings());
        RopeConfig.write(json, rotary, "rotary_emb_base");
    }

    private static int headSize(ConfigJson json, int hidden, int heads, String hiddenName, String headsName) {
        json.refuse(heads < 1 || hidden % heads != 0, hiddenName + " " + hidden + " with " + headsName + " " + heads);
        return hidden / heads;
    }
}
