package dev.attune.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The places that adapters other than LoRA need: what they do is seen, generated with, and gradients reach them. */
class AdapterSeamTest {
    private static final float STEP = 1e-2f;
    private final LanguageModel model = Reference.model();

    @AfterEach
    void close() {
        model.close();
    }

    /** An adapter of one weight. */
    private abstract static class OneWeight implements Adapter {
        private final Parameter weight;

        OneWeight(NDArray value) {
            this.weight = new Parameter("seam", value, Dtype.FLOAT32);
            this.weight.train();
        }

        NDArray value() {
            return weight.value();
        }

        @Override
        public @Nullable NDArray delta(Linear layer, NDArray input) {
            return null;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(weight);
        }
    }

    private static final class SoftPrompt extends OneWeight {
        SoftPrompt(NDArray value) {
            super(value);
        }

        @Override
        public NDArray embedded(NDArray x, TokenBatch batch) {
            NDArray first =
                    batch.positions().eq(0).toType(DataType.FLOAT32, false).expandDims(-1); // (B or 1, T, 1)
            return x.add(first.mul(value()));
        }
    }

    private static final class PrefixTuning extends OneWeight {
        PrefixTuning(NDArray value) {
            super(value);
        }

        @Override
        public int prefixTokens() {
            return (int) value().getShape().get(2);
        }

        @Override
        public Prefix prefix(int layer, NDManager step) {
            NDArray values = layer == 0 ? value().neg() : value().square();
            values.attach(step);
            return new Prefix(value(), values);
        }
    }

    private static final class Bottleneck extends OneWeight {
        Bottleneck(NDArray value) {
            super(value);
        }

        @Override
        public NDArray after(SubLayer subLayer, int layer, NDArray output) {
            return subLayer == SubLayer.FEED_FORWARD
                    ? output.add(output.matMul(value()).tanh())
                    : output;
        }
    }

    private static final class Scaling extends OneWeight {
        Scaling(NDArray value) {
            super(value);
        }

        @Override
        public NDArray input(Linear layer, NDArray input) {
            return layer.parts().getFirst().name().endsWith("o_proj") ? input.mul(value()) : input;
        }

        @Override
        public NDArray output(Linear layer, NDArray output) {
            return layer.parts().getFirst().name().endsWith("down_proj") ? output.mul(value()) : output;
        }
    }

    @Test
    void softPrompts() {
        check(new Shape(model.config().hiddenSize()), SoftPrompt::new);
    }

    @Test
    void prefixes() {
        check(new Shape(1, model.config().keyValueHeads(), 3, model.config().headSize()), PrefixTuning::new);
    }

    @Test
    void bottlenecks() {
        check(new Shape(model.config().hiddenSize(), model.config().hiddenSize()), Bottleneck::new);
    }

    @Test
    void scalings() {
        check(new Shape(model.config().hiddenSize()), Scaling::new);
    }

    private void check(Shape shape, Function<NDArray, OneWeight> make) {
        OneWeight adapter = make.apply(ramp(shape));
        double here = loss(adapter);
        assertThat(Math.abs(here - loss(Adapter.NONE))).isGreaterThan(1e-2);
        double expected = (lossBeside(adapter, STEP) - lossBeside(adapter, -STEP)) / (2 * STEP);
        for (Checkpointing checkpointing : Checkpointing.values()) {
            assertThat(derivative(adapter, checkpointing))
                    .isCloseTo(expected, within(Math.abs(expected) * 0.02 + 1e-3));
        }
        assertGeneratesWhatTheWholePassSays(adapter);
    }

    /** Greedy tokens made with a cache are those that a pass over the whole text finds best. */
    private void assertGeneratesWhatTheWholePassSays(Adapter adapter) {
        int[] prompt = {5, 17, 42, 3};
        SamplingSettings greedy = SamplingSettings.greedy(3).withIgnoreEnd(true);
        int[] made = new Generator(model, adapter)
                .generate(List.of(new GenerationRequest(prompt, 1)), greedy)
                .getFirst()
                .tokens();
        List<Integer> text = new ArrayList<>();
        for (int token : prompt) {
            text.add(token);
        }
        for (int token : made) {
            assertThat(token).isEqualTo(best(adapter, text));
            text.add(token);
        }
        assertThat(made).hasSize(3);
    }

    private int best(Adapter adapter, List<Integer> text) {
        try (NDManager step = model.newStep();
                var off = Autograd.off()) {
            int[] ids = text.stream().mapToInt(Integer::intValue).toArray();
            TokenBatch batch = TokenBatch.of(step, List.of(ids), Padding.RIGHT);
            NDArray logits = model.transformer().logits(model.transformer().hiddenStates(batch, adapter));
            return (int) logits.get(0).get(ids.length - 1).argMax().getLong();
        }
    }

    private NDArray ramp(Shape shape) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + 0.4f * (float) Math.sin(i);
        }
        return model.manager().create(values, shape);
    }

    private static NDArray loss(NDArray hidden) {
        return hidden.tanh().sum();
    }

    private double loss(Adapter adapter) {
        try (NDManager step = model.newStep();
                var off = Autograd.off()) {
            return loss(model.transformer().hiddenStates(batch(step), adapter)).getFloat();
        }
    }

    /** The loss with {@code step} added to every number of the weight. */
    private double lossBeside(OneWeight adapter, float step) {
        try (var off = Autograd.off()) {
            adapter.value().addi(step);
            double loss = loss(adapter);
            adapter.value().subi(step);
            return loss;
        }
    }

    /** The sum of the weight's gradient. */
    private double derivative(OneWeight adapter, Checkpointing checkpointing) {
        Gradients.zero(adapter.parameters());
        try (NDManager step = model.newStep();
                var on = Autograd.on()) {
            TrainingPass pass = model.transformer().trainingPass(batch(step), adapter, checkpointing);
            Autograd.backward(loss(pass.hiddenStates()));
            pass.backward();
            return Objects.requireNonNull(Autograd.gradient(adapter.value()))
                    .sum()
                    .getFloat();
        }
    }

    private static TokenBatch batch(NDManager step) {
        return TokenBatch.of(step, Reference.sequences(), Padding.LEFT);
    }
}
