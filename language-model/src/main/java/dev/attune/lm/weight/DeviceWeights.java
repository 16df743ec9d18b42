package dev.attune.lm.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.copyInto;

/** Brings weights that are read on the CPU to a GPU, one at a time. */
public final class DeviceWeights implements WeightSource {
    private final NDManager target;
    private final WeightSource host;

    /** {@code host} gives arrays on the CPU; {@code target} is a manager of the GPU. */
    public DeviceWeights(NDManager target, WeightSource host) {
        this.target = target;
        this.host = host;
    }

    @Override
    public NDArray weight(String name, Dtype dtype, long... shape) {
        try (NDArray here = host.weight(name, dtype, shape)) {
            NDArray there = Tensors.empty(target, dtype, shape);
            copyInto(there, here);
            return there;
        }
    }
}
