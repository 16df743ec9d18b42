package dev.attune.lm.rows;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationOptions;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.peft.GoldenModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.narrow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Batches in which each row has an adapter of its own, against PEFT's (make_mixed.py) and against each adapter alone. */
class RowAdaptersTest {
    private static final List<String> SHARING = List.of(
            "prompt",
            "prefix",
            "prefix-projection",
            "p-tuning",
            "multitask",
            "ia3",
            "lora",
            "rslora",
            "dora",
            "lora-layer",
            "norms",
            "adalora",
            "vera");
    private static final List<String> APART =
            List.of("lora-embedding", "lora-head", "lora-tokens", "lora-ends", "lora-modules", "loha", "lokr");
    private static final List<int[]> TEXTS = List.of(
            new int[] {3, 17, 5, 42, 9, 21}, new int[] {5, 42}, new int[] {8, 1, 60, 33}, new int[] {7}, new int[] {
                11, 12, 13, 14, 15, 16, 17
            });

    private final LanguageModel model = GoldenModel.load();

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void mixedBatchGivesPeftsLogits() throws IOException {
        JsonNode expected = mixed();
        List<ResidentAdapter> rows = List.of(
                resident(GoldenModel.adapter(model, GoldenModel.folder("mixed/a"))),
                resident(GoldenModel.adapter(model, GoldenModel.folder("mixed/b"))),
                ResidentAdapter.BASE);
        List<int[]> ids = new ArrayList<>();
        expected.forEach(row -> ids.add(Reference.ints(row.get("ids"))));
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off();
                RowAdapters adapter = RowAdapters.of(step, rows)) {
            NDArray logits = model.transformer()
                    .trace(TokenBatch.of(step, ids, Padding.RIGHT), adapter, (stage, layer, activation) -> {});
            for (int row = 0; row < ids.size(); row++) {
                NDArray own = logits.get(row);
                assertThat(own.sum().getFloat())
                        .isCloseTo((float) expected.get(row).get("sum").asDouble(), within(1e-3f));
                assertThat(own.square().sum().getFloat())
                        .isCloseTo((float) expected.get(row).get("squares").asDouble(), within(1e-3f));
                float[] last = Reference.floats(expected.get(row).get("last"));
                Reference.assertClose(own.get(5).toFloatArray(), last, 1e-4);
            }
        }
    }

    @Test
    void mixedGenerationIsPefts() throws IOException {
        JsonNode expected = mixed();
        List<GenerationRequest> requests = List.of(
                new GenerationRequest(
                        GoldenModel.start(), 1, resident(GoldenModel.adapter(model, GoldenModel.folder("mixed/a")))),
                new GenerationRequest(
                        GoldenModel.start(), 1, resident(GoldenModel.adapter(model, GoldenModel.folder("mixed/b")))),
                new GenerationRequest(GoldenModel.start(), 1));
        List<Generation> answers = new Generator(model, Adapter.NONE).generate(requests, greedy());
        for (int row = 0; row < requests.size(); row++) {
            assertThat(answers.get(row).tokens())
                    .isEqualTo(Reference.ints(expected.get(row).get("greedy")));
        }
    }

    /** All kinds in one batch of mixed lengths, padded on either side. */
    @ParameterizedTest
    @EnumSource(Padding.class)
    void eachRowIsItsAdapterAlone(Padding padding) {
        List<String> names = List.copyOf(all(SHARING).keySet());
        Map<String, Adapter> alone = all(SHARING);
        List<ResidentAdapter> rows =
                all(SHARING).values().stream().map(this::resident).toList();
        List<int[]> texts = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            texts.add(TEXTS.get(row % TEXTS.size()));
        }
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off();
                RowAdapters adapter = RowAdapters.of(step, rows)) {
            TokenBatch batch = TokenBatch.of(step, texts, padding);
            NDArray hidden = model.transformer().hiddenStates(batch, adapter); // (B, T, H)
            for (int row = 0; row < rows.size(); row++) {
                int[] text = texts.get(row);
                NDArray expected = model.transformer()
                        .hiddenStates(TokenBatch.of(step, List.of(text), padding), named(alone, names.get(row)))
                        .get(0);
                NDArray actual = narrow(hidden.get(row), 0, batch.column(row, 0), text.length);
                Reference.assertClose(actual.toFloatArray(), expected.toFloatArray(), 2e-5);
            }
        }
    }

    /** With fewer places than requests, so that rows come and go, and with kinds that need batches of their own. */
    @Test
    void generationGivesEachRowItsAdapterAlone() {
        List<String> both = new ArrayList<>(SHARING);
        both.addAll(APART);
        Map<String, Adapter> alone = all(both);
        Map<String, ResidentAdapter> resident = new LinkedHashMap<>();
        all(both).forEach((name, adapter) -> resident.put(name, resident(adapter)));
        assertThat(named(resident, "lora-head").sharesBatches()).isFalse();
        List<GenerationRequest> requests = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2 * resident.size(); i++) {
            String name = List.copyOf(resident.keySet()).get(i % resident.size());
            names.add(name);
            requests.add(new GenerationRequest(TEXTS.get(i % TEXTS.size()), i, named(resident, name)));
        }
        GenerationOptions seven = GenerationOptions.defaults().withRows(7);
        List<Generation> answers = new Generator(model, Adapter.NONE, seven).generate(requests, greedy());
        for (int row = 0; row < requests.size(); row++) {
            GenerationRequest plain = new GenerationRequest(requests.get(row).prompt(), 1);
            Generation expected = new Generator(model, named(alone, names.get(row)))
                    .generate(List.of(plain), greedy())
                    .getFirst();
            assertThat(answers.get(row).tokens()).as(names.get(row)).isEqualTo(expected.tokens());
            for (int i = 0; i < expected.tokens().length; i++) {
                assertThat(answers.get(row).logProbabilities()[i])
                        .isCloseTo(expected.logProbabilities()[i], within(1e-4f));
            }
        }
    }

    /** The same prompt and seed with other adapters: nothing of a prompt's cache is shared between adapters. */
    @Test
    void onePromptWithManyAdapters() {
        Map<String, Adapter> alone = all(SHARING);
        List<GenerationRequest> requests = alone.values().stream()
                .map(adapter -> new GenerationRequest(GoldenModel.start(), 5, resident(adapter)))
                .toList();
        List<Generation> together = new Generator(model, Adapter.NONE)
                .generate(requests, SamplingSettings.sampling(0.8, 6).withIgnoreEnd(true));
        for (int row = 0; row < requests.size(); row++) {
            List<Generation> apart = new Generator(model, Adapter.NONE)
                    .generate(
                            List.of(requests.get(row)),
                            SamplingSettings.sampling(0.8, 6).withIgnoreEnd(true));
            assertThat(together.get(row).tokens()).isEqualTo(apart.getFirst().tokens());
            Reference.assertClose(
                    together.get(row).logProbabilities(), apart.getFirst().logProbabilities(), 1e-5);
        }
        assertThat(together.stream().map(answer -> answer.logProbabilities()[0]).distinct())
                .hasSize(requests.size());
    }

    /** In bfloat16 a row's numbers are those of float32 to its rounding, alone and among others. */
    @Test
    void bfloat16ServesAllKinds() {
        List<Generation> exact = new ArrayList<>();
        all(SHARING)
                .values()
                .forEach(adapter -> exact.add(new Generator(model, adapter)
                        .generate(List.of(new GenerationRequest(GoldenModel.start(), 1)), greedy())
                        .getFirst()));
        try (LanguageModel coarse = GoldenModel.load(LoadOptions.bfloat16())) {
            List<GenerationRequest> requests = all(coarse, SHARING).values().stream()
                    .map(adapter -> new GenerationRequest(GoldenModel.start(), 1, resident(coarse, adapter)))
                    .toList();
            List<Generation> together = new Generator(coarse, Adapter.NONE).generate(requests, greedy());
            List<Adapter> alone = List.copyOf(all(coarse, SHARING).values());
            for (int row = 0; row < requests.size(); row++) {
                Generation apart = new Generator(coarse, Adapter.NONE)
                        .generate(List.of(requests.get(row)), greedy())
                        .getFirst();
                Generation usual = new Generator(coarse, alone.get(row))
                        .generate(List.of(new GenerationRequest(GoldenModel.start(), 1)), greedy())
                        .getFirst();
                float first = exact.get(row).logProbabilities()[0];
                assertThat(apart.logProbabilities()[0]).isCloseTo(first, within(0.1f));
                assertThat(together.get(row).logProbabilities()[0]).isCloseTo(first, within(0.1f));
                assertThat(usual.logProbabilities()[0]).isCloseTo(first, within(0.1f));
            }
        }
    }

    /** Rows become others in place: what they were before leaves no trace. */
    @Test
    void rowsThatBecomeOthersAreThose() {
        Map<String, ResidentAdapter> resident = new LinkedHashMap<>();
        all(SHARING).forEach((name, adapter) -> resident.put(name, resident(adapter)));
        List<ResidentAdapter> kinds = List.copyOf(resident.values());
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off();
                RowAdapters rows = RowAdapters.withRoom(step, 4)) {
            for (int turn = 0; turn < 2 * kinds.size(); turn++) {
                List<ResidentAdapter> next = new ArrayList<>();
                for (int row = 0; row < 2 + turn % 3; row++) {
                    next.add(kinds.get((turn + 4 * row) % kinds.size()));
                }
                assertThat(rows.become(next)).isTrue();
                assertThat(rows.become(next)).isFalse();
                assertThat(rows.rows()).isEqualTo(next);
                List<int[]> texts = TEXTS.subList(0, next.size());
                TokenBatch batch = TokenBatch.of(step, texts, Padding.RIGHT);
                try (RowAdapters fresh = RowAdapters.of(step, next)) {
                    float[] expected =
                            model.transformer().hiddenStates(batch, fresh).toFloatArray();
                    float[] actual =
                            model.transformer().hiddenStates(batch, rows).toFloatArray();
                    Reference.assertClose(actual, expected, 1e-6);
                }
            }
            assertThatThrownBy(() -> rows.become(kinds)).hasMessageContaining("There is room for 4 rows");
        }
    }

    @Test
    void whatCannotShareIsRefused() {
        ResidentAdapter head = resident(GoldenModel.adapter(model, GoldenModel.folder("lora-head")));
        assertThatThrownBy(() -> RowAdapters.of(model.manager(), List.of(head)))
                .hasMessageContaining("needs a batch of its own");
        ResidentAdapter lora = resident(GoldenModel.adapter(model, GoldenModel.folder("lora")));
        Adapter own = GoldenModel.adapter(model, GoldenModel.folder("ia3"));
        assertThatThrownBy(() -> new Generator(model, own)
                        .generate(List.of(new GenerationRequest(GoldenModel.start(), 1, lora)), greedy()))
                .hasMessageContaining("a row has one adapter");
    }

    private static <T> T named(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private static SamplingSettings greedy() {
        return SamplingSettings.greedy(5).withIgnoreEnd(true);
    }

    /** The base among those of PEFT, and one of a method that PEFT does not have. */
    private Map<String, Adapter> all(List<String> names) {
        return all(model, names);
    }

    private static Map<String, Adapter> all(LanguageModel model, List<String> names) {
        Map<String, Adapter> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(name, GoldenModel.adapter(model, GoldenModel.folder(name))));
        all.put("base", Adapter.NONE);
        Adapter offsets = model.tune(new Tunable.BitFit(), 1).adapter();
        for (Parameter offset : offsets.parameters()) {
            for (int i = 0; i < offset.count(); i++) {
                Tensors.bytes(offset.value()).setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (0.05 * Math.sin(i)));
            }
            offset.changed();
        }
        all.put("bitfit", offsets);
        return all;
    }

    private ResidentAdapter resident(Adapter adapter) {
        return resident(model, adapter);
    }

    private static ResidentAdapter resident(LanguageModel model, Adapter adapter) {
        return adapter instanceof TunedAdapter tuned
                ? ResidentAdapter.of(model.manager(), model.transformer(), tuned)
                : ResidentAdapter.BASE;
    }

    private static JsonNode mixed() throws IOException {
        return new ObjectMapper().readTree(GoldenModel.folder("mixed.json").toFile());
    }
}
