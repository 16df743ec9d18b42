package dev.attune.lm.transformer;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.torch.Autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransformerTest {
    private static final double TOLERANCE = 1e-4;
    private static LanguageModel model;

    @BeforeAll
    static void load() {
        model = Reference.model();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @EnumSource(Padding.class)
    void logitsOfAPaddedBatchEqualTheReferenceWithoutPadding(Padding padding) {
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            TokenBatch batch = TokenBatch.of(step, Reference.sequences(), padding);
            NDArray logits = logits(batch, Adapter.NONE);
            for (int row = 0; row < batch.size(); row++) {
                Reference.assertClose(Reference.row(logits, batch, row), Reference.tensor("logits." + row), TOLERANCE);
            }
        }
    }

    @Test
    void oneSequenceAloneEqualsTheReference() {
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            TokenBatch batch = TokenBatch.of(step, List.of(Reference.sequences().get(1)), Padding.RIGHT);
            Reference.assertClose(logits(batch, Adapter.NONE).toFloatArray(), Reference.tensor("logits.1"), TOLERANCE);
        }
    }

    @Test
    void recordingGradientsDoesNotChangeTheLogits() {
        try (NDManager step = model.newStep();
                var recording = Autograd.on()) {
            TokenBatch batch = TokenBatch.of(step, List.of(Reference.sequences().get(1)), Padding.RIGHT);
            Reference.assertClose(logits(batch, Adapter.NONE).toFloatArray(), Reference.tensor("logits.1"), TOLERANCE);
        }
    }

    @Test
    void decodingWithTheCacheEqualsTheWholePass() {
        List<int[]> whole =
                List.of(Reference.sequences().get(1), Reference.sequences().get(3));
        int known = 4;
        List<int[]> prompts = List.of(Arrays.copyOf(whole.get(0), known + 2), Arrays.copyOf(whole.get(1), known));
        try (NDManager step = model.newStep();
                var recording = Autograd.off();
                KvCache cache = model.transformer().newCache(step, 2, 32)) {
            model.transformer().hiddenStates(TokenBatch.of(step, prompts, Padding.RIGHT), Adapter.NONE, cache);
            for (int made = 0; made < 4; made++) {
                int[] tokens = {whole.get(0)[known + 2 + made], whole.get(1)[known + made]};
                TokenBatch next = TokenBatch.next(step, tokens, new int[] {known + 2 + made, known + made});
                NDArray logits =
                        model.transformer().logits(model.transformer().hiddenStates(next, Adapter.NONE, cache));
                assertRow(logits, 0, "logits.1", known + 2 + made);
                assertRow(logits, 1, "logits.3", known + made);
            }
        }
    }

    @Test
    void severalTokensAfterACacheSeeOnlyWhatCameBeforeThem() {
        int[] whole = Reference.sequences().get(1);
        try (NDManager step = model.newStep();
                var recording = Autograd.off();
                KvCache cache = model.transformer().newCache(step, 1, whole.length)) {
            int[] first = Arrays.copyOf(whole, 5);
            int[] rest = Arrays.copyOfRange(whole, 5, whole.length);
            model.transformer().hiddenStates(TokenBatch.of(step, List.of(first), Padding.LEFT), Adapter.NONE, cache);
            NDArray positions = step.arange(5f, whole.length).toType(ai.djl.ndarray.types.DataType.INT64, false);
            TokenBatch batch = TokenBatch.of(step, List.of(rest), Padding.LEFT);
            TokenBatch moved = new TokenBatch(batch.ids(), positions.expandDims(0), batch.lengths(), batch.padding());
            float[] logits = model.transformer()
                    .logits(model.transformer().hiddenStates(moved, Adapter.NONE, cache))
                    .toFloatArray();
            float[] expected = Reference.tensor("logits.1");
            Reference.assertClose(
                    logits,
                    Arrays.copyOfRange(expected, 5 * model.config().vocabularySize(), expected.length),
                    TOLERANCE);
        }
    }

    @Test
    void bfloat16StaysNearTheReferencesOwn() {
        try (LanguageModel half = LanguageModel.load(Reference.modelDirectory(), LoadOptions.bfloat16());
                NDManager step = half.newStep();
                var recording = Autograd.off()) {
            TokenBatch batch = TokenBatch.of(step, List.of(Reference.sequences().get(1)), Padding.RIGHT);
            float[] logits = half.transformer()
                    .logits(half.transformer().hiddenStates(batch, Adapter.NONE))
                    .toFloatArray();
            float[] exact = Reference.tensor("logits.1");
            double ours = meanDifference(logits, exact);
            double theirs = meanDifference(Reference.tensor("bfloat16.logits.1"), exact);
            assertThat(ours).isLessThan(1.5 * theirs);
        }
    }

    @Test
    void refusesASequenceThatIsLongerThanItsPositions() {
        try (NDManager step = model.newStep()) {
            TokenBatch batch =
                    TokenBatch.of(step, List.of(new int[model.config().maximumPositions() + 1]), Padding.RIGHT);
            assertThatThrownBy(() -> model.transformer().hiddenStates(batch, Adapter.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("129 tokens")
                    .hasMessageContaining("128 positions");
        }
    }

    private static void assertRow(NDArray logits, int row, String name, int position) {
        int vocabulary = model.config().vocabularySize();
        float[] expected = Reference.tensor(name);
        Reference.assertClose(
                Arrays.copyOfRange(logits.toFloatArray(), row * vocabulary, (row + 1) * vocabulary),
                Arrays.copyOfRange(expected, position * vocabulary, (position + 1) * vocabulary),
                TOLERANCE);
    }

    private static NDArray logits(TokenBatch batch, Adapter adapter) {
        return model.transformer().logits(model.transformer().hiddenStates(batch, adapter));
    }

    private static double meanDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }
}
