package dev.attune.lm.peft;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.adapt.DenseAdapter;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.narrow;

/** Relatives of LoRA that are loaded: two become plain LoRA, two whole matrices. */
final class LoraKin {
    static final String ADALORA = "ADALORA";
    static final String VERA = "VERA";
    static final String LOHA = "LOHA";
    static final String LOKR = "LOKR";

    private static final double ADALORA_EPSILON = 1e-5;

    private LoraKin() {}

    /**
     * AdaLoRA (arXiv:2303.10512), {@code alpha / (r + 1e-5) B diag(E) A}, as LoRA with {@code diag(E) A} for A; r counts the rows of
     * each layer's A. Written again it is LoRA.
     */
    static LoraAdapter readAdaLora(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(
                LoraFormat.union(
                        LoraFormat.TARGETS, Set.of("lora_alpha", "bias", "rank_pattern", "init_r", "target_r", "r")),
                Set.of(
                        "lora_dropout",
                        "fan_in_fan_out",
                        "init_lora_weights",
                        "megatron_core",
                        "qalora_group_size",
                        "runtime_config",
                        "ensure_weight_tying",
                        "use_rslora",
                        "tinit",
                        "tfinal",
                        "deltaT",
                        "beta1",
                        "beta2",
                        "orth_reg_weight",
                        "total_step"));
        requireNoBias(config);
        Map<String, Integer> ranks = new LinkedHashMap<>();
        Map<String, Double> alphas = new LinkedHashMap<>();
        Set<String> names = layers(loading, ".lora_A");
        for (String layer : names) {
            int rank = (int) loading.weights().shape(PeftWeights.PREFIX + layer + ".lora_A")[0];
            String exact = layer.replace(".", "\\.");
            ranks.put(exact, rank);
            alphas.put(exact, config.number("lora_alpha") * rank / (rank + ADALORA_EPSILON));
        }
        LoraConfig lora = new LoraConfig(
                Math.max(1, config.integer("init_r")),
                config.number("lora_alpha"),
                new LoraTargets.Endings(names),
                false,
                new LoraConfig.Exceptions(ranks, alphas));
        return LoraAdapter.build(loading.parent(), loading.transformer(), lora, (manager, layer, isA, shape) -> {
            String at = PeftWeights.PREFIX + layer;
            if (!isA) {
                return loading.weights().take(manager, at + ".lora_B", shape.getShape());
            }
            NDArray a = loading.weights().take(manager, at + ".lora_A", shape.getShape());
            try (NDArray e = loading.weights().take(manager, at + ".lora_E", shape.get(0), 1)) {
                return a.muli(e);
            }
        });
    }

    /**
     * VeRA (arXiv:2310.11454), {@code Lb B Ld A} with shared A and B that are cut to the layer's size, as LoRA with scaling 1. Written
     * again it is LoRA.
     */
    static LoraAdapter readVera(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(
                LoraFormat.union(LoraFormat.TARGETS, Set.of("r", "bias", "save_projection")),
                Set.of("vera_dropout", "fan_in_fan_out", "init_weights", "d_initial", "projection_prng_key"));
        requireNoBias(config);
        if (!loading.weights().has("base_model.vera_A")) {
            throw config.refused(
                    "save_projection false", "its random matrices are torch's; save it again with save_projection");
        }
        int rank = config.integer("r");
        Set<String> names = layers(loading, ".vera_lambda_b");
        LoraConfig lora = new LoraConfig(rank, rank, new LoraTargets.Endings(names));
        try (NDManager shared = loading.parent().newSubManager()) {
            NDArray allA = loading.weights().take(shared, "base_model.vera_A");
            NDArray allB = loading.weights().take(shared, "base_model.vera_B");
            return LoraAdapter.build(loading.parent(), loading.transformer(), lora, (manager, layer, isA, shape) -> {
                String at = PeftWeights.PREFIX + layer;
                NDArray part = isA ? narrow(allA, 1, 0, shape.get(1)) : narrow(allB, 0, 0, shape.get(0));
                String key = isA ? ".vera_lambda_d" : ".vera_lambda_b";
                NDArray product = part.mul(
                        loading.weights().take(shared, at + key, shape.get(0)).expandDims(1));
                product.attach(manager);
                return product;
            });
        }
    }

