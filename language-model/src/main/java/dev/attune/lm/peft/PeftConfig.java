package dev.attune.lm.peft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.transformer.Fingerprint;
import dev.attune.lm.transformer.Transformer;

/** An {@code adapter_config.json}. Settings that are there, say something, and are not known are refused by name. */
record PeftConfig(Path directory, JsonNode json) {
    /** A key of our own: PEFT warns of it and goes on. */
    static final String FINGERPRINT = "attune_base_fingerprint";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What every adapter may have, and what changes nothing in what it computes. */
    private static final Set<String> COMMON = Set.of(
            "peft_type",
            "task_type",
            "auto_mapping",
            "peft_version",
            "base_model_name_or_path",
            "revision",
            "inference_mode",
            FINGERPRINT);

    static PeftConfig read(Path directory) {
        Path path = directory.resolve(PeftDirectory.CONFIG);
        try {
            return new PeftConfig(directory, JSON.readTree(path.toFile()));
        } catch (IOException failure) {
            throw new CheckpointException("The adapter's " + path + " cannot be read.", failure);
        }
    }

    /** The keys that every adapter has, to be filled. */
    static ObjectNode begin(String type, String baseModel, Transformer transformer) {
        ObjectNode json = JSON.createObjectNode()
                .put("peft_type", type)
                .put("task_type", "CAUSAL_LM")
                .put("base_model_name_or_path", portable(baseModel))
                .put("inference_mode", true);
        Fingerprint.of(transformer).ifPresent(value -> json.put(FINGERPRINT, value));
        return json;
    }

    /** A name, or a path from the working directory: absolute ones say nothing on other machines, and too much of this one. */
    private static String portable(String baseModel) {
        Path path = Path.of(baseModel);
        return path.isAbsolute()
                ? Path.of("").toAbsolutePath().relativize(path.normalize()).toString()
                : baseModel;
    }

    static void write(Path directory, ObjectNode json) {
        try {
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(directory.resolve(PeftDirectory.CONFIG).toFile(), json);
        } catch (IOException failure) {
            throw new CheckpointException("The adapter could not be written to " + directory + ".", failure);
        }
    }

    String type() {
        return json.path("peft_type").asText();
    }

    /**
     * Refuses an adapter whose base has another name than the folder of the model, where both are names that models are known by:
     * {@code owner/name} there, and a name with a size here, such as {@code smollm2-135m}.
     */
    void requireBaseNamed(Path model) {
        String written = text("base_model_name_or_path");
        String name = written.substring(written.lastIndexOf('/') + 1);
        String folder = String.valueOf(model.toAbsolutePath().normalize().getFileName());
        boolean known = written.matches("[\\w-][\\w.-]*/[\\w.-]+") && folder.matches("(?i).*\\d[mb]\\b.*");
        if (known && !name.equalsIgnoreCase(folder) && !Files.exists(Path.of(written))) {
            String revision = text("revision");
            throw new CheckpointException("The adapter in " + directory + " was trained on " + written
                    + (revision.isEmpty() || revision.equals("null") ? "" : " (revision " + revision + ")")
                    + ", but the model is " + folder + "; give the adapter's base, or --any-base if it is the same.");
        }
    }

    /** Refuses an adapter that says that it belongs to another model. */
    void requireBase(Transformer transformer) {
        String written = json.path(FINGERPRINT).asText();
        Optional<String> actual = Fingerprint.of(transformer);
        if (!written.isEmpty() && actual.isPresent() && !written.equals(actual.get())) {
            throw new CheckpointException("The adapter in " + directory + " was trained on another base model, "
                    + json.path("base_model_name_or_path").asText("of an unknown name")
                    + ": the weights of the one that is loaded are not the same.");
        }
    }

    /**
     * Refuses by name the first setting that is used and not known.
     *
     * @param known settings that are read
     * @param harmless settings that matter for training alone, or only together with others that are refused
     */
    void requireKnown(Set<String> known, Set<String> harmless) {
        for (Map.Entry<String, JsonNode> setting : json.properties()) {
            String key = setting.getKey();
            boolean read = known.contains(key) || COMMON.contains(key) || harmless.contains(key);
            if (!read && isUsed(setting.getValue())) {
                throw refused(key, "merge it with PEFT and load the result");
            }
        }
    }

    CheckpointException refused(String key, String advice) {
        return new CheckpointException(
                "The adapter in " + directory + " uses " + key + ", which is not supported; " + advice + ".");
    }

    CheckpointException wrong(String sentence, @Nullable RuntimeException cause) {
        return new CheckpointException("The adapter in " + directory + " cannot be used: " + sentence, cause);
    }

    boolean uses(String key) {
        return isUsed(json.path(key));
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

    int integer(String key) {
        JsonNode value = json.path(key);
        if (!value.canConvertToInt()) {
            throw wrong("its " + key + " must be a number but is " + value + ".", null);
        }
        return value.asInt();
    }

    double number(String key) {
        return json.path(key).asDouble();
    }

    boolean flag(String key) {
        return json.path(key).asBoolean();
    }

    String text(String key) {
        return json.path(key).asText("");
    }

    List<String> texts(String key) {
        JsonNode value = json.path(key);
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.asText());
        }
        value.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** Numbers by pattern, in the file's order. */
    Map<String, Double> numbers(String key) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        json.path(key)
                .properties()
                .forEach(own -> numbers.put(own.getKey(), own.getValue().asDouble()));
        return numbers;
    }

    /** The layers of {@code target_modules}, less those that other settings leave out. */
    LoraTargets targets() {
        LoraTargets within = targets(json.path("target_modules"));
        Optional<LoraTargets> excluded =
                uses("exclude_modules") ? Optional.of(targets(json.path("exclude_modules"))) : Optional.empty();
        Set<Integer> layers = new TreeSet<>();
        JsonNode chosen = json.path("layers_to_transform");
        if (chosen.isInt()) {
            layers.add(chosen.asInt());
        }
        chosen.forEach(layer -> layers.add(layer.asInt()));
        return excluded.isEmpty() && layers.isEmpty()
                ? within
                : new LoraTargets.Limited(within, excluded, layers, texts("layers_pattern"));
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
}
