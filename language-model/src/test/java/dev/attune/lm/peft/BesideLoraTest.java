package dev.attune.lm.peft;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraConfig.Beside;
import dev.attune.lm.adapt.LoraConfig.Biases;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.Fixture;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.Reference;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.crossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What trains besides the pairs of LoRA: as new adapters begin, and the gradients of passes written by hand. */
class BesideLoraTest {
    private static final LoraTargets QUERIES = new LoraTargets.Endings(Set.of("q_proj"));

    @TempDir
    private Path directory;

    /** The chunked loss and the lean pass against one that records everything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lora-ends",
                "lora-head",
                "lora-modules",
                "tied-embedding",
                "tied-ensured",
                "tied-tokens",
                "tied-head"
            })
    void trainsWithTheGradientsOfARecordedPass(String name) {
        try (LanguageModel model = GoldenModel.load(name);
                TunedAdapter adapter =
                        PeftDirectory.load(model.manager(), model.transformer(), GoldenModel.folder(name))) {
            assertEqualGradients(model, adapter);
        }
    }

    /** Biases of queries, keys and values in blocks that the lean pass serves; with lengths, too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trainsBiases(boolean dora) {
        LoraConfig config = new LoraConfig(
                4, 8, QUERIES, false, LoraConfig.Exceptions.NONE, dora, beside(List.of(), List.of(), Biases.ALL));
        try (LanguageModel model = Fixture.of("qwen2").model();
                TunedAdapter adapter =
                        moved(new Tunable.Lora(config).adapter(model.manager(), model.transformer(), 1))) {
            assertThat(adapter.parameters().stream().map(Parameter::name).filter(each -> each.endsWith(".bias")))
                    .contains("model.layers.0.self_attn.q_proj.bias", "model.layers.0.self_attn.v_proj.bias")
                    .hasSize(3 * model.config().layers());
            assertEqualGradients(model, adapter);
        }
    }

    private static void assertEqualGradients(LanguageModel model, TunedAdapter adapter) {
        List<float[]> recorded = gradients(adapter, () -> {
            try (NDManager step = model.newStep();
                    Autograd.Scope on = Autograd.on()) {
                NDArray hidden = model.transformer().hiddenStates(batch(step), adapter);
                NDArray logits = model.transformer().with(adapter).logits(flat(hidden));
                Autograd.backward(crossEntropy(logits, targets(step)));
            }
        });
        List<float[]> written = gradients(adapter, () -> {
            try (NDManager step = model.newStep();
                    Autograd.Scope on = Autograd.on()) {
                TrainingPass pass = model.transformer().trainingPass(batch(step), adapter, Checkpointing.OFF);
                CausalLoss.backward(
                        model.transformer().with(adapter), flat(pass.hiddenStates()), targets(step), 1.0 / 12);
                pass.backward();
            }
        });
        for (int i = 0; i < recorded.size(); i++) {
            Reference.assertClose(written.get(i), recorded.get(i), 5e-4);
        }
    }

    private static TokenBatch batch(NDManager step) {
        return TokenBatch.of(step, GoldenModel.IDS, Padding.RIGHT);
    }

    private static NDArray flat(NDArray hidden) {
        return hidden.reshape(-1, hidden.getShape().get(2));
    }

    private static NDArray targets(NDManager step) {
        return step.create(new long[] {17, 5, 42, 9, 21, 3, 1, 60, 33, 2, 7, 8});
    }

    private static List<float[]> gradients(TunedAdapter adapter, Runnable pass) {
        Gradients.zero(adapter.parameters());
        pass.run();
        return adapter.parameters().stream()
                .map(parameter -> Objects.requireNonNull(Autograd.gradient(parameter.value()), parameter.name())
                        .toFloatArray())
                .toList();
    }

    private static TunedAdapter moved(TunedAdapter adapter) {
        try (Autograd.Scope off = Autograd.off()) {
            for (Parameter parameter : adapter.parameters()) {
                parameter.value().addi(0.05f);
                parameter.changed();
            }
        }
        return adapter;
    }

    /** Embedding, head and a head that is the embedding begin as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "tied"})
    void begins(String name) {
        for (LoraConfig config : List.of(
                lora(new LoraTargets.Endings(Set.of("embed_tokens", "lm_head")), Beside.NOTHING),
                lora(QUERIES, beside(List.of(3, 17), List.of("norm", "mlp"), Biases.NONE)),
                lora(QUERIES, beside(List.of(), List.of("lm_head"), Biases.NONE)),
                lora(QUERIES, new Beside(List.of(), List.of("embed_tokens"), Biases.NONE, true)))) {
            try (LanguageModel model = GoldenModel.load(name);
                    TunedAdapter adapter = new Tunable.Lora(config).adapter(model.manager(), model.transformer(), 1);
                    NDManager step = model.newStep();
                    Autograd.Scope off = Autograd.off()) {
                float[] plain = logits(model, step, Adapter.NONE);
                Reference.assertClose(logits(model, step, adapter), plain, 1e-5);
                assertThat(logits(model, step, moved(adapter))).isNotEqualTo(plain);
                PeftDirectory.save(adapter, model.transformer(), directory, "golden");
                try (TunedAdapter again = PeftDirectory.load(model.manager(), model.transformer(), directory)) {
                    assertThat(logits(model, step, again)).isEqualTo(logits(model, step, adapter));
                }
            }
        }
    }

    private static float[] logits(LanguageModel model, NDManager step, Adapter adapter) {
        return model.transformer()
                .trace(batch(step), adapter, (stage, layer, activation) -> {})
                .toFloatArray();
    }

    /** What an adapter keeps may not lie in a Java buffer that goes with the array that was made first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt",
                "prefix",
                "prefix-projection",
                "p-tuning",
                "ia3",
                "lora",
                "dora",
                "lora-bias",
                "lora-embedding",
                "lora-tokens",
                "lora-ends",
                "lora-modules",
                "tied-embedding",
                "tied-tokens",
                "norms",
                "loha",
                "lokr",
                "adalora",
                "oft",
                "oft-exact",
                "vera"
            })
    void keepsItsNumbersWhenTheCollectorHasRun(String name) {
        try (LanguageModel model = GoldenModel.load(name);
                TunedAdapter adapter =
                        PeftDirectory.load(model.manager(), model.transformer(), GoldenModel.folder(name));
                NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            float[] before = logits(model, step, adapter);
            overwriteFreedMemory();
            assertThat(logits(model, step, adapter)).isEqualTo(before);
        }
    }

    /** Has what nobody reaches freed, and writes over it. */
    private static void overwriteFreedMemory() {
        for (int round = 0; round < 3; round++) {
            System.gc();
            for (int bytes = 64; bytes <= 4096; bytes += 16) {
                for (int i = 0; i < 8; i++) {
                    ByteBuffer.allocateDirect(bytes).put(new byte[bytes]);
                }
            }
        }
    }

