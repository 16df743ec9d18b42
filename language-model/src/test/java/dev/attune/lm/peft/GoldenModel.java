package dev.attune.lm.peft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.config.Architecture;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.weight.WeightSource;

/** The small Llama of {@code src/test/oracle/make_tuning.py}, and what PEFT computes on it. */
public final class GoldenModel {
    public static final List<int[]> IDS = List.of(new int[] {3, 17, 5, 42, 9, 21}, new int[] {8, 1, 60, 33, 2, 7});
    static final int[] START = {5, 42, 9, 21};

    private static final List<String> LAYER = List.of(
            "input_layernorm.weight",
            "mlp.down_proj.weight",
            "mlp.gate_proj.weight",
            "mlp.up_proj.weight",
            "post_attention_layernorm.weight",
            "self_attn.k_proj.weight",
            "self_attn.o_proj.weight",
            "self_attn.q_proj.weight",
            "self_attn.v_proj.weight");

    private GoldenModel() {}

    /** What the oracle lets each method go on from. */
    public static int[] start() {
        return START.clone();
    }

    public static LanguageModel load() {
        return load(LoadOptions.float32());
    }

    public static LanguageModel load(LoadOptions options) {
        return load(options, false);
    }

    /** The one whose head is its embedding, for cases that are named so. */
    static LanguageModel load(String name) {
        return load(LoadOptions.float32(), name.startsWith("tied"));
    }

    private static LanguageModel load(LoadOptions options, boolean tied) {
        TransformerConfig config = new TransformerConfig(
                "llama",
                32,
                2,
                4,
                2,
                8,
                48,
                64,
                64,
                Architecture.llama(10000, 8, 1e-6),
                tied,
                new SpecialTokens(1, List.of(2), 0));
        Tokenizer tokenizer = Tokenizer.load(Reference.modelDirectory());
        return LanguageModel.create(config, tokenizer, options, Waves::new);
    }

    /** Weights by the rank of their names. */
    private record Waves(NDManager manager) implements WeightSource {
        @Override
        public NDArray weight(String name, Dtype dtype, long... shape) {
            int rank = rank(name);
            float[] values = new float[(int) new Shape(shape).size()];
            for (int k = 0; k < values.length; k++) {
                double wave = Math.sin(0.7 * k + 1.3 * rank);
                values[k] = (float) (shape.length > 1 ? 0.2 * wave : 1 + 0.1 * wave);
            }
            return Operators.to(manager.create(values, new Shape(shape)), dtype);
        }

        private static int rank(String name) {
            if (name.startsWith("model.layers.")) {
                int layer = name.charAt("model.layers.".length()) - '0';
                return 2 + layer * LAYER.size() + LAYER.indexOf(name.substring("model.layers.0.".length()));
            }
            return switch (name) {
                case "lm_head.weight" -> 0;
                case "model.embed_tokens.weight" -> 1;
                case "model.norm.weight" -> 2 + 2 * LAYER.size();
                default -> throw new IllegalArgumentException(name);
            };
        }
    }

    /** Where PEFT saved an adapter. */
    public static Path folder(String name) {
        return Reference.adaptersDirectory().resolveSibling("tuning").resolve(name);
    }

    /** What PEFT saved there. */
    public static TunedAdapter adapter(LanguageModel model, Path folder) {
        return PeftDirectory.load(model.manager(), model.transformer(), folder);
    }

    public static JsonNode expected(String name) {
        try {
            return new ObjectMapper().readTree(folder("golden.json").toFile()).get(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
