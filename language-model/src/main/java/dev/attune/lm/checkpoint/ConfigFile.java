package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.config.Activation;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.config.WeightNames;
import dev.attune.lm.error.CheckpointException;

/** Hugging Face's {@code config.json} and {@code generation_config.json}. */
public final class ConfigFile {
    static final String NAME = "config.json";
    static final String GENERATION = "generation_config.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Values that change what a model computes, in ways that none of the supported types has. */
    private static final List<String> REFUSED =
            List.of("attn_logit_softcapping", "final_logit_softcapping", "quantization_config");

    private ConfigFile() {}

    static TransformerConfig read(Path directory) {
        JsonNode json = parse(directory.resolve(NAME));
        Path generation = directory.resolve(GENERATION);
        return of(json, Files.exists(generation) ? parse(generation) : json, directory.resolve(NAME));
    }

    /**
     * A configuration from the contents of its files.
     *
     * @param path where they came from, for a sentence
     */
    static TransformerConfig of(JsonNode json, JsonNode generation, Path path) {
        String type = json.path("model_type").asText();
        if (!WeightNames.MODEL_TYPES.contains(type)) {
            throw new CheckpointException("The model in " + path + " is of type '" + type
                    + "', which is not supported; " + String.join(", ", WeightNames.MODEL_TYPES) + " are.");
        }
        ConfigJson values = new ConfigJson(json, path);
        for (String feature : REFUSED) {
            values.refuse(values.has(feature), feature);
        }
        SpecialTokens tokens = specialTokens(json, generation);
        try {
            return switch (type) {
                case "gpt2" -> GptConfig.readGpt2(values, tokens);
                case "gpt_neox" -> GptConfig.readNeoX(values, tokens);
                default -> LlamaConfig.read(type, values, tokens);
            };
        } catch (IllegalArgumentException wrong) {
            throw new CheckpointException("The model in " + path + " cannot be used: " + wrong.getMessage(), wrong);
        }
    }

    public static void write(TransformerConfig config, String dtype, Path directory) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("model_type", config.modelType());
        switch (config.modelType()) {
            case "gpt2" -> GptConfig.writeGpt2(config, json);
            case "gpt_neox" -> GptConfig.writeNeoX(config, json);
            default -> LlamaConfig.write(config, json);
        }
        json.put("vocab_size", config.vocabularySize()).put("torch_dtype", dtype);
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

    /** transformers' name of an activation. */
    static String name(Activation activation) {
        return switch (activation) {
            case SILU -> "silu";
            case GELU -> "gelu";
            case GELU_TANH -> "gelu_new";
            case RELU -> "relu";
        };
    }

    private static SpecialTokens specialTokens(JsonNode json, JsonNode preferred) {
        JsonNode end = preferred.hasNonNull("eos_token_id") ? preferred.get("eos_token_id") : json.path("eos_token_id");
        List<Integer> ends = new ArrayList<>();
        if (end.isArray()) {
            end.forEach(id -> ends.add(id.asInt()));
        } else if (end.isInt()) {
            ends.add(end.asInt());
        }
        // a token without a row in the embedding is never made
        int rows = json.path("vocab_size").asInt(Integer.MAX_VALUE);
        ends.removeIf(id -> id < 0 || id >= rows);
        int padding = json.path("pad_token_id").asInt(-1);
        if (padding < 0 || padding >= rows) {
            padding = ends.isEmpty() ? 0 : ends.getFirst();
        }
        return new SpecialTokens(json.path("bos_token_id").asInt(-1), ends, Math.max(padding, 0));
    }

    private static JsonNode parse(Path path) {
        try {
            JsonNode json = JSON.readTree(path.toFile());
            if (json.isObject()) {
                return json;
            }
            throw new CheckpointException("The model's " + path + " is not a JSON object.");
        } catch (IOException failure) {
            throw new CheckpointException("The model's " + path + " is missing or is not JSON.", failure);
        }
    }
}
