package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.weight.Parameter;
import dev.attune.lm.weight.RandomWeights;

import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.narrow;

/**
 * Linear layers with an activation between them, in float32, that make a prompt from vectors that train, too.
 *
 * @param table (P, in)
 * @param layers weight (out, in) and bias (out) of each
 */
public record Network(Parameter table, List<Layer> layers, UnaryOperator<NDArray> activation) {
    public record Layer(Parameter weight, Parameter bias) {}

    /** Where the weights of a network come from: float32, owned by the manager. */
    @FunctionalInterface
    public interface Source {
        NDArray weight(NDManager owner, String name, long... shape);
    }

    /**
     * A network.
     *
     * @param name of the layers, after which PEFT numbers them, counting the activations
     * @param widths of the vectors before, between and after the layers
     */
    static Network of(
            NDManager owner,
            int count,
            String name,
            List<Integer> widths,
            UnaryOperator<NDArray> activation,
            Source source) {
        String table = "prompt_encoder.embedding.weight";
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < widths.size(); i++) {
            String layer = "prompt_encoder." + name + "." + 2 * (i - 1);
            layers.add(new Layer(
                    trained(
                            layer + ".weight",
                            source.weight(owner, layer + ".weight", widths.get(i), widths.get(i - 1))),
                    trained(layer + ".bias", source.weight(owner, layer + ".bias", widths.get(i)))));
        }
        return new Network(trained(table, source.weight(owner, table, count, widths.getFirst())), layers, activation);
    }

    /** As torch begins: vectors from N(0, 1), layers uniform within {@code 1 / sqrt(in)}. */
    static Source random(long seed, List<Integer> widths) {
        return (owner, name, shape) -> {
            RandomGenerator random = RandomWeights.generator(name, seed);
            int layer = name.contains("embedding") ? 0 : Integer.parseInt(name.replaceAll("\\D", "")) / 2;
            double bound = 1 / Math.sqrt(widths.get(layer));
            float[] values = new float[(int) new Shape(shape).size()];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        (float) (name.contains("embedding") ? random.nextGaussian() : random.nextDouble(-bound, bound));
            }
            return owner.create(values, new Shape(shape));
        };
    }

    /** All of the output (P, out), owned by {@code step}. */
    NDArray output(NDManager step) {
        Layer last = layers.getLast();
        return linear(inner(step), last.weight().value(), last.bias().value());
    }

    /** Columns of the output (P, count) from {@code start} on, owned by {@code step}. */
    NDArray output(NDManager step, long start, long count) {
        Layer last = layers.getLast();
        NDArray weight = narrow(last.weight().value(), 0, start, count);
        NDArray bias = narrow(last.bias().value(), 0, start, count);
        weight.attach(step);
        bias.attach(step);
        return linear(inner(step), weight, bias);
    }

    /** What the last layer is given. */
    private NDArray inner(NDManager step) {
        NDArray x = narrow(table.value(), 0, 0, table.value().getShape().get(0));
        x.attach(step);
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            x = activation.apply(linear(x, layer.weight().value(), layer.bias().value()));
        }
        return x;
    }

    /** The table first. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(table);
        layers.forEach(layer -> {
            all.add(layer.weight());
            all.add(layer.bias());
        });
        return all;
    }

    private static Parameter trained(String name, NDArray value) {
        Parameter parameter = new Parameter(name, value, Dtype.FLOAT32);
        parameter.train();
        return parameter;
    }
}