    /** LoHa (arXiv:2108.06098): {@code alpha / r (w1a w1b) * (w2a w2b)}, element by element. */
    static DenseAdapter readLoHa(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(
                LoraFormat.union(LoraFormat.TARGETS, Set.of("r", "alpha", "rank_pattern", "alpha_pattern")),
                Set.of("rank_dropout", "module_dropout", "init_weights", "use_effective_conv2d"));
        LoraConfig scales = scales(loading);
        return dense(loading, scales, (scratch, at) -> {
            NDArray first = take(loading, scratch, at + ".hada_w1_a").matMul(take(loading, scratch, at + ".hada_w1_b"));
            NDArray second =
                    take(loading, scratch, at + ".hada_w2_a").matMul(take(loading, scratch, at + ".hada_w2_b"));
            return first.mul(second);
        });
    }

    /** LoKr (arXiv:2309.14859): {@code alpha / r w1 (x) w2}, Kronecker's product; each may be a product of two itself. */
    static DenseAdapter readLoKr(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(
                LoraFormat.union(LoraFormat.TARGETS, Set.of("r", "alpha", "rank_pattern", "alpha_pattern")),
                Set.of(
                        "rank_dropout",
                        "module_dropout",
                        "init_weights",
                        "use_effective_conv2d",
                        "decompose_both",
                        "decompose_factor",
                        "rank_dropout_scale"));
        LoraConfig scales = scales(loading);
        return dense(loading, scales, (scratch, at) -> {
            NDArray left = factor(loading, scratch, at + ".lokr_w1"); // (a, b)
            NDArray right = factor(loading, scratch, at + ".lokr_w2"); // (c, d)
            long a = left.getShape().get(0);
            long b = left.getShape().get(1);
            long c = right.getShape().get(0);
            long d = right.getShape().get(1);
            return left.reshape(a, 1, b, 1).mul(right.reshape(1, c, 1, d)).reshape(a * c, b * d);
        });
    }

    private static NDArray factor(PeftDirectory.Loading loading, NDManager scratch, String key) {
        return loading.weights().has(key)
                ? take(loading, scratch, key)
                : take(loading, scratch, key + "_a").matMul(take(loading, scratch, key + "_b"));
    }

    /** Makes what is scaled and added to a layer's weight. */
    @FunctionalInterface
    private interface Change {
        NDArray matrix(NDManager scratch, String key);
    }

    private static DenseAdapter dense(PeftDirectory.Loading loading, LoraConfig scales, Change change) {
        requireStoredByOutputs(loading);
        return DenseAdapter.build(
                loading.parent(), loading.transformer(), (owner, part, inputs) -> matrix(scales, change, owner, part));
    }

    private static @Nullable NDArray matrix(LoraConfig scales, Change change, NDManager owner, Linear.Part part) {
        return scales.matches(part.name())
                ? change.matrix(owner, PeftWeights.PREFIX + part.name())
                        .muli(Tensors.scalar(owner, scales.scalingOf(part.name())))
                : null;
    }

    /** Ranks and alphas of LoHa and LoKr, which are looked up as LoRA's. */
    private static LoraConfig scales(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        Map<String, Integer> ranks = new LinkedHashMap<>();
        config.numbers("rank_pattern").forEach((key, rank) -> ranks.put(key, rank.intValue()));
        return new LoraConfig(
                config.integer("r"),
                config.number("alpha"),
                config.targets(),
                false,
                new LoraConfig.Exceptions(ranks, config.numbers("alpha_pattern")));
    }

    private static NDArray take(PeftDirectory.Loading loading, NDManager scratch, String key) {
        return loading.weights().take(scratch, key);
    }

    private static Set<String> layers(PeftDirectory.Loading loading, String ending) {
        Set<String> layers = new TreeSet<>();
        for (String key : loading.weights().names()) {
            if (key.startsWith(PeftWeights.PREFIX) && key.endsWith(ending)) {
                layers.add(key.substring(PeftWeights.PREFIX.length(), key.length() - ending.length()));
            }
        }
        return layers;
    }

    static void requireStoredByOutputs(PeftDirectory.Loading loading) {
        if (loading.transformer().config().names().transposed()) {
            throw loading.config()
                    .refused(loading.config().type() + " on layers that are stored as (in, out)", "merge it with PEFT");
        }
    }

    static void requireNoBias(PeftConfig config) {
        if (!config.text("bias").isEmpty() && !config.text("bias").equals("none")) {
            throw config.refused("bias '" + config.text("bias") + "'", "merge it with PEFT and load the result");
        }
    }
}
