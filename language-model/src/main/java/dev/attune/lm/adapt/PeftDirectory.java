package dev.attune.lm.adapt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Transformer;

/** A LoRA adapter as Hugging Face's PEFT stores it: {@code adapter_config.json} and {@code adapter_model.safetensors}. */
public final class PeftDirectory {
    public static final String CONFIG = "adapter_config.json";
    public static final String WEIGHTS = "adapter_model.safetensors";

    /** Settings of PEFT that change what the adapter computes, in ways that are not done here. */
    private static final List<String> UNSUPPORTED = List.of(
            "use_dora",
            "use_qalora",
            "use_bdlora",
            "lora_bias",
            "alora_invocation_tokens",
            "arrow_config",
            "exclude_modules",
            "layers_to_transform",
            "layer_replication",
            "megatron_config",
            "modules_to_save",
            "target_parameters",
            "trainable_token_indices",
            "kasa_config",
            "monteclora_config",
            "velora_config");

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
                    .writeValue(directory.resolve(CONFIG).toFile(), config(adapter, baseModel));
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
        UNSUPPORTED.stream().filter(key -> isUsed(json.path(key))).findFirst().ifPresent(key -> {
            throw new CheckpointException("The adapter in " + path.getParent() + " uses " + key
                    + ", which is not supported; merge it with PEFT and load the result.");
        });
        if (!json.path("bias").asText("none").equals("none")) {
            throw new CheckpointException("The adapter in " + path.getParent() + " trains biases (bias is '"
                    + json.path("bias").asText() + "'), which is not supported.");
        }
        Map<String, Integer> ranks = new LinkedHashMap<>();
        Map<String, Double> alphas = new LinkedHashMap<>();
        json.path("rank_pattern")
                .properties()
                .forEach(own -> ranks.put(own.getKey(), own.getValue().asInt()));
        json.path("alpha_pattern")
                .properties()
                .forEach(own -> alphas.put(own.getKey(), own.getValue().asDouble()));
        try {
            return new LoraConfig(
                    json.path("r").asInt(),
                    json.path("lora_alpha").asDouble(),
                    targets(json.path("target_modules")),
                    json.path("use_rslora").asBoolean(),
                    new LoraConfig.Exceptions(ranks, alphas));
        } catch (IllegalArgumentException wrong) {
            throw new CheckpointException("The adapter's " + path + " is wrong: " + wrong.getMessage(), wrong);
        }
    }

    private static LoraTargets targets(JsonNode modules) {
        if (modules.isTextual()) {
            return modules.asText().equals(LoraTargets.ALL_LINEAR)
                    ? new LoraTargets.AllLinear()
                    : new LoraTargets.Expression(modules.asText());
        }
        Set<String> endings = new TreeSet<>();
        modules.forEach(module -> endings.add(module.asText()));
        return new LoraTargets.Endings(endings);
    }

    /** Whether a setting is there and says more than no. */
    private static boolean isUsed(JsonNode setting) {
        return switch (setting.getNodeType()) {
            case BOOLEAN -> setting.asBoolean();
            case ARRAY, OBJECT -> !setting.isEmpty();
            case NULL, MISSING -> false;
            case BINARY, NUMBER, POJO, STRING -> true;
        };
    }

    private static ObjectNode config(LoraAdapter adapter, String baseModel) {
        LoraConfig lora = adapter.config();
        ObjectNode json = JSON.createObjectNode()
                .put("peft_type", "LORA")
                .put("task_type", "CAUSAL_LM")
                .put("base_model_name_or_path", baseModel)
                .put("r", lora.rank())
                .put("lora_alpha", lora.alpha())
                .put("lora_dropout", 0.0)
                .put("bias", "none")
                .put("fan_in_fan_out", adapter.isTransposed())
                .put("init_lora_weights", true)
                .put("inference_mode", true)
                .put("use_dora", false)
                .put("use_rslora", lora.rankStabilized());
        lora.exceptions().ranks().forEach(json.putObject("rank_pattern")::put);
        lora.exceptions().alphas().forEach(json.putObject("alpha_pattern")::put);
        switch (lora.targets()) {
            case LoraTargets.Expression(String regex) -> json.put("target_modules", regex);
            case LoraTargets.Endings(Set<String> endings) -> put(json, new TreeSet<>(endings));
            case LoraTargets.AllLinear() ->
                put(json, LoraAdapter.endings(adapter.pairs().keySet()));
        }
        return json;
    }

    private static void put(ObjectNode json, Set<String> endings) {
        endings.forEach(json.putArray("target_modules")::add);
    }
}