    @Test
    void whatTheModelDoesNotHaveIsRefused() {
        assertRefused(
                lora(QUERIES, beside(List.of(64), List.of(), Biases.NONE)),
                "token 64 cannot train: the model's tokens are 0 to 63");
        assertRefused(
                lora(QUERIES, beside(List.of(), List.of("gate"), Biases.NONE)),
                "No module of the model is named like 'gate'");
        assertRefused(lora(QUERIES, beside(List.of(), List.of(), Biases.ALL)), "The model has no biases there");
        assertRefused(
                lora(QUERIES, beside(List.of(3), List.of("embed_tokens"), Biases.NONE)),
                "and rows of it cannot both train");
        assertThatThrownBy(() -> beside(List.of(3, 3), List.of(), Biases.NONE)).hasMessageContaining("token 3 twice");
    }

    /** The first in order counts where they are read; new ones must not depend on it, and written ones do not. */
    @Test
    void patternsThatOverlapAreRefusedOrWrittenByExactNames() {
        Map<String, Integer> ranks = new LinkedHashMap<>();
        ranks.put("q_proj", 2);
        ranks.put("layers.0.self_attn.q_proj", 3);
        LoraConfig config = new LoraConfig(4, 8, QUERIES, false, new LoraConfig.Exceptions(ranks, Map.of()));
        assertRefused(
                config, "'q_proj' and 'layers.0.self_attn.q_proj' of ranks both match model.layers.0.self_attn.q_proj");
        assertRefused(
                new LoraConfig(4, 8, QUERIES, false, new LoraConfig.Exceptions(Map.of("v_proj", 2), Map.of())),
                "'v_proj' of ranks matches none of the layers that are adapted");
        try (LanguageModel model = GoldenModel.load();
                LoraAdapter adapter = LoraAdapter.build(
                        model.manager(),
                        model.transformer(),
                        config,
                        (manager, layer, isA, shape) -> manager.ones(shape))) {
            PeftDirectory.save(adapter, model.transformer(), directory, "golden");
            PeftConfig written = PeftConfig.read(directory);
            assertThat(written.numbers("rank_pattern"))
                    .isEqualTo(Map.of("model.layers.0.self_attn.q_proj", 2.0, "model.layers.1.self_attn.q_proj", 2.0));
        }
    }

    private static void assertRefused(LoraConfig config, String sentence) {
        try (LanguageModel model = GoldenModel.load()) {
            assertThatThrownBy(() -> new Tunable.Lora(config).adapter(model.manager(), model.transformer(), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(sentence);
        }
    }

    private static LoraConfig lora(LoraTargets targets, Beside beside) {
        return new LoraConfig(4, 8, targets, false, LoraConfig.Exceptions.NONE, false, beside);
    }

    private static Beside beside(List<Integer> tokens, List<String> modules, Biases biases) {
        return new Beside(tokens, modules, biases, false);
    }
}
