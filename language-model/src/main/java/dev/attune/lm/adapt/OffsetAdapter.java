package dev.attune.lm.adapt;

import java.util.ArrayList;
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

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.copyInto;

/** BitFit: {@code y = W x + b + d} with d (out) for every linear layer of the blocks; see {@link Tunable.BitFit}. */
public final class OffsetAdapter implements TunedAdapter {
    private final NDManager manager;
    private final Map<Linear, Parameter> offsets = new LinkedHashMap<>();

    private OffsetAdapter(NDManager manager) {
        this.manager = manager;
    }

    static OffsetAdapter create(NDManager parent, Transformer transformer) {
        return build(parent, transformer, (owner, linear) -> owner.zeros(new Shape(linear.outputs())));
    }

    /** Where the vectors come from. */
    @FunctionalInterface
    public interface Source {
        /** The vector (out) of all parts of a layer, float32, owned by {@code owner}. */
        NDArray vector(NDManager owner, Linear linear);
    }

    /** An adapter with vectors from anywhere. */
    public static OffsetAdapter build(NDManager parent, Transformer transformer, Source source) {
        OffsetAdapter adapter = new OffsetAdapter(parent.newSubManager());
        try {
            for (Linear linear : transformer.linears()) {
                NDArray vector = source.vector(adapter.manager, linear);
                Parameter offset =
                        new Parameter(linear.parts().getFirst().name() + ".offset", vector, transformer.compute());
                offset.train();
                adapter.offsets.put(linear, offset);
            }
            return adapter;
        } catch (RuntimeException failure) {
            adapter.close();
            throw failure;
        }
    }

    @Override
    public @Nullable NDArray delta(Linear layer, NDArray input) {
        Parameter offset = offsets.get(layer);
        if (offset == null) {
            return null;
        }
        NDManager step = input.getManager();
        Shape shape = input.getShape();
        long[] sizes = shape.getShape().clone();
        sizes[sizes.length - 1] = layer.outputs();
        if (Autograd.isOn()) {
            NDArray spread = offset.forCompute(step).broadcast(new Shape(sizes));
            spread.attach(step);
            return spread;
        }
        NDArray spread = Tensors.empty(step, Tensors.dtype(input), sizes); // decoding looks at its memory
        copyInto(spread, offset.forCompute(step));
        return spread;
    }

    @Override
    public @Nullable NDArray backward(Linear layer, NDArray input, NDArray gradient) {
        Parameter offset = offsets.get(layer);
        if (offset != null) {
            try (NDArray rows = copyAs(gradient, Dtype.FLOAT32).reshape(-1, layer.outputs());
                    NDArray sums = rows.sum(new int[] {0})) {
                offset.addGradient(sums);
            }
        }
        return null;
    }

    @Override
    public boolean addsOnlyToLinears() {
        return true;
    }

    @Override
    public List<Parameter> parameters() {
        return new ArrayList<>(offsets.values());
    }

    /** The vectors (out) by layer, all parts together. */
    public Map<Linear, Parameter> offsets() {
        return Map.copyOf(offsets);
    }

    @Override
    public void close() {
        manager.close();
    }
}
