package dev.attune.lm.adapt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.Transformer;
import dev.attune.lm.checkpoint.CheckpointException;
import dev.attune.lm.checkpoint.SafetensorsFile;
import dev.attune.lm.checkpoint.SafetensorsWriter;
import dev.attune.lm.torch.Dtype;

/** A LoRA adapter as Hugging Face's PEFT stores it: {@code adapter_config.json} and {@code adapter_model.safetensors}. */
public final class PeftDirectory {
    public static final String CONFIG = "adapter_config.json";
    public static final String WEIGHTS = "adapter_model.safetensors";

    private static final String PREFIX = "base_model.model.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PeftDirectory() {}

    /**
     * Writes {@code adapter} into {@code directory}, which is made where missing.
     *
     * @param baseModel name or path of the model that it belongs to, for PEFT to find
     */
    public static void save(LoraAdapter adapter, Path directory, String baseModel) {
        TreeMap<String, NDArray> weights = new TreeMap<>();
        adapter.pairs().forEach((layer, pair) -> {
            weights.put(PREFIX + layer + ".lora_A.weight", pair.a().value());
            weights.put(PREFIX + layer + ".lora_B.weight", pair.b().value());
        });
        try {
            Files.createDirectories(directory);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(directory.resolve(CONFIG).toFile(), config(adapter.config(), baseModel));
        } catch (IOException failure) {
            throw new CheckpointException("The adapter could not be written to " + directory + ".", failure);
        }
        SafetensorsWriter.write(directory.resolve(WEIGHTS), weights, Map.of());
    }

    /** Reads an adapter for {@code transformer}; its layers and shapes must fit. */
    public static LoraAdapter load(NDManager parent, Transformer transformer, Path directory) {
        LoraConfig config = readConfig(directory.resolve(CONFIG));
        try (SafetensorsFile file = SafetensorsFile.open(directory.resolve(WEIGHTS))) {
            LoraAdapter adapter = LoraAdapter.build(
                    parent,
                    transformer,
                    config,
                    (manager, layer, isA, shape) -> file.weight(
                            manager,
                            PREFIX + layer + (isA ? ".lora_A" : ".lora_B") + ".weight",
                            Dtype.FLOAT32,
                            shape.getShape()));
            Set<String> unused = new TreeSet<>(file.names());
            adapter.pairs().keySet().forEach(layer -> {
                unused.remove(PREFIX + layer + ".lora_A.weight");
                unused.remove(PREFIX + layer + ".lora_B.weight");
            });
            if (!unused.isEmpty()) {
                adapter.close();
                throw new CheckpointException(
                        "The adapter in " + directory + " has weights that the model has no place for: "
                                + unused.iterator().next() + ".");
            }
            return adapter;
        }
    }

    private static LoraConfig readConfig(Path path) {
        JsonNode json;
        try {
            json = JSON.readTree(path.toFile());
        } catch (IOException failure) {
            throw new CheckpointException("The adapter's " + path + " cannot be read.", failure);
        }
        String type = json.path("peft_type").asText();
        if (!type.equals("LORA")) {
            throw new CheckpointException(
                    "The adapter in " + path.getParent() + " is of type '" + type + "'; only LORA can be loaded.");
        }
        if (json.path("use_dora").asBoolean() || json.path("use_rslora").asBoolean()) {
            throw new CheckpointException(
                    "The adapter in " + path.getParent() + " uses DoRA or rsLoRA, which is not supported.");
        }
        Set<String> targets = new TreeSet<>();
        if (json.path("target_modules").asText().equals("all-linear")) {
            targets.addAll(LoraConfig.ALL_LINEAR);
        }
        json.path("target_modules").forEach(target -> targets.add(target.asText()));
        return new LoraConfig(json.path("r").asInt(), json.path("lora_alpha").asDouble(), targets);
    }

    private static ObjectNode config(LoraConfig lora, String baseModel) {
        ObjectNode json = JSON.createObjectNode()
                .put("peft_type", "LORA")
                .put("task_type", "CAUSAL_LM")
                .put("base_model_name_or_path", baseModel)
                .put("r", lora.rank())
                .put("lora_alpha", lora.alpha())
                .put("lora_dropout", 0.0)
                .put("bias", "none")
                .put("fan_in_fan_out", false)
                .put("init_lora_weights", true)
                .put("inference_mode", true)
                .put("use_dora", false)
                .put("use_rslora", false);
        lora.sortedTargets().forEach(json.putArray("target_modules")::add);
        return json;
    }
}
