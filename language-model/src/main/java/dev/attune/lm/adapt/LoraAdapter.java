package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.Adapter;
import dev.attune.lm.Linear;
import dev.attune.lm.Parameter;
import dev.attune.lm.RandomWeights;
import dev.attune.lm.Transformer;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import org.jspecify.annotations.Nullable;

import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/** Pairs of small matrices beside the frozen weights of a transformer's linear layers. */
public final class LoraAdapter implements Adapter, AutoCloseable {
    /**
     * @param a (rank, in)
     * @param b (out, rank)
     */
    record Pair(Parameter a, Parameter b) {}

    private final LoraConfig config;
    private final NDManager manager;
    private final NDArray scaling;
    private final Map<String, Pair> pairs = new LinkedHashMap<>();

    private LoraAdapter(NDManager parent, LoraConfig config, Dtype compute) {
        this.config = config;
        this.manager = parent.newSubManager();
        NDArray wide = manager.create((float) config.scaling());
        this.scaling = to(wide, compute);
    }

    /** How the matrices of one layer come about: A (rank, in) and B (out, rank), float32, owned by {@code manager}. */
    @FunctionalInterface
    interface PairSource {
        NDArray matrix(NDManager manager, String layer, boolean isA, Shape shape);
    }

    /**
     * A new adapter that changes nothing yet: B is 0, A uniform within {@code 1 / sqrt(in)}, as PEFT begins.
     *
     * @param parent owner of the adapter's memory unless it is closed earlier
     */
    public static LoraAdapter create(NDManager parent, Transformer transformer, LoraConfig config, long seed) {
        return build(parent, transformer, config, (manager, layer, isA, shape) -> {
            if (!isA) {
                return manager.zeros(shape);
            }
            var random = RandomWeights.generator(layer, seed);
            double bound = 1 / Math.sqrt(shape.get(1));
            float[] values = new float[(int) shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-bound, bound);
            }
            return manager.create(values, shape);
        });
    }

    static LoraAdapter build(NDManager parent, Transformer transformer, LoraConfig config, PairSource source) {
        LoraAdapter adapter = new LoraAdapter(parent, config, transformer.compute());
        for (Linear linear : transformer.linears()) {
            for (Linear.Part part : linear.parts()) {
                if (config.matches(part.name())) {
                    Shape a = new Shape(config.rank(), linear.inputs());
                    Shape b = new Shape(part.rows(), config.rank());
                    adapter.pairs.put(
                            part.name(),
                            new Pair(
                                    adapter.parameter(part.name() + ".lora_A", source, true, a, transformer.compute()),
                                    adapter.parameter(part.name() + ".lora_B", source, false, b, transformer.compute())));
                }
            }
        }
        if (adapter.pairs.isEmpty()) {
            adapter.close();
            throw new IllegalArgumentException("No linear layer of the model is named like " + config.sortedTargets()
                    + "; Llama has " + LoraConfig.ALL_LINEAR + ".");
        }
        return adapter;
    }

    private Parameter parameter(String name, PairSource source, boolean isA, Shape shape, Dtype compute) {
        String layer = name.substring(0, name.lastIndexOf('.'));
        NDArray master = source.matrix(manager, layer, isA, shape);
        Parameter parameter = new Parameter(name, master, compute);
        parameter.train();
        return parameter;
    }

    @Override
    public @Nullable NDArray delta(String layer, NDArray input) {
        Pair pair = pairs.get(layer);
        if (pair == null) {
            return null;
        }
        NDManager step = input.getManager();
        NDArray inner = linear(input, pair.a().forCompute(step), null); // (..., rank)
        return linear(inner.mul(scaling), pair.b().forCompute(step), null); // (..., out)
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        pairs.values().forEach(pair -> {
            parameters.add(pair.a());
            parameters.add(pair.b());
        });
        return parameters;
    }

    /** Adds {@code scaling * B A} to the weights of {@code transformer}, which then answers as with the adapter. */
    public void mergeInto(Transformer transformer) {
        try (var recording = Autograd.off()) {
            for (Linear linear : transformer.linears()) {
                for (Linear.Part part : linear.parts()) {
                    merge(linear, part);
                }
            }
        }
    }

    private void merge(Linear linear, Linear.Part part) {
        Pair pair = pairs.get(part.name());
        if (pair == null) {
            return;
        }
        try (NDManager scratch = manager.newSubManager()) {
            NDArray product = pair.b().value().matMul(pair.a().value()); // (out, in)
            product.attach(scratch);
            NDArray rows = narrow(linear.weight().value(), 0, part.start(), part.rows());
            rows.attach(scratch);
            NDArray delta = product.mul((float) config.scaling());
            rows.addi(to(delta, Tensors.dtype(rows)));
        }
        linear.weight().changed();
    }

    public LoraConfig config() {
        return config;
    }

    Map<String, Pair> pairs() {
        return pairs;
    }

    @Override
    public void close() {
        manager.close();
    }
}
