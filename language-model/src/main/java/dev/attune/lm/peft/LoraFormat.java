package dev.attune.lm.peft;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.OutsideBlocks;

/** PEFT's LORA, with rsLoRA, DoRA and what says which layers. */
final class LoraFormat {
    static final String TYPE = "LORA";

    private static final String MAGNITUDE = ".lora_magnitude_vector";

    static final Set<String> TARGETS =
            Set.of("target_modules", "exclude_modules", "layers_to_transform", "layers_pattern");

    private static final Set<String> KNOWN = union(
            TARGETS,
            Set.of(
                    "r",
                    "lora_alpha",
                    "use_rslora",
                    "use_dora",
                    "rank_pattern",
                    "alpha_pattern",
                    "bias",
                    "init_lora_weights",
                    "modules_to_save",
                    "trainable_token_indices"));

    /** What says how adapters begin and train, and sizes of what is refused when it is used. */
    private static final Set<String> HARMLESS = Set.of(
            "lora_dropout",
            "fan_in_fan_out",
            "megatron_core",
            "qalora_group_size",
            "runtime_config",
            "eva_config",
            "ensure_weight_tying");

    private LoraFormat() {}

    static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    static LoraAdapter read(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(KNOWN, HARMLESS);
        requireBaseUnchanged(config);
        requireNoBiases(loading);
        Map<String, Integer> ranks = new LinkedHashMap<>();
        config.numbers("rank_pattern").forEach((key, rank) -> ranks.put(key, rank.intValue()));
        LoraConfig lora = new LoraConfig(
                config.integer("r"),
                config.number("lora_alpha"),
                config.targets(),
                config.flag("use_rslora"),
                new LoraConfig.Exceptions(ranks, config.numbers("alpha_pattern")),
                config.flag("use_dora"));
        return LoraAdapter.build(loading.parent(), loading.transformer(), lora, new LoraAdapter.MatrixSource() {
            @Override
            public NDArray matrix(NDManager manager, String layer, boolean isA, Shape shape) {
                String key = PeftWeights.PREFIX + layer + (isA ? ".lora_A.weight" : ".lora_B.weight");
                return loading.weights().take(manager, key, shape.getShape());
            }

            @Override
            public @Nullable NDArray magnitude(NDManager manager, String layer, long rows) {
                return loading.weights().take(manager, PeftWeights.PREFIX + layer + MAGNITUDE, rows);
            }

            @Override
            public OutsideBlocks.Parts outside(NDManager manager) {
                return OutsideFormat.read(loading, lora, manager);
            }
        });
    }

    /** Biases of the base's own layers that train with the adapter; {@code bias} may ask for them where there are none. */
    private static void requireNoBiases(PeftDirectory.Loading loading) {
        String bias = loading.config().text("bias");
        boolean trained = loading.weights().names().stream().anyMatch(key -> key.endsWith(".bias"));
        if (trained && !bias.isEmpty() && !bias.equals("none")) {
            throw loading.config().refused("bias '" + bias + "'", "merge it with PEFT and load the result");
        }
    }

    /** Some ways of beginning also change the base, which the folder does not have. */
    private static void requireBaseUnchanged(PeftConfig config) {
        JsonNode init = config.json().path("init_lora_weights");
        if (init.isTextual() && !Set.of("gaussian", "orthogonal", "eva").contains(init.asText())) {
            throw config.refused(
                    "init_lora_weights '" + init.asText() + "'",
                    "it changes the base; save it with PEFT's path_initial_model_for_weight_conversion, which makes plain LoRA"
                            + " of it");
        }
    }

    static PeftDirectory.Written written(LoraAdapter adapter, PeftDirectory.Saving saving) {
        LoraConfig lora = adapter.config();
        ObjectNode json = saving.begin(TYPE)
                .put("r", lora.rank())
                .put("lora_alpha", lora.alpha())
                .put("lora_dropout", 0.0)
                .put("bias", "none")
                .put("fan_in_fan_out", adapter.isTransposed())
                .put("init_lora_weights", true)
                .put("use_dora", lora.dora())
                .put("use_rslora", lora.rankStabilized());
        lora.exceptions().ranks().forEach(json.putObject("rank_pattern")::put);
        lora.exceptions().alphas().forEach(json.putObject("alpha_pattern")::put);
        putTargets(json, lora.targets(), adapter);
        adapter.outside().ifPresent(outside -> OutsideFormat.config(outside, json));
        TreeMap<String, NDArray> weights = new TreeMap<>();
        adapter.outside().ifPresent(outside -> OutsideFormat.weights(outside, saving.transformer(), weights));
        adapter.layerParameters().forEach(parameter -> {
            String ending = parameter.name().endsWith(MAGNITUDE) ? "" : ".weight";
            weights.put(PeftWeights.PREFIX + parameter.name() + ending, parameter.value());
        });
        return new PeftDirectory.Written(json, weights);
    }

    private static void putTargets(ObjectNode json, LoraTargets targets, LoraAdapter adapter) {
        switch (targets) {
            case LoraTargets.Expression(String regex) -> json.put("target_modules", regex);
            case LoraTargets.Endings(Set<String> endings) -> put(json, new TreeSet<>(endings));
            case LoraTargets.AllLinear() -> put(json, LoraAdapter.endings(adapter.names()));
            case LoraTargets.Limited _ -> put(json, adapter.names());
        }
    }

    private static void put(ObjectNode json, Set<String> endings) {
        endings.forEach(json.putArray("target_modules")::add);
    }
}
