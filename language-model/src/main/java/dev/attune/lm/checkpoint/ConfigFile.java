package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.TransformerConfig;
import dev.attune.lm.TransformerConfig.SpecialTokens;

/** Hugging Face's {@code config.json} and {@code generation_config.json}. */
final class ConfigFile {
    static final String NAME = "config.json";
    static final String GENERATION = "generation_config.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigFile() {}

    static TransformerConfig read(Path directory) {
        Path path = directory.resolve(NAME);
        JsonNode json = parse(path);
        String type = json.path("model_type").asText();
        if (!type.equals("llama")) {
            throw new CheckpointException(
                    "The model in " + directory + " is of type '" + type + "', which is not supported; llama is.");
        }
        refuse(json.path("attention_bias").asBoolean() || json.path("mlp_bias").asBoolean(), path, "biases");
        refuse(json.path("rope_scaling").isObject(), path, "rope_scaling");
        refuse(!json.path("hidden_act").asText("silu").equals("silu"), path, "an activation other than silu");
        int heads = integer(json, path, "num_attention_heads");
        int hidden = integer(json, path, "hidden_size");
        try {
            return new TransformerConfig(
                    type,
                    hidden,
                    integer(json, path, "num_hidden_layers"),
                    heads,
                    json.path("num_key_value_heads").asInt(heads),
                    json.path("head_dim").asInt(heads == 0 ? 0 : hidden / heads),
                    integer(json, path, "intermediate_size"),
                    integer(json, path, "vocab_size"),
                    json.path("max_position_embeddings").asInt(2048),
                    ropeTheta(json),
                    json.path("rms_norm_eps").asDouble(1e-6),
                    json.path("tie_word_embeddings").asBoolean(false),
                    specialTokens(json, directory));
        } catch (IllegalArgumentException wrong) {
            throw new CheckpointException(
                    "The model in " + directory + " cannot be used: " + wrong.getMessage(), wrong);
        }
    }

    static void write(TransformerConfig config, String dtype, Path directory) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.putArray("architectures").add("LlamaForCausalLM");
        json.put("model_type", config.modelType())
                .put("hidden_size", config.hiddenSize())
                .put("intermediate_size", config.intermediateSize())
                .put("num_hidden_layers", config.layers())
                .put("num_attention_heads", config.heads())
                .put("num_key_value_heads", config.keyValueHeads())
                .put("head_dim", config.headSize())
                .put("hidden_act", "silu")
                .put("max_position_embeddings", config.maximumPositions())
                .put("rope_theta", config.ropeTheta())
                .put("rms_norm_eps", config.rmsEpsilon())
                .put("tie_word_embeddings", config.tiedEmbeddings())
                .put("attention_bias", false)
                .put("mlp_bias", false)
                .put("vocab_size", config.vocabularySize())
                .put("torch_dtype", dtype);
        putSpecialTokens(json, config.specialTokens());
        ObjectNode generation = JSON.createObjectNode();
        putSpecialTokens(generation, config.specialTokens());
        JSON.writerWithDefaultPrettyPrinter().writeValue(directory.resolve(NAME).toFile(), json);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve(GENERATION).toFile(), generation);
    }

    private static void putSpecialTokens(ObjectNode json, SpecialTokens tokens) {
        if (tokens.beginning() >= 0) {
            json.put("bos_token_id", tokens.beginning());
        }
        if (tokens.ends().size() == 1) {
            json.put("eos_token_id", tokens.ends().getFirst());
        } else {
            tokens.ends().forEach(json.putArray("eos_token_id")::add);
        }
        json.put("pad_token_id", tokens.padding());
    }

    private static double ropeTheta(JsonNode json) {
        JsonNode nested = json.path("rope_parameters").path("rope_theta");
        return nested.isNumber() ? nested.asDouble() : json.path("rope_theta").asDouble(10_000);
    }

    private static SpecialTokens specialTokens(JsonNode json, Path directory) {
        Path generation = directory.resolve(GENERATION);
        JsonNode preferred = Files.exists(generation) ? parse(generation) : json;
        JsonNode end = preferred.has("eos_token_id") ? preferred.get("eos_token_id") : json.path("eos_token_id");
        List<Integer> ends = new ArrayList<>();
        if (end.isArray()) {
            end.forEach(id -> ends.add(id.asInt()));
        } else if (end.isInt()) {
            ends.add(end.asInt());
        }
        int padding = json.path("pad_token_id").asInt(ends.isEmpty() ? 0 : ends.getFirst());
        return new SpecialTokens(json.path("bos_token_id").asInt(-1), ends, Math.max(padding, 0));
    }

    private static int integer(JsonNode json, Path path, String name) {
        if (!json.path(name).canConvertToInt()) {
            throw new CheckpointException("The model's " + path + " does not say its " + name + ".");
        }
        return json.get(name).asInt();
    }

    private static void refuse(boolean present, Path path, String what) {
        if (present) {
            throw new CheckpointException("The model's " + path + " asks for " + what + ", which is not supported.");
        }
    }

    private static JsonNode parse(Path path) {
        try {
            return JSON.readTree(path.toFile());
        } catch (IOException failure) {
            throw new CheckpointException("The model's " + path + " is missing or is not JSON.", failure);
        }
    }
}
