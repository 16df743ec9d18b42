package dev.attune.lm.weight;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

import dev.attune.lm.torch.Dtype;

/** Where a transformer's weights come from, by their Hugging Face names: a file, or a random generator. */
public interface WeightSource {
    /**
     * A new array with the weight {@code name}, owned by the model.
     *
     * @param name such as {@code model.layers.0.mlp.up_proj.weight}
     * @throws dev.attune.lm.error.CheckpointException if there is no such weight, or its shape is another
     */
    NDArray weight(String name, Dtype dtype, long... shape);

    /**
     * One of the weights that {@link #joined} puts below each other.
     *
     * @param shape (rows) or (rows, columns)
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(String name, long... shape) {}

    /** A new array with all of {@code parts}, one below the other; files are read straight into it. */
    default NDArray joined(Dtype dtype, List<Part> parts) {
        NDList arrays = new NDList();
        parts.forEach(part -> arrays.add(weight(part.name(), dtype, part.shape())));
        if (arrays.size() == 1) {
            return arrays.head();
        }
        NDArray whole = NDArrays.concat(arrays, 0);
        arrays.forEach(NDArray::close);
        return whole;
    }
}
