package dev.attune.lm.layer;

import java.util.List;
import java.util.function.Supplier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.linearInputGradient;
import static dev.attune.lm.torch.Operators.linearWeightGradient;
import static dev.attune.lm.torch.Operators.to;

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
    private final @Nullable Parameter bias;
    private final List<Part> parts;

    /** Takes {@code weight} (sum of the parts' rows, in) and {@code bias} (sum of the parts' rows), or none. */
    Linear(Parameter weight, @Nullable Parameter bias, List<Part> parts) {
        this.weight = weight;
        this.bias = bias;
        this.parts = List.copyOf(parts);
    }

    Linear(Parameter weight, List<Part> parts) {
        this(weight, null, parts);
    }

    /** x (B, T, in) to (B, T, sum of the parts' rows). */
    public NDArray forward(NDArray x, Adapter adapter) {
        return adapter.output(this, product(adapter.input(this, x), adapter));
    }

    private NDArray product(NDArray input, Adapter adapter) {
        NDManager step = input.getManager();
        NDArray out = linear(input, weight.forCompute(step), bias == null ? null : bias.forCompute(step));
        NDArray delta = adapter.delta(this, input);
        return delta == null ? out : out.addi(delta); // nothing keeps the product for going back
    }

    /** The same layers with another weight. */
    public Linear with(Parameter other) {
        return new Linear(other, bias, parts);
    }

    /** The same layers with a weight and a bias of their own, which begin as copies and train. */
    Linear trainedCopy(NDManager owner) {
        return new Linear(weight.trainedCopy(owner), bias == null ? null : bias.trainedCopy(owner), parts);
    }

    /**
     * Takes the gradient (B, T, outputs) of {@link #forward} for {@code input} to the weight, if that is trained, and to the
     * adapter; not recorded.
     *
     * @return the gradient of the input
     */
    public NDArray backward(NDArray gradient, NDArray input, Adapter adapter) {
        return backward(gradient, () -> input, null, adapter);
    }

    /**
     * The same, with an input (B, T, in) that is made when something asks for it: where the layer is frozen and the adapter leaves
     * it alone, nothing does.
     *
     * @param output of {@link #forward}, where it has been kept
     */
    public NDArray backward(NDArray gradient, Supplier<NDArray> input, @Nullable NDArray output, Adapter adapter) {
        boolean adapted = adapter.changes(this) || adapter.scales(this);
        if (!adapted && !weight.isTrained() && (bias == null || !bias.isTrained())) {
            return inputGradient(gradient);
        }
        NDArray made = input.get();
        NDArray given = adapter.input(this, made);
        NDArray own =
                adapter.outputBackward(this, new Adapter.Forward(() -> product(given, adapter), output), gradient);
        NDArray rows = own.reshape(-1, outputs()); // (N, out)
        if (weight.isTrained()) {
            try (NDArray flat = given.reshape(-1, inputs());
                    NDArray share = linearWeightGradient(rows, flat)) { // (out, in)
                weight.addGradient(share);
            }
        }
        if (bias != null && bias.isTrained()) {
            bias.addGradient(to(rows, Dtype.FLOAT32).sum(new int[] {0}));
        }
        NDArray out = inputGradient(own);
        NDArray added = adapter.backward(this, given, own);
        return adapter.inputBackward(this, made, added == null ? out : out.addi(added));
    }

    private NDArray inputGradient(NDArray gradient) {
        long[] shape = gradient.getShape().getShape().clone();
        shape[shape.length - 1] = inputs();
        NDArray rows = gradient.reshape(-1, outputs());
        return linearInputGradient(rows, weight.forCompute(gradient.getManager()))
                .reshape(new Shape(shape));
    }

    public Parameter weight() {
        return weight;
    }

    /** What is added to the product, or none. */
    public @Nullable Parameter bias() {
        return bias;
    }

    /** The weight, and the bias if there is one. */
    public List<Parameter> parameters() {
        return bias == null ? List.of(weight) : List.of(weight, bias);
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
