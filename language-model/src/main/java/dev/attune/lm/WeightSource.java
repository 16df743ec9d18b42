package dev.attune.lm;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.torch.Dtype;

/** Where a transformer's weights come from, by their Hugging Face names: a file, or a random generator. */
public interface WeightSource {
    /**
     * A new array with the weight {@code name}, owned by the model.
     *
     * @param name such as {@code model.layers.0.mlp.up_proj.weight}
     * @throws dev.attune.lm.checkpoint.CheckpointException if there is no such weight, or its shape is another
     */
    NDArray weight(String name, Dtype dtype, long... shape);
}
