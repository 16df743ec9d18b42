package dev.attune.lm.batch;

import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.SegmentedBatch.Row;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SegmentedBatchTest {
    private static final double TOLERANCE = 2e-5;
    private final LanguageModel model = LanguageModel.random(
            TransformerConfig.tiny(400, 32, 2, 4, 2),
            Tokenizer.load(Reference.modelDirectory()),
            LoadOptions.float32(),
            1);

    @AfterEach
    void close() {
        model.close();
    }

    private static final List<Row> ROWS = List.of(
            new Row(tokens(90, 1), List.of(tokens(70, 2), tokens(5, 3), tokens(1, 4))),
            new Row(tokens(0, 5), List.of(tokens(20, 6), tokens(33, 7))),
            new Row(tokens(140, 8), List.of(tokens(3, 9))));

    @Test
    void textsGetTheStatesOfSeparateRows() {
        try (NDManager step = model.newStep();
                var off = Autograd.off()) {
            SegmentedBatch together = SegmentedBatch.of(step, ROWS);
            NDArray states = together.lastStates(model.transformer().hiddenStates(together, Adapter.NONE));
            TokenBatch apart = TokenBatch.of(step, apart(), Padding.RIGHT);
            NDArray expected = AnswerBatch.lastStates(apart, model.transformer().hiddenStates(apart, Adapter.NONE));
            assertThat(floats(states)).containsExactly(floats(expected), within((float) TOLERANCE));
        }
    }

    @Test
    void textsGiveTheGradientsOfSeparateRows() {
        Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
        try (NDManager step = model.newStep();
                var on = Autograd.on()) {
            SegmentedBatch rows = SegmentedBatch.of(step, ROWS);
            TrainingPass pass = model.transformer().trainingPass(rows, Adapter.NONE, Checkpointing.OFF);
            Autograd.backward(loss(step, rows.lastStates(pass.hiddenStates())));
            pass.backward();
        }
        List<float[]> together = gradients(tuning);
        Gradients.zero(tuning.parameters());
        try (NDManager step = model.newStep();
                var on = Autograd.on()) {
            TokenBatch apart = TokenBatch.of(step, apart(), Padding.RIGHT);
            NDArray hidden = model.transformer().hiddenStates(apart, Adapter.NONE);
            Autograd.backward(loss(step, AnswerBatch.lastStates(apart, hidden)));
        }
        List<float[]> separate = gradients(tuning);
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).containsExactly(separate.get(i), within((float) TOLERANCE));
        }
    }

    @Test
    void onlyTextAndSharedTextHaveToFit() {
        try (NDManager step = model.newStep()) {
            int positions = model.config().maximumPositions();
            Row fits = new Row(tokens(positions / 2, 1), List.of(tokens(positions / 2, 2), tokens(positions / 2, 3)));
            assertThat(SegmentedBatch.of(step, List.of(fits)).longest()).isEqualTo(positions);
            Row tooLong = new Row(tokens(positions, 1), List.of(tokens(1, 2)));
            assertThatThrownBy(() ->
                            model.transformer().hiddenStates(SegmentedBatch.of(step, List.of(tooLong)), Adapter.NONE))
                    .hasMessageContaining("does not fit");
        }
    }

    private static List<int[]> apart() {
        return ROWS.stream()
                .flatMap(row -> row.texts().stream()
                        .map(text -> IntStream.concat(IntStream.of(row.shared()), IntStream.of(text))
                                .toArray()))
                .toList();
    }

    /** Any number that depends on every entry of the states. */
    private static NDArray loss(NDManager step, NDArray states) {
        float[] weights = new float[(int) states.getShape().size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.cos(0.3 * i);
        }
        return states.mul(step.create(weights, states.getShape())).sum();
    }

    private static List<float[]> gradients(Tunable.Tuning tuning) {
        return tuning.parameters().stream()
                .map(parameter -> {
                    try (NDArray gradient = Autograd.gradientOrZeros(parameter.value())) {
                        return floats(gradient);
                    }
                })
                .toList();
    }

    private static float[] floats(NDArray array) {
        return array.toFloatArray();
    }

    private static int[] tokens(int count, int salt) {
        return IntStream.range(0, count)
                .map(i -> 3 + (i + 11 * salt) * 37 % 300)
                .toArray();
    }
}
