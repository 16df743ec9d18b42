package dev.attune.lm.peft;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.SegmentedBatch;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.Reference;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.torch.Threads;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds for every way of tuning: gradients, what it starts as, its folder, generation, and the base as it was. */
class TuningMethodsTest {
    private static final List<int[]> ROWS =
            List.of(new int[] {3, 17, 5, 42, 9, 21}, new int[] {5, 42}, new int[] {8, 1, 60});
    private static final List<int[]> PAIRS =
            List.of(new int[] {3, 17, 5, 42}, new int[] {5, 42}, new int[] {8, 1, 60}, new int[] {9, 9, 4, 7});

    static final Map<String, Tunable> METHODS = new TreeMap<>(Map.ofEntries(
            Map.entry("lora", Tunable.lora(4, 8)),
            Map.entry(
                    "dora",
                    new Tunable.Lora(
                            new LoraConfig(4, 8, new LoraTargets.AllLinear(), true, LoraConfig.Exceptions.NONE, true))),
            Map.entry(
                    "lora and more",
                    new Tunable.Lora(new LoraConfig(
                            4,
                            8,
                            new LoraTargets.Endings(Set.of("q_proj", "down_proj", "embed_tokens")),
                            false,
                            new LoraConfig.Exceptions(Map.of("down_proj", 2), Map.of("layers.1.self_attn.q_proj", 3.0)),
                            false,
                            new LoraConfig.Beside(
                                    List.of(),
                                    List.of("k_proj", "up_proj", "post_attention_layernorm"),
                                    LoraConfig.Biases.NONE,
                                    false)))),
            Map.entry("ia3", new Tunable.Ia3(List.of())),
            Map.entry("random prompt", new Tunable.SoftPrompt(5, new PromptStart.Random())),
            Map.entry("uniform prompt", new Tunable.SoftPrompt(5, new PromptStart.Uniform())),
            Map.entry("prompt of words", new Tunable.SoftPrompt(5, new PromptStart.Vocabulary())),
            Map.entry("prompt of a text", new Tunable.SoftPrompt(5, new PromptStart.Text(List.of(7, 8)))),
            Map.entry(
                    "prompt of labels",
                    new Tunable.SoftPrompt(5, new PromptStart.Labels(List.of(List.of(7, 8), List.of(9))))),
            Map.entry("p-tuning", new Tunable.PTuning(4, 16)),
            Map.entry("prefix", new Tunable.Prefix(3, 0, new PromptStart.Text(List.of(7, 8, 9)))),
            Map.entry("random prefix", new Tunable.Prefix(3, 0, new PromptStart.Random())),
            Map.entry("projected prefix", new Tunable.Prefix(3, 8, new PromptStart.Random())),
            Map.entry("multitask prompt", new Tunable.MultitaskPrompt(4, new PromptStart.Vocabulary(), 3, 2, 1)),
            Map.entry("houlsby", new Tunable.Bottleneck(Tunable.Bottleneck.Kind.HOULSBY, 4)),
            Map.entry("pfeiffer", new Tunable.Bottleneck(Tunable.Bottleneck.Kind.PFEIFFER, 4)),
            Map.entry("bitfit", new Tunable.BitFit()),
            Map.entry("norms", new Tunable.Norms()),
            Map.entry("last layer", new Tunable.LastLayers(1))));

    @TempDir
    private Path directory;

    private final LanguageModel model = GoldenModel.load();

    @AfterEach
    void close() {
        model.close();
    }

    static Stream<String> methods() {
        return METHODS.keySet().stream();
    }

    private TunedAdapter fresh(String method) {
        return Objects.requireNonNull(METHODS.get(method)).adapter(model.manager(), model.transformer(), 1);
    }

    /** Moved a little, so that nothing is 0. */
    private TunedAdapter moved(String method) {
        return moved(model, method);
    }

