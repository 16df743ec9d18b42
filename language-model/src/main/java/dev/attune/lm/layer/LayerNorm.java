package dev.attune.lm.layer;

import java.util.List;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.to;

/**
 * {@code (x - mean) / sqrt(variance + epsilon) * weight + bias}, in float32 (Ba et al. 2016, arXiv:1607.06450).
 *
 * @param weight (N) of float32
 * @param bias (N) of float32
 * @param compute type of the result
 */
record LayerNorm(Parameter weight, Parameter bias, double epsilon, Dtype compute) implements Norm {
    @Override
    public NDArray forward(NDArray x) {
        boolean cast = compute != Dtype.FLOAT32;
        NDArray normal = Operators.layerNorm(cast ? to(x, Dtype.FLOAT32) : x, weight.value(), bias.value(), epsilon);
        return cast ? to(normal, compute) : normal;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public LayerNorm with(List<Parameter> parameters) {
        return new LayerNorm(parameters.getFirst(), parameters.getLast(), epsilon, compute);
    }
}
