package dev.attune.lm;

import java.util.List;

import ai.djl.ndarray.NDArray;

import static dev.attune.lm.torch.Operators.linear;

/**
 * One matrix product that stands for one or several named linear layers with the same input (such as q, k and v): their
 * weights lie one under the other in one array, and adapters still find each by its name.
 */
public final class Linear {
    /**
     * One named layer among the rows of the shared weight.
     *
     * @param name such as {@code model.layers.0.self_attn.q_proj}
     * @param start first row of the shared weight
     * @param rows size of this layer's output
     */
    public record Part(String name, int start, int rows) {}

    private final Parameter weight;
    private final List<Part> parts;

    /** Takes {@code weight} (sum of the parts' rows, in). */
    Linear(Parameter weight, List<Part> parts) {
        this.weight = weight;
        this.parts = List.copyOf(parts);
    }

    /** x (B, T, in) to (B, T, sum of the parts' rows). */
    NDArray forward(NDArray x, Adapter adapter) {
        NDArray out = linear(x, weight.forCompute(x.getManager()), null);
        NDArray delta = adapter.delta(this, x);
        return delta == null ? out : out.addi(delta); // nothing keeps the product for the backward pass
    }

    public Parameter weight() {
        return weight;
    }

    public List<Part> parts() {
        return parts;
    }

    /** Size of the output, all parts together. */
    public int outputs() {
        return (int) weight.value().getShape().get(0);
    }

    /** Size of the input. */
    public int inputs() {
        return (int) weight.value().getShape().get(1);
    }
}
