package dev.attune.lm.gguf;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.error.CheckpointException;

/** What Hugging Face's {@code config.json} would say of the model in a GGUF file. */
public final class GgufConfig {
    private static final List<String> ARCHITECTURES = List.of("llama", "qwen2", "qwen3");

    private static final String FACTORS = "rope_freqs.weight";

    private final GgufFile file;
    private final String architecture;

    public GgufConfig(GgufFile file) {
        this.file = file;
        this.architecture = file.text("general.architecture");
        if (!ARCHITECTURES.contains(architecture)) {
            throw new CheckpointException("The model file " + file.path().getFileName() + " is of the architecture '"
                    + architecture + "', which is not supported; " + String.join(", ", ARCHITECTURES) + " are.");
        }
    }

    public ObjectNode json() {
        if (file.find(key("expert_count")) instanceof Long experts && experts > 0) {
            throw unsupported("a mixture of " + experts + " experts");
        }
        int hidden = size("embedding_length");
        int heads = size("attention.head_count");
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("model_type", architecture)
                .put("hidden_size", hidden)
                .put("intermediate_size", size("feed_forward_length"))
                .put("num_hidden_layers", size("block_count"))
                .put("num_attention_heads", heads)
                .put("num_key_value_heads", size("attention.head_count_kv", heads))
                .put("head_dim", size("attention.key_length", hidden / heads))
                .put("max_position_embeddings", size("context_length"))
                .put(
                        "vocab_size",
                        Math.toIntExact(file.tensor("token_embd.weight").shape()[0]))
                .put("rope_theta", real("rope.freq_base", 10_000))
                .put("rms_norm_eps", file.real(key("attention.layer_norm_rms_epsilon")))
                .put("tie_word_embeddings", !file.hasTensor("output.weight"));
        if (architecture.equals("llama")) {
            json.put("attention_bias", file.hasTensor("blk.0.attn_q.bias"));
        }
        putScaling(json);
        putSpecialTokens(json);
        return json;
    }

    private void putScaling(ObjectNode json) {
        String type = file.find(key("rope.scaling.type")) instanceof String given ? given : "none";
        double factor = switch (type) {
            case "none" -> 1;
            case "linear" -> real("rope.scaling.factor", 1);
            default -> throw unsupported("rope scaling '" + type + "'");
        };
        if (file.hasTensor(FACTORS)) {
            putFactors(json, file.numbers(FACTORS), factor);
        } else if (type.equals("linear")) {
            json.putObject("rope_scaling").put("rope_type", "linear").put("factor", factor);
        }
    }

    /** One factor for each wavelength, which is how files of Llama 3.1 and later say their scaling. */
    private void putFactors(ObjectNode json, float[] factors, double factor) {
        ObjectNode scaling =
                json.putObject("rope_scaling").put("rope_type", "longrope").put("attention_factor", 1.0);
        ArrayNode each = scaling.putArray("short_factor");
        for (float own : factors) {
            each.add(own * factor);
        }
        scaling.set("long_factor", each.deepCopy());
        scaling.put("original_max_position_embeddings", size("context_length")).put("factor", 1.0);
    }

    private void putSpecialTokens(ObjectNode json) {
        long end = file.integer("tokenizer.ggml.eos_token_id");
        ArrayNode ends = json.putArray("eos_token_id").add(end);
        for (String other : List.of("eot_token_id", "eom_token_id")) {
            if (file.find("tokenizer.ggml." + other) instanceof Long id && id != end) {
                ends.add(id);
            }
        }
        if (file.find("tokenizer.ggml.bos_token_id") instanceof Long beginning) {
            json.put("bos_token_id", beginning.longValue());
        }
        json.put(
                "pad_token_id",
                file.find("tokenizer.ggml.padding_token_id") instanceof Long given ? given.longValue() : end);
    }

    private String key(String name) {
        return architecture + "." + name;
    }

    private double real(String name, double otherwise) {
        return file.find(key(name)) instanceof Double given ? given : otherwise;
    }

    private int size(String name) {
        long value = file.integer(key(name));
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new CheckpointException(
                    "The model file " + file.path().getFileName() + " has " + value + " as its " + key(name) + ".");
        }
        return (int) value;
    }

    private int size(String name, int otherwise) {
        return file.find(key(name)) == null ? otherwise : size(name);
    }

    private CheckpointException unsupported(String what) {
        return new CheckpointException(
                "The model file " + file.path().getFileName() + " asks for " + what + ", which is not supported.");
    }
}
