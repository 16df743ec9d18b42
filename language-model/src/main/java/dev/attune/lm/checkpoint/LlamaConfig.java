package dev.attune.lm.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.config.Architecture;
import dev.attune.lm.config.Architecture.Attention;
import dev.attune.lm.config.Architecture.FeedForwardNetwork;
import dev.attune.lm.config.Architecture.Fusion;
import dev.attune.lm.config.Architecture.NormKind;
import dev.attune.lm.config.Architecture.Normalization;
import dev.attune.lm.config.Architecture.Rotary;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;

/** {@code config.json} of Llama and its kin: Mistral, Qwen2 and Qwen3. */
final class LlamaConfig {
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";
    private static final Map<String, String> CLASSES = Map.of(
            "llama", "LlamaForCausalLM",
            "mistral", "MistralForCausalLM",
            "qwen2", "Qwen2ForCausalLM",
            "qwen3", "Qwen3ForCausalLM");

    private LlamaConfig() {}

    static TransformerConfig read(String type, ConfigJson json, SpecialTokens tokens) {
        int heads = json.integer("num_attention_heads");
        int hidden = json.integer("hidden_size");
        int layers = json.integer("num_hidden_layers");
        int headSize = json.integer("head_dim", type.equals("qwen3") ? 128 : heads < 1 ? 0 : hidden / heads);
        int positions = json.integer("max_position_embeddings", defaultPositions(type));
        Rotary rotary = RopeConfig.read(json, headSize, positions, "rope_theta", "partial_rotary_factor", 1);
        boolean qwen = type.startsWith("qwen");
        // Qwen2 has biases whatever its file says, Mistral has none
        boolean given = json.flag("attention_bias", false);
        boolean inputBias = type.equals("qwen2") || !type.equals("mistral") && given;
        boolean outputBias = (type.equals("llama") || type.equals("qwen3")) && given;
        return new TransformerConfig(
                type,
                hidden,
                layers,
                heads,
                json.integer("num_key_value_heads", defaultKeyValueHeads(type, json, heads)),
                headSize,
                json.integer("intermediate_size"),
                json.integer("vocab_size"),
                RopeConfig.usable(positions, rotary.scaling()),
                new Architecture(
                        rotary,
                        new Normalization(NormKind.RMS, json.real("rms_norm_eps", 1e-6)),
                        new Attention(
                                inputBias,
                                outputBias,
                                type.equals("qwen3"),
                                Fusion.SEPARATE,
                                qwen ? qwenWindows(json, layers) : windows(type, json, layers)),
                        new FeedForwardNetwork(
                                json.activation("hidden_act", "silu"),
                                true,
                                type.equals("llama") && json.flag("mlp_bias", false)),
                        false),
                json.flag("tie_word_embeddings", false),
                tokens);
    }

    private static int defaultPositions(String type) {
        return switch (type) {
            case "mistral" -> 131_072;
            case "qwen2", "qwen3" -> 32_768;
            default -> 2048;
        };
    }

    /** A file that says nothing means the class's own number; one that says null means one for each head. */
    private static int defaultKeyValueHeads(String type, ConfigJson json, int heads) {
        if (json.node("num_key_value_heads").isNull()) {
            return heads;
        }
        return switch (type) {
            case "mistral" -> 8;
            case "qwen2", "qwen3" -> 32;
            default -> heads;
        };
    }

    private static List<Integer> windows(String type, ConfigJson json, int layers) {
        if (!type.equals("mistral") || json.node("sliding_window").isNull()) {
            return List.of();
        }
        return Collections.nCopies(Math.max(layers, 0), json.integer("sliding_window", 4096));
    }

    private static List<Integer> qwenWindows(ConfigJson json, int layers) {
        if (!json.flag("use_sliding_window", false)
                || json.node("sliding_window").isNull()) {
            return List.of();
        }
        int window = json.integer("sliding_window", 4096);
        int firstWindowed = json.integer("max_window_layers", 28);
        List<Integer> windows = new ArrayList<>();
        if (json.has("layer_types")) {
            for (JsonNode layer : json.node("layer_types")) {
                json.refuse(
                        !layer.asText().equals(SLIDING) && !layer.asText().equals(FULL),
                        "the layer type '" + layer.asText() + "'");
                windows.add(layer.asText().equals(SLIDING) ? window : 0);
            }
        } else {
            for (int layer = 0; layer < layers; layer++) {
                windows.add(layer >= firstWindowed ? window : 0);
            }
        }
        return windows;
    }

    static void write(TransformerConfig config, ObjectNode json) {
        Architecture architecture = config.architecture();
        if (!(architecture.positions() instanceof Rotary rotary)) {
            throw new IllegalArgumentException("A model of type '" + config.modelType() + "' has rotary positions.");
        }
        json.putArray("architectures").add(CLASSES.get(config.modelType()));
        json.put("hidden_size", config.hiddenSize())
                .put("intermediate_size", config.intermediateSize())
                .put("num_hidden_layers", config.layers())
                .put("num_attention_heads", config.heads())
                .put("num_key_value_heads", config.keyValueHeads())
                .put("head_dim", config.headSize())
                .put("hidden_act", ConfigFile.name(architecture.feedForward().activation()))
                .put("max_position_embeddings", RopeConfig.learned(config.maximumPositions(), rotary.scaling()))
                .put("rms_norm_eps", architecture.normalization().epsilon())
                .put("tie_word_embeddings", config.tiedEmbeddings());
        RopeConfig.write(json, rotary, "rope_theta");
        Attention attention = architecture.attention();
        switch (config.modelType()) {
            case "llama" ->
                json.put("attention_bias", attention.inputBias())
                        .put("mlp_bias", architecture.feedForward().bias());
            case "mistral" -> putWindow(json, attention);
            case "qwen2" -> putWindows(json, attention);
            default -> putWindows(json.put("attention_bias", attention.inputBias()), attention);
        }
    }

    private static void putWindow(ObjectNode json, Attention attention) {
        if (attention.window() > 0) {
            json.put("sliding_window", attention.window());
        } else {
            json.putNull("sliding_window");
        }
    }

    private static void putWindows(ObjectNode json, Attention attention) {
        json.put("use_sliding_window", attention.window() > 0);
        putWindow(json, attention);
        if (attention.window() > 0) {
            ArrayNode types = json.putArray("layer_types");
            attention.windows().forEach(window -> types.add(window > 0 ? SLIDING : FULL));
            json.put("max_window_layers", attention.windows().indexOf(attention.window()));
        }
    }
}
