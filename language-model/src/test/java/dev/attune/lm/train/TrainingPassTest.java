package dev.attune.lm.train;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The gradients written by hand against those that libtorch records. */
class TrainingPassTest {
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

    @ParameterizedTest
    @EnumSource(Checkpointing.class)
    void givesTheGradientsThatLibtorchRecords(Checkpointing checkpointing) {
        Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
        for (Padding padding : Padding.values()) {
            List<float[]> recorded = recorded(tuning, padding);
            assertClose(written(tuning, padding, checkpointing), recorded);
        }
    }

    @ParameterizedTest
    @EnumSource(Checkpointing.class)
    void givesAnAdaptersGradients(Checkpointing checkpointing) {
        Tunable.Tuning tuning = model.tune(new Tunable.Lora(LoraConfig.allLinear(4, 8)), 1);
        waved(tuning);
        assertClose(written(tuning, Padding.RIGHT, checkpointing), recorded(tuning, Padding.RIGHT));
    }

    @Test
    void fromTheFrozenPartsStatesItEqualsTheWholePass() {
        Tunable.Tuning tuning = model.tune(
                new Tunable.Lora(new LoraConfig(4, 8, new LoraTargets.Expression("model\\.layers\\.1\\..*"))), 1);
        waved(tuning);
        Transformer transformer = model.transformer();
        assertThat(transformer.blocksBelow(tuning.adapter())).isEqualTo(1);
        try (NDManager step = model.newStep()) {
            TokenBatch batch = batch(step, Padding.RIGHT);
            NDArray lower = transformer.lowerStates(batch, 1);
            float[] above = transformer
                    .hiddenStatesAbove(batch, lower.duplicate(), 1, tuning.adapter())
                    .toFloatArray();
            assertThat(above)
                    .isEqualTo(transformer.hiddenStates(batch, tuning.adapter()).toFloatArray());
            List<float[]> whole = written(tuning, Padding.RIGHT, Checkpointing.OFF);
            Gradients.zero(tuning.parameters());
            TrainingPass pass = transformer.trainingPassAbove(batch, lower, 1, tuning.adapter(), Checkpointing.OFF);
            try (var on = Autograd.on()) {
                Autograd.backward(loss(step, batch, pass.hiddenStates()));
            }
            pass.backward();
            assertClose(gradients(tuning), whole);
        }
    }

    @Test
    void nothingIsFrozenBelowAnAdapterOfTheFirstBlock() {
        Tunable.Tuning tuning = model.tune(new Tunable.Lora(LoraConfig.allLinear(4, 8)), 1);
        assertThat(model.transformer().blocksBelow(tuning.adapter())).isZero();
        assertThat(model.transformer().blocksBelow(Adapter.NONE)).isEqualTo(2);
    }

    private static void waved(Tunable.Tuning tuning) {
        for (Parameter parameter : tuning.parameters()) { // B is 0 at first, which would hide mistakes in A
            float[] values = new float[(int) parameter.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(i * 0.7) * 0.2f;
            }
            Tensors.bytes(parameter.value()).copyFrom(MemorySegment.ofArray(values));
            parameter.changed();
        }
    }

    @Test
    void aGradientIsNeededBeforeGoingBack() {
        try (NDManager step = model.newStep()) {
            TrainingPass pass =
                    model.transformer().trainingPass(batch(step, Padding.RIGHT), Adapter.NONE, Checkpointing.OFF);
            assertThatThrownBy(pass::backward)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("loss");
        }
    }

    /** Rows of 1 to 300 tokens: several blocks of queries, and a rest. */
    private static TokenBatch batch(NDManager step, Padding padding) {
        List<int[]> rows = IntStream.of(300, 1, 7, 128)
                .mapToObj(length -> IntStream.range(0, length)
                        .map(i -> 3 + (i + length) * 37 % 300)
                        .toArray())
                .toList();
        return TokenBatch.of(step, rows, padding);
    }

    private List<float[]> recorded(Tunable.Tuning tuning, Padding padding) {
        Gradients.zero(tuning.parameters());
        try (NDManager step = model.newStep();
                var on = Autograd.on()) {
            TokenBatch batch = batch(step, padding);
            Autograd.backward(loss(step, batch, model.transformer().hiddenStates(batch, tuning.adapter())));
        }
        return gradients(tuning);
    }

    private List<float[]> written(Tunable.Tuning tuning, Padding padding, Checkpointing checkpointing) {
        Gradients.zero(tuning.parameters());
        try (NDManager step = model.newStep();
                var on = Autograd.on()) {
            TokenBatch batch = batch(step, padding);
            TrainingPass pass = model.transformer().trainingPass(batch, tuning.adapter(), checkpointing);
            Autograd.backward(loss(step, batch, pass.hiddenStates()));
            pass.backward();
        }
        return gradients(tuning);
    }

    /** Any number that depends on every state that is no padding. */
    private static NDArray loss(NDManager step, TokenBatch batch, NDArray hidden) {
        long width = hidden.getShape().get(2);
        float[] weights = new float[(int) hidden.getShape().size()];
        for (int row = 0; row < batch.size(); row++) {
            for (int i = 0; i < batch.lengths()[row] * width; i++) {
                long at = ((long) row * batch.time() + batch.column(row, 0)) * width + i;
                weights[(int) at] = (float) Math.cos(0.3 * i);
            }
        }
        return hidden.mul(step.create(weights, hidden.getShape())).sum();
    }

    private static List<float[]> gradients(Tunable.Tuning tuning) {
        List<float[]> all = new ArrayList<>();
        for (Parameter parameter : tuning.parameters()) {
            try (NDArray gradient = Objects.requireNonNull(Autograd.gradient(parameter.value()), parameter.name())) {
                all.add(gradient.toFloatArray());
            }
        }
        return all;
    }

    private static void assertClose(List<float[]> actual, List<float[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            double largest = 0;
            for (float value : expected.get(i)) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).isPositive();
            for (int j = 0; j < expected.get(i).length; j++) {
                assertThat((double) actual.get(i)[j])
                        .as("parameter %d, entry %d", i, j)
                        .isCloseTo(expected.get(i)[j], within(largest * TOLERANCE));
            }
        }
    }
}
