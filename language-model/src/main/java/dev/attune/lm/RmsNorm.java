package dev.attune.lm;

import java.util.List;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.Operators.rsqrt;
import static dev.attune.lm.torch.Operators.to;

/** {@code x / sqrt(mean(x^2) + epsilon) * weight}, in float32 (Zhang and Sennrich 2019, arXiv:1910.07467). */
final class RmsNorm implements Norm {
    private static final int[] LAST_AXIS = {-1};

    private final Parameter weight;
    private final NDArray epsilon;
    private final Dtype compute;

    /**
     * @param weight (N) of float32
     * @param epsilon float32 scalar
     * @param compute type of the result
     */
    RmsNorm(Parameter weight, NDArray epsilon, Dtype compute) {
        this.weight = weight;
        this.epsilon = epsilon;
        this.compute = compute;
    }

    @Override
    public NDArray forward(NDArray x) {
        boolean cast = compute != Dtype.FLOAT32;
        NDArray wide = cast ? to(x, Dtype.FLOAT32) : x;
        NDArray meanSquare = wide.square().mean(LAST_AXIS, true); // (..., 1)
        NDArray scaled = wide.mul(rsqrt(meanSquare.add(epsilon))).mul(weight.value());
        return cast ? to(scaled, compute) : scaled;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight);
    }
}
