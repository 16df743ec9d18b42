package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.torch.Operators;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;
import dev.attune.lm.weight.RandomWeights;

import static dev.attune.lm.torch.Operators.linear;

/** Bottlenecks with n numbers behind the blocks' parts; see {@link Tunable.Bottleneck} for the formula. */
public final class BottleneckAdapter implements TunedAdapter {
    private static final double DEVIATION = 0.01;

    private final NDManager manager;
    private final Tunable.Bottleneck config;
    private final Map<SubLayer, List<Pair>> pairs = new EnumMap<>(SubLayer.class);

    /**
     * One bottleneck.
     *
     * @param down (n, H)
     * @param downBias (n)
     * @param up (H, n)
     * @param upBias (H)
     */
    private record Pair(Parameter down, Parameter downBias, Parameter up, Parameter upBias) {
        List<Parameter> all() {
            return List.of(down, downBias, up, upBias);
        }
    }

    /** Where the weights come from. */
    @FunctionalInterface
    public interface Source {
        /** A weight of float32, owned by {@code owner}. */
        NDArray weight(NDManager owner, String name, long... shape);
    }

    private BottleneckAdapter(NDManager manager, Tunable.Bottleneck config) {
        this.manager = manager;
        this.config = config;
    }

    static BottleneckAdapter create(NDManager parent, Transformer transformer, Tunable.Bottleneck config, long seed) {
        return build(parent, transformer, config, (owner, name, shape) -> {
            if (!name.endsWith(".down.weight")) {
                return owner.zeros(new Shape(shape));
            }
            RandomGenerator random = RandomWeights.generator(name, seed);
            float[] values = new float[(int) new Shape(shape).size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * DEVIATION);
            }
            return owner.create(values, new Shape(shape));
        });
    }

    /** An adapter with weights from anywhere; they are named {@code layers.0.attention.down.weight} and so on. */
    public static BottleneckAdapter build(
            NDManager parent, Transformer transformer, Tunable.Bottleneck config, Source source) {
        BottleneckAdapter adapter = new BottleneckAdapter(parent.newSubManager(), config);
        try {
            List<SubLayer> places = config.kind() == Tunable.Bottleneck.Kind.HOULSBY
                    ? List.of(SubLayer.ATTENTION, SubLayer.FEED_FORWARD)
                    : List.of(SubLayer.FEED_FORWARD);
            for (SubLayer place : places) {
                List<Pair> all = new ArrayList<>();
                for (int layer = 0; layer < transformer.config().layers(); layer++) {
                    String name = "layers." + layer + (place == SubLayer.ATTENTION ? ".attention." : ".feed_forward.");
                    all.add(adapter.pair(transformer, name, source));
                }
                adapter.pairs.put(place, all);
            }
            return adapter;
        } catch (RuntimeException failure) {
            adapter.close();
            throw failure;
        }
    }

    private Pair pair(Transformer transformer, String name, Source source) {
        long width = transformer.config().hiddenSize();
        long inner = Math.max(1, width / config.reduction());
        return new Pair(
                trained(transformer, name + "down.weight", source, inner, width),
                trained(transformer, name + "down.bias", source, inner),
                trained(transformer, name + "up.weight", source, width, inner),
                trained(transformer, name + "up.bias", source, width));
    }

    private Parameter trained(Transformer transformer, String name, Source source, long... shape) {
        Parameter parameter = new Parameter(name, source.weight(manager, name, shape), transformer.compute());
        parameter.train();
        return parameter;
    }

    @Override
    public NDArray after(SubLayer subLayer, int layer, NDArray output) {
        List<Pair> here = pairs.get(subLayer);
        if (here == null) {
            return output;
        }
        Pair pair = here.get(layer);
        NDManager step = output.getManager();
        NDArray inner =
                linear(output, pair.down().forCompute(step), pair.downBias().forCompute(step));
        NDArray active =
                config.kind() == Tunable.Bottleneck.Kind.HOULSBY ? Operators.silu(inner) : Operators.relu(inner);
        return output.add(
                linear(active, pair.up().forCompute(step), pair.upBias().forCompute(step)));
    }

    public Tunable.Bottleneck config() {
        return config;
    }

    @Override
    public List<Parameter> parameters() {
        return pairs.values().stream()
                .flatMap(List::stream)
                .flatMap(pair -> pair.all().stream())
                .toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
