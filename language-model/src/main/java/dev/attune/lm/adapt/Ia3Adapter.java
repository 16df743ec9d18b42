package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.WeightNames;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * IA3 (Liu et al. 2022, arXiv:2205.05638): {@code y = l * (W x + b)} with l (out), and in feed-forward layers
 * {@code y = W (l * x) + b} with l (in).
 */
public final class Ia3Adapter implements TunedAdapter {
    private final NDManager manager;
    private final List<String> targets;
    private final List<String> feedForward;
    private final Map<Linear, Scaled> layers = new LinkedHashMap<>();

    /**
     * The vectors of one layer of the transformer.
     *
     * @param output of its parts, by name; those without one are not scaled
     * @param input of all parts, or empty
     */
    private record Scaled(Map<String, Parameter> output, List<Parameter> input) {}

    /** Where the vectors come from. */
    @FunctionalInterface
    public interface Source {
        /** The vector (size) of a layer, float32, owned by {@code owner}. */
        NDArray vector(NDManager owner, String layer, boolean ofInput, long size);
    }

    private Ia3Adapter(NDManager manager, List<String> targets, List<String> feedForward) {
        this.manager = manager;
        this.targets = List.copyOf(targets);
        this.feedForward = List.copyOf(feedForward);
    }

    /** A new adapter, which changes nothing yet; the layers of {@code chosen}, or the paper's where that is empty. */
    static Ia3Adapter create(NDManager parent, Transformer transformer, List<String> chosen) {
        WeightNames.Block names = transformer.config().names().block();
        List<String> feedForward = List.of(names.down());
        List<String> usual = new ArrayList<>(names.queryKeyValue());
        if (usual.size() > 1) {
            usual.removeFirst(); // queries
        }
        usual.add(names.down());
        return build(
                parent,
                transformer,
                chosen.isEmpty() ? usual : chosen,
                feedForward,
                (owner, layer, ofInput, size) -> owner.ones(new Shape(size)));
    }

    /**
     * An adapter with vectors from anywhere.
     *
     * @param targets endings of the scaled layers' names
     * @param feedForward endings of those whose input is scaled
     */
    public static Ia3Adapter build(
            NDManager parent, Transformer transformer, List<String> targets, List<String> feedForward, Source source) {
        Ia3Adapter adapter = new Ia3Adapter(parent.newSubManager(), targets, feedForward);
        try {
            LoraTargets matched = LoraTargets.of(targets);
            transformer.linears().forEach(linear -> adapter.adapt(linear, matched, source, transformer.compute()));
            if (adapter.layers.isEmpty()) {
                throw new IllegalArgumentException("No linear layer of the model is named like " + targets + ".");
            }
            return adapter;
        } catch (RuntimeException failure) {
            adapter.close();
            throw failure;
        }
    }

    private void adapt(Linear linear, LoraTargets matched, Source source, Dtype compute) {
        Map<String, Parameter> output = new TreeMap<>();
        List<Parameter> input = new ArrayList<>();
        for (Linear.Part part : linear.parts()) {
            if (!matched.matches(part.name())) {
                continue;
            }
            boolean ofInput = feedForward.stream().anyMatch(part.name()::endsWith);
            if (ofInput && linear.parts().size() > 1) {
                throw new IllegalArgumentException("The input of " + part.name()
                        + " cannot be scaled alone: other layers share it; scale its output.");
            }
            NDArray vector = source.vector(manager, part.name(), ofInput, ofInput ? linear.inputs() : part.rows());
            Parameter scale = new Parameter(part.name() + ".ia3_l", vector, compute);
            scale.train();
            if (ofInput) {
                input.add(scale);
            } else {
                output.put(part.name(), scale);
            }
        }
        if (!output.isEmpty() || !input.isEmpty()) {
            layers.put(linear, new Scaled(output, input));
        }
    }

    @Override
    public boolean changes(Linear layer) {
        return false;
    }

    @Override
    public boolean isLean() {
        return true;
    }

    @Override
    public boolean decodesFast() {
        return true;
    }

    @Override
    public boolean scales(Linear layer) {
        return layers.containsKey(layer);
    }

    @Override
    public boolean asksForOutput(Linear layer) {
        Scaled scaled = layers.get(layer);
        return scaled != null && !scaled.output().isEmpty();
    }

    /** The scales (out) of what a layer gives, in the compute type; none where it is not scaled. */
    public @Nullable NDArray outputFactors(Linear layer, NDManager step) {
        Scaled scaled = layers.get(layer);
        return scaled == null || scaled.output().isEmpty() ? null : factors(layer, scaled, step);
    }

