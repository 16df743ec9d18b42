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
import dev.attune.lm.config.WeightNames.Outside;
import dev.attune.lm.transformer.Transformer;

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
                    "ensure_weight_tying",
                    "trainable_token_indices"));

    /** What says how adapters begin and train, and sizes of what is refused when it is used. */
    private static final Set<String> HARMLESS = Set.of(
            "lora_dropout", "fan_in_fan_out", "megatron_core", "qalora_group_size", "runtime_config", "eva_config");

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
        requireTied(loading);
        Map<String, Integer> ranks = new LinkedHashMap<>();
        config.numbers("rank_pattern").forEach((key, rank) -> ranks.put(key, rank.intValue()));
        LoraConfig lora = new LoraConfig(
                config.integer("r"),
                config.number("lora_alpha"),
                config.targets(),
                config.flag("use_rslora"),
                new LoraConfig.Exceptions(ranks, config.numbers("alpha_pattern")),
                config.flag("use_dora"),
                beside(loading));
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

            @Override
            public NDArray own(NDManager manager, String name, NDArray base) {
                return OwnFormat.read(loading, lora, manager, name, base);
            }
        });
    }

    private static LoraConfig.Beside beside(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        LoraConfig.Biases biases = switch (config.text("bias")) {
            case "", "null", "none" -> LoraConfig.Biases.NONE;
            case "lora_only" -> LoraConfig.Biases.ADAPTED;
            case "all" -> LoraConfig.Biases.ALL;
            default -> throw config.refused("bias '" + config.text("bias") + "'", "take none, lora_only or all");
        };
        return new LoraConfig.Beside(
                OutsideFormat.tokens(loading), config.texts("modules_to_save"), biases, ties(loading));
    }

    /** Whether embedding and head stay one, where they are. */
    private static boolean ties(PeftDirectory.Loading loading) {
        return loading.config().flag("ensure_weight_tying")
                && loading.transformer().config().tiedEmbeddings();
    }

    /** Low-rank changes that embedding and head share are not made here. */
    private static void requireTied(PeftDirectory.Loading loading) {
        Outside names = loading.transformer().config().names().outside();
        LoraTargets targets = loading.config().targets();
        boolean outside =
                targets.reachesOutside() && (targets.matches(names.embedding()) || targets.matches(names.head()));
        if (outside && ties(loading)) {
            throw loading.config()
                    .refused(
                            "ensure_weight_tying with " + names.embedding() + " among its targets",
                            "merge it with PEFT");
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
        LoraConfig.Exceptions exceptions = lora.unordered(adapter.names());
        ObjectNode json = saving.begin(TYPE)
                .put("r", lora.rank())
                .put("lora_alpha", lora.alpha())
                .put("lora_dropout", 0.0)
                .put(
                        "bias",
                        switch (lora.beside().biases()) {
                            case NONE -> "none";
                            case ADAPTED -> "lora_only";
                            case ALL -> "all";
                        })
                .put("fan_in_fan_out", adapter.isTransposed())
                .put("init_lora_weights", true)
                .put("use_dora", lora.dora())
                .put("use_rslora", lora.rankStabilized());
        exceptions.ranks().forEach(json.putObject("rank_pattern")::put);
        exceptions.alphas().forEach(json.putObject("alpha_pattern")::put);
        putTargets(json, lora.targets(), adapter);
        putBeside(json, lora.beside());
        TreeMap<String, NDArray> weights = new TreeMap<>();
        adapter.outside().ifPresent(outside -> OutsideFormat.weights(outside, saving.transformer(), weights));
        OwnFormat.weights(adapter, saving, weights);
        adapter.layerParameters().forEach(parameter -> {
            String ending = parameter.name().endsWith(MAGNITUDE) ? "" : ".weight";
            weights.put(PeftWeights.PREFIX + parameter.name() + ending, parameter.value());
        });
        putBases(adapter, saving.transformer(), weights);
        return new PeftDirectory.Written(json, weights);
    }

    private static void putBeside(ObjectNode json, LoraConfig.Beside beside) {
        if (!beside.modules().isEmpty()) {
            beside.modules().forEach(json.putArray("modules_to_save")::add);
        }
        if (!beside.tokens().isEmpty()) {
            beside.tokens().forEach(json.putArray("trainable_token_indices")::add);
        }
        if (beside.ties()) {
            json.put("ensure_weight_tying", true);
        }
    }

    /** Embedding and head of the base beside what adapts them; not where tokens' rows are meant to save that room. */
    private static void putBases(LoraAdapter adapter, Transformer transformer, Map<String, NDArray> weights) {
        Outside names = transformer.config().names().outside();
        if (!adapter.config().beside().tokens().isEmpty()) {
            return;
        }
        if (adapter.outside().flatMap(OutsideBlocks::lowRank).isPresent()) {
            OutsideFormat.base(transformer.tokenEmbedding(), names.embedding(), weights);
        }
        if (adapter.names().contains(names.head())) {
            OutsideFormat.base(transformer.head().weight(), names.head(), weights);
        }
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
