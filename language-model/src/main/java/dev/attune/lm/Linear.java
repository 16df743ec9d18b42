package dev.attune.lm;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.torch.Autograd;
import org.jspecify.annotations.Nullable;

import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.narrow;

/**
 * One matrix product that stands for one or several named linear layers with the same input (such as q, k and v): their
 * weights lie one under the other in one array, and adapters still find each by its name.
 */
public final class Linear {
    /**
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
        if (adapter == Adapter.NONE) {
            return out;
        }
        NDArray[] deltas = parts.stream().map(part -> adapter.delta(part.name(), x)).toArray(NDArray[]::new);
        return Autograd.isOn() ? addRecorded(out, deltas) : addInPlace(out, deltas);
    }

    private NDArray addInPlace(NDArray out, @Nullable NDArray[] deltas) {
        for (int i = 0; i < deltas.length; i++) {
            if (deltas[i] != null) {
                Part part = parts.get(i);
                narrow(out, -1, part.start(), part.rows()).addi(deltas[i]);
            }
        }
        return out;
    }

    /** Writing into views would make the backward pass copy whole gradients: join the deltas instead. */
    private NDArray addRecorded(NDArray out, @Nullable NDArray[] deltas) {
        NDList joined = new NDList(deltas.length);
        boolean any = false;
        for (int i = 0; i < deltas.length; i++) {
            any |= deltas[i] != null;
            joined.add(deltas[i] == null ? nothing(out, parts.get(i)) : deltas[i]);
        }
        if (!any) {
            return out;
        }
        return out.add(joined.size() == 1 ? joined.head() : NDArrays.concat(joined, -1));
    }

    private static NDArray nothing(NDArray out, Part part) {
        long[] shape = out.getShape().getShape().clone();
        shape[shape.length - 1] = part.rows();
        return narrow(out, -1, part.start(), part.rows()).zerosLike().reshape(new Shape(shape));
    }

    public Parameter weight() {
        return weight;
    }

    public List<Part> parts() {
        return parts;
    }

    /** Size of the input. */
    public int inputs() {
        return (int) weight.value().getShape().get(1);
    }
}