    /** The scales (in) of what a layer gets, in the compute type; none where it is not scaled. */
    public @Nullable NDArray inputFactors(Linear layer, NDManager step) {
        Scaled scaled = layers.get(layer);
        return scaled == null || scaled.input().isEmpty()
                ? null
                : scaled.input().getFirst().forCompute(step);
    }

    @Override
    public NDArray input(Linear layer, NDArray input) {
        Scaled scaled = layers.get(layer);
        return scaled == null || scaled.input().isEmpty()
                ? input
                : input.mul(scaled.input().getFirst().forCompute(input.getManager()));
    }

    @Override
    public NDArray output(Linear layer, NDArray output) {
        Scaled scaled = layers.get(layer);
        return scaled == null || scaled.output().isEmpty()
                ? output
                : output.mul(factors(layer, scaled, output.getManager()));
    }

    /** The scales (out) of all parts, 1 where there is none. */
    private static NDArray factors(Linear layer, Scaled scaled, NDManager step) {
        NDList parts = new NDList();
        for (Linear.Part part : layer.parts()) {
            Parameter scale = scaled.output().get(part.name());
            NDArray vector = scale == null ? null : scale.forCompute(step).reshape(part.rows());
            NDArray own = vector == null
                    ? Tensors.filled(step, Tensors.dtype(layer.weight().forCompute(step)), 1, part.rows())
                    : vector;
            own.attach(step);
            parts.add(own);
        }
        return parts.size() == 1 ? parts.getFirst() : NDArrays.concat(parts, 0);
    }

    @Override
    public NDArray outputBackward(Linear layer, Forward forward, NDArray gradient) {
        Scaled scaled = layers.get(layer);
        if (scaled == null || scaled.output().isEmpty()) {
            return gradient;
        }
        NDManager step = gradient.getManager();
        NDArray factors = factors(layer, scaled, step);
        try (NDManager scratch = step.newSubManager();
                NDArray sums = sums(forward, gradient, factors, scratch)) {
            for (Linear.Part part : layer.parts()) {
                Parameter scale = scaled.output().get(part.name());
                if (scale != null) {
                    scale.addGradient(narrow(sums, 0, part.start(), part.rows()));
                }
            }
        }
        return gradient.mul(factors);
    }

    /**
     * The gradient (out) of the factors l: with p the product, the sum of {@code g p}; where the output {@code o = l p} is at hand,
     * of {@code g o / l}, which takes no product of matrices.
     */
    private static NDArray sums(Forward forward, NDArray gradient, NDArray factors, NDManager scratch) {
        NDArray output = forward.output();
        NDArray wide = to(factors, Dtype.FLOAT32);
        wide.attach(scratch);
        if (output != null && wide.abs().min().getFloat() > 0) {
            return summed(output.mul(gradient), scratch).div(wide);
        }
        NDArray product = forward.product().get();
        product.attach(scratch);
        return summed(product.mul(gradient), scratch);
    }

    private static NDArray summed(NDArray products, NDManager scratch) {
        products.attach(scratch);
        long width = products.getShape().get(products.getShape().dimension() - 1);
        return copyAs(products.reshape(-1, width), Dtype.FLOAT32).sum(new int[] {0});
    }

    @Override
    public NDArray inputBackward(Linear layer, NDArray input, NDArray gradient) {
        Scaled scaled = layers.get(layer);
        if (scaled == null || scaled.input().isEmpty()) {
            return gradient;
        }
        Parameter scale = scaled.input().getFirst();
        try (NDArray rows = gradient.mul(input).reshape(-1, layer.inputs());
                NDArray sums = copyAs(rows, Dtype.FLOAT32).sum(new int[] {0})) {
            scale.addGradient(sums);
        }
        return gradient.muli(scale.forCompute(gradient.getManager()));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        layers.values().forEach(scaled -> {
            all.addAll(scaled.output().values());
            all.addAll(scaled.input());
        });
        return all;
    }

    /** Names of layers whose input is scaled, among {@link #parameters}. */
    public boolean scalesInput(Parameter parameter) {
        return layers.values().stream().anyMatch(scaled -> scaled.input().contains(parameter));
    }

    public List<String> targets() {
        return targets;
    }

    public List<String> feedForward() {
        return feedForward;
    }

    @Override
    public void close() {
        manager.close();
    }
}
