package dev.attune.lm.transformer;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.narrow;

/** A transformer's weights as a checkpoint has them. */
final class NamedWeights {
    private NamedWeights() {}

    /** See {@link Transformer#namedWeights}. */
    static SortedMap<String, NDArray> of(Transformer transformer, NDManager step) {
        SortedMap<String, NDArray> named = new TreeMap<>();
        Set<Parameter> joined = new HashSet<>();
        boolean transposed = transformer.config().names().transposed();
        for (Linear linear : transformer.linears()) {
            joined.addAll(linear.parameters());
            for (Linear.Part part : linear.parts()) {
                NDArray rows = rows(linear.weight(), part, step);
                named.put(part.name() + ".weight", transposed ? transposed(rows, step) : rows);
                if (linear.bias() != null) {
                    named.put(part.name() + ".bias", rows(linear.bias(), part, step));
                }
            }
        }
        transformer.parameters().stream()
                .filter(parameter -> !joined.contains(parameter))
                .forEach(parameter -> named.put(parameter.name(), parameter.value()));
        return named;
    }

    private static NDArray rows(Parameter parameter, Linear.Part part, NDManager step) {
        NDArray rows = narrow(parameter.value(), 0, part.start(), part.rows());
        rows.attach(step);
        return rows;
    }

    private static NDArray transposed(NDArray matrix, NDManager step) {
        Shape shape = matrix.getShape();
        NDArray turned = Tensors.empty(step, Tensors.dtype(matrix), shape.get(1), shape.get(0));
        copyInto(turned, Autograd.detach(matrix).transpose());
        return turned;
    }
}
