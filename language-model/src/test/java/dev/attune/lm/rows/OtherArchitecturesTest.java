package dev.attune.lm.rows;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.RmsNorm;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.narrow;
import static org.assertj.core.api.Assertions.assertThat;

/** Biases, norms of heads, learned positions, joined queries and keys: rows with adapters of their own are each alone. */
class OtherArchitecturesTest {
    private static final List<Tunable> KINDS = List.of(
            Tunable.lora(2, 4),
            new Tunable.Lora(new LoraConfig(4, 8, new LoraTargets.AllLinear(), true, LoraConfig.Exceptions.NONE, true)),
            new Tunable.SoftPrompt(3, new PromptStart.Vocabulary()),
            new Tunable.Prefix(2, 0, new PromptStart.Random()),
            new Tunable.BitFit(),
            new Tunable.Norms());
    private static final List<int[]> TEXTS = List.of(new int[] {5, 6, 7}, new int[] {9}, new int[] {4, 8, 15, 16, 23});

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "qwen3", "gpt2", "gpt-neox", "llama3"})
    void eachRowIsItsAdapterAlone(String architecture) {
        Path folder =
                Reference.adaptersDirectory().resolveSibling("architectures").resolve(architecture);
        try (LanguageModel model = LanguageModel.load(folder, LoadOptions.float32())) {
            boolean windowed = model.config().architecture().attention().window() > 0;
            boolean plainNorms = model.transformer().finalNorm() instanceof RmsNorm;
            List<Tunable> kinds = KINDS.stream()
                    .filter(kind -> !(kind instanceof Tunable.Prefix && windowed)) // which is refused
                    .filter(kind -> !(kind instanceof Tunable.Norms) || plainNorms) // else in batches of their own
                    .toList();
            List<TunedAdapter> alone =
                    kinds.stream().map(kind -> moved(model, kind)).toList();
            List<ResidentAdapter> rows = Stream.concat(
                            kinds.stream()
                                    .map(kind -> ResidentAdapter.of(
                                            model.manager(), model.transformer(), moved(model, kind))),
                            Stream.of(ResidentAdapter.BASE))
                    .toList();
            assertStates(model, rows, alone);
            assertAnswers(model, rows, alone);
        }
    }

    private static Adapter alone(List<ResidentAdapter> rows, List<TunedAdapter> alone, int row) {
        return row == rows.size() - 1 ? Adapter.NONE : alone.get(row);
    }

    private static void assertStates(LanguageModel model, List<ResidentAdapter> rows, List<TunedAdapter> alone) {
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off();
                RowAdapters adapter = RowAdapters.of(step, rows)) {
            List<int[]> texts = texts(rows.size());
            TokenBatch batch = TokenBatch.of(step, texts, Padding.RIGHT);
            NDArray hidden = model.transformer().hiddenStates(batch, adapter);
            for (int row = 0; row < rows.size(); row++) {
                TokenBatch own = TokenBatch.of(step, List.of(texts.get(row)), Padding.RIGHT);
                NDArray expected = model.transformer()
                        .hiddenStates(own, alone(rows, alone, row))
                        .get(0);
                NDArray actual = narrow(hidden.get(row), 0, 0, texts.get(row).length);
                Reference.assertClose(actual.toFloatArray(), expected.toFloatArray(), 1e-4);
            }
        }
    }

    private static void assertAnswers(LanguageModel model, List<ResidentAdapter> rows, List<TunedAdapter> alone) {
        SamplingSettings greedy = SamplingSettings.greedy(6).withIgnoreEnd(true);
        List<int[]> texts = texts(rows.size());
        List<GenerationRequest> requests = Stream.iterate(0, row -> row + 1)
                .limit(rows.size())
                .map(row -> new GenerationRequest(texts.get(row), 1, rows.get(row)))
                .toList();
        List<Generation> together = new Generator(model, Adapter.NONE).generate(requests, greedy);
        for (int row = 0; row < rows.size(); row++) {
            Generation expected = new Generator(model, alone(rows, alone, row))
                    .generate(List.of(new GenerationRequest(texts.get(row), 1)), greedy)
                    .getFirst();
            assertThat(together.get(row).tokens()).as("row " + row).isEqualTo(expected.tokens());
        }
    }

    private static List<int[]> texts(int count) {
        return Stream.iterate(0, row -> row + 1)
                .limit(count)
                .map(row -> TEXTS.get(row % TEXTS.size()))
                .toList();
    }

    private static TunedAdapter moved(LanguageModel model, Tunable kind) {
        TunedAdapter adapter = kind.adapter(model.manager(), model.transformer(), 1);
        for (Parameter parameter : adapter.parameters()) {
            var numbers = Tensors.bytes(parameter.value());
            for (int i = 0; i < parameter.count(); i++) {
                float before = numbers.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                numbers.setAtIndex(ValueLayout.JAVA_FLOAT, i, before + 0.1f * (float) Math.cos(i));
            }
            parameter.changed();
        }
        return adapter;
    }
}