    static TunedAdapter moved(LanguageModel model, String method) {
        TunedAdapter adapter =
                Objects.requireNonNull(METHODS.get(method)).adapter(model.manager(), model.transformer(), 1);
        try (Autograd.Scope off = Autograd.off()) {
            for (Parameter parameter : adapter.parameters()) {
                float[] waves = new float[(int) parameter.count()];
                for (int i = 0; i < waves.length; i++) {
                    waves[i] = 0.1f * (float) Math.cos(i);
                }
                parameter
                        .value()
                        .addi(model.manager().create(waves, parameter.value().getShape()));
                parameter.changed();
            }
        }
        return adapter;
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theTrainingPassHasTheGradientsOfARecordedOne(String method) {
        TunedAdapter adapter = moved(method);
        assertSameGradients(adapter, ROWS);
        try (var cores = Threads.of(2)) { // each of which takes two rows
            assertSameGradients(adapter, PAIRS);
        }
    }

    @Test
    void aScaleOfZeroHasAGradientToo() {
        TunedAdapter adapter = moved("ia3");
        for (Parameter scale : adapter.parameters()) {
            Tensors.bytes(scale.value()).set(ValueLayout.JAVA_FLOAT, 4, 0f);
            scale.changed();
        }
        assertSameGradients(adapter, ROWS);
    }

    private void assertSameGradients(TunedAdapter adapter, List<int[]> rows) {
        List<float[]> recorded = gradients(adapter, () -> {
            NDManager step = model.newStep();
            NDArray hidden = model.transformer().hiddenStates(TokenBatch.of(step, rows, Padding.RIGHT), adapter);
            Autograd.backward(loss(hidden));
            step.close();
        });
        for (Checkpointing checkpointing : Checkpointing.values()) {
            List<float[]> written = gradients(adapter, () -> {
                NDManager step = model.newStep();
                TrainingPass pass = model.transformer()
                        .trainingPass(TokenBatch.of(step, rows, Padding.RIGHT), adapter, checkpointing);
                Autograd.backward(loss(pass.hiddenStates()));
                pass.backward();
                step.close();
            });
            for (int i = 0; i < recorded.size(); i++) {
                Reference.assertClose(written.get(i), recorded.get(i), 2e-4);
            }
        }
    }

    private static NDArray loss(NDArray hidden) {
        return hidden.tanh().sum();
    }

    private List<float[]> gradients(TunedAdapter adapter, Runnable pass) {
        Gradients.zero(adapter.parameters());
        try (Autograd.Scope on = Autograd.on()) {
            pass.run();
        }
        return adapter.parameters().stream()
                .map(parameter -> Objects.requireNonNull(Autograd.gradient(parameter.value()), parameter.name())
                        .toFloatArray())
                .toList();
    }

    /** Methods that put nothing before the text begin as the model itself. */
    @ParameterizedTest
    @MethodSource("methods")
    void beginsAsTheModelUnlessSomethingStandsBeforeTheText(String method) {
        float[] plain = hidden(Adapter.NONE);
        TunedAdapter adapter = fresh(method);
        if (adapter.places() == 0) {
            Reference.assertClose(hidden(adapter), plain, 1e-5);
        } else {
            assertThat(hidden(adapter)).isNotEqualTo(plain);
        }
        assertThat(hidden(moved(method))).isNotEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void comesBackFromItsFolderAndGoesOnTraining(String method) {
        byte[] before = weights();
        TunedAdapter adapter = moved(method);
        PeftDirectory.save(adapter, model.transformer(), directory, "golden");
        TunedAdapter again = PeftDirectory.load(model.manager(), model.transformer(), directory);
        assertThat(hidden(again)).isEqualTo(hidden(adapter));
        assertThat(step(again)).isEqualTo(step(adapter));
        assertThat(hidden(again)).isEqualTo(hidden(adapter));
        assertThat(weights()).isEqualTo(before);
    }

    /** One step of AdamW; gives the loss before it. */
    private double step(TunedAdapter adapter) {
        try (AdamW optimiser = new AdamW(model.manager(), adapter.parameters(), AdamWConfig.defaults());
                NDManager step = model.newStep();
                Autograd.Scope on = Autograd.on()) {
            TrainingPass pass = model.transformer()
                    .trainingPass(TokenBatch.of(step, ROWS, Padding.RIGHT), adapter, Checkpointing.OFF);
            NDArray loss = loss(pass.hiddenStates());
            Autograd.backward(loss);
            pass.backward();
            optimiser.step(1e-2);
            return loss.getFloat();
        }
    }

    /** Several answers after one prompt are what each alone is. */
    @ParameterizedTest
    @MethodSource("methods")
    void answersThatShareAPromptAreEachAlone(String method) {
        TunedAdapter adapter = moved(method);
        int[] shared = {3, 17, 5};
        List<int[]> answers = List.of(new int[] {42, 9}, new int[] {21, 8, 1});
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            SegmentedBatch rows = SegmentedBatch.of(step, List.of(new SegmentedBatch.Row(shared, answers)));
            NDArray last = rows.lastStates(model.transformer().hiddenStates(rows, adapter)); // (2, H)
            for (int i = 0; i < 2; i++) {
                int[] text = Stream.of(shared, answers.get(i))
                        .flatMapToInt(java.util.Arrays::stream)
                        .toArray();
                NDArray alone =
                        model.transformer().hiddenStates(TokenBatch.of(step, List.of(text), Padding.RIGHT), adapter);
                Reference.assertClose(
                        last.get(i).toFloatArray(),
                        alone.get(0).get(text.length - 1).toFloatArray(),
                        1e-5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void greedyTokensAreThoseOfWholePasses(String method) {
        TunedAdapter adapter = moved(method);
        SamplingSettings greedy = SamplingSettings.greedy(4).withIgnoreEnd(true);
        int[] made = new Generator(model, adapter)
                .generate(List.of(new GenerationRequest(GoldenModel.START, 1)), greedy)
                .getFirst()
                .tokens();
        int[] text = GoldenModel.START;
        for (int token : made) {
            try (NDManager step = model.newStep();
                    Autograd.Scope off = Autograd.off()) {
                NDArray states =
                        model.transformer().hiddenStates(TokenBatch.of(step, List.of(text), Padding.RIGHT), adapter);
                NDArray logits = model.transformer()
                        .logits(states.get(0).get(text.length - 1).expandDims(0));
                assertThat(logits.argMax(1).toLongArray()[0]).isEqualTo(token);
            }
            text = java.util.Arrays.copyOf(text, text.length + 1);
            text[text.length - 1] = token;
        }
    }

    @Test
    void promptsThatLeaveNoRoomAreRefusedBeforeAnyWork() {
        Tunable prompt = new Tunable.SoftPrompt(64, new PromptStart.Vocabulary());
        assertThatThrownBy(() -> prompt.adapter(model.manager(), model.transformer(), 1))
                .hasMessageContaining("64 virtual tokens leaves no room for a text in the model's context of 64");
        TunedAdapter most = new Tunable.SoftPrompt(60, new PromptStart.Vocabulary())
                .adapter(model.manager(), model.transformer(), 1);
        assertThatThrownBy(() -> new Generator(model, most)
                        .generate(List.of(new GenerationRequest(GoldenModel.START, 1)), SamplingSettings.greedy(4)))
                .hasMessageContaining("after the adapter's 60 places leaves no room for an answer");
    }

    private float[] hidden(Adapter adapter) {
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            return model.transformer()
                    .hiddenStates(TokenBatch.of(step, List.of(ROWS.getFirst()), Padding.RIGHT), adapter)
                    .toFloatArray();
        }
    }

    private byte[] weights() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Parameter weight : model.transformer().parameters()) {
            all.writeBytes(Tensors.bytes(weight.value()).toArray(ValueLayout.JAVA_BYTE));
        }
        return all.toByteArray();
    }
}
