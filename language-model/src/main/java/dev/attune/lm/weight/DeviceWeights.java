package dev.attune.lm.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.copyInto;

/** Brings weights that {@code host} reads on the CPU to the GPU of {@code target}, one at a time. */
public record DeviceWeights(NDManager target, WeightSource host) implements WeightSource {
    @Override
    public NDArray weight(String name, Dtype dtype, long... shape) {
        try (NDArray here = host.weight(name, dtype, shape)) {
            NDArray there = Tensors.empty(target, dtype, shape);
            copyInto(there, here);
            return there;
        }
    }
}
