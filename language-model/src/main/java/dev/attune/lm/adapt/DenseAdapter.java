package dev.attune.lm.adapt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * Whole matrices that are added to the weights of linear layers, {@code y = W x + b + D x}: what methods come to that are loaded
 * and not trained here (LoHa, LoKr, OFT). Takes the memory of the layers that it changes.
 */
public final class DenseAdapter implements TunedAdapter {
    private final NDManager manager;
    private final Map<Linear, NDArray> matrices = new LinkedHashMap<>();

    /** Makes the matrix (out, in) of float32 for one named layer, owned by the manager; none where it is not changed. */
    @FunctionalInterface
    public interface Source {
        @Nullable
        NDArray matrix(NDManager owner, Linear.Part part, long inputs);
    }

    private DenseAdapter(NDManager manager) {
        this.manager = manager;
    }

    /** Matrices from anywhere, for at least one layer. */
    public static DenseAdapter build(NDManager parent, Transformer transformer, Source source) {
        DenseAdapter adapter = new DenseAdapter(parent.newSubManager());
        try (Autograd.Scope off = Autograd.off()) {
            for (Linear linear : transformer.linears()) {
                adapter.adapt(linear, source, transformer.compute());
            }
            if (adapter.matrices.isEmpty()) {
                throw new IllegalArgumentException("The adapter has no weights for any linear layer of the model.");
            }
            return adapter;
        } catch (RuntimeException failure) {
            adapter.close();
            throw failure;
        }
    }

    private void adapt(Linear linear, Source source, Dtype compute) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray whole = scratch.zeros(new Shape(linear.outputs(), linear.inputs()));
            boolean changed = false;
            for (Linear.Part part : linear.parts()) {
                NDArray matrix = source.matrix(scratch, part, linear.inputs());
                if (matrix != null) {
                    narrow(whole, 0, part.start(), part.rows()).addi(matrix);
                    changed = true;
                }
            }
            if (changed) {
                matrices.put(linear, Tensors.copyOf(manager, to(whole, compute)));
            }
        }
    }

    @Override
    public @Nullable NDArray delta(Linear layer, NDArray input) {
        NDArray matrix = matrices.get(layer);
        return matrix == null ? null : linear(input, matrix, null);
    }

    @Override
    public @Nullable NDArray backward(Linear layer, NDArray input, NDArray gradient) {
        NDArray matrix = matrices.get(layer);
        return matrix == null
                ? null
                : gradient.reshape(-1, layer.outputs()).matMul(matrix).reshape(input.getShape());
    }

    @Override
    public boolean addsOnlyToLinears() {
        return true;
    }

    @Override
    public boolean changes(Linear layer) {
        return matrices.containsKey(layer);
    }

    /** None: it is not trained. */
    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public void close() {
        manager.close();
    }
}
