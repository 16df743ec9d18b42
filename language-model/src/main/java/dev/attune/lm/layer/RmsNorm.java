package dev.attune.lm.layer;

import java.util.List;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.rsqrt;
import static dev.attune.lm.torch.Operators.to;
import static dev.attune.lm.torch.Operators.vectorDot;

/**
 * {@code x / sqrt(mean(x^2) + epsilon) * weight}, in float32 (Zhang and Sennrich 2019, arXiv:1910.07467).
 *
 * @param weight (N) of float32
 * @param epsilon float32 scalar
 * @param compute type of the result
 */
public record RmsNorm(Parameter weight, NDArray epsilon, Dtype compute) implements Norm {
    private static final int[] LAST_AXIS = {-1};

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

    @Override
    public RmsNorm with(List<Parameter> parameters) {
        return new RmsNorm(parameters.getFirst(), epsilon, compute);
    }

    /** {@code 1 / sqrt(mean(x^2) + epsilon)} of each vector, (..., 1) of float32: what the backward pass needs. */
    public NDArray inverseRoot(NDArray x) {
        NDArray wide = to(x, Dtype.FLOAT32);
        return rsqrt(wide.square().mean(LAST_AXIS, true).add(epsilon));
    }

    /** As {@link #forward}, not recorded, with the {@link #inverseRoot} at hand. */
    public NDArray forward(NDArray x, NDArray inverseRoot) {
        NDArray scaled = normalized(x, inverseRoot).muli(weight.value());
        return compute == Dtype.FLOAT32 ? scaled : to(scaled, compute);
    }

    private static NDArray normalized(NDArray x, NDArray inverseRoot) {
        return Tensors.dtype(x) == Dtype.FLOAT32
                ? x.mul(inverseRoot)
                : copyAs(x, Dtype.FLOAT32).muli(inverseRoot);
    }

    /**
     * With n = x * inverseRoot and g the gradient of the result: {@code inverseRoot * (g w - n mean(g w n))}, in float32.
     * The weight, if trained, gets the sum of g n. The gradient may be overwritten.
     */
    public NDArray backward(NDArray gradient, NDArray x, NDArray inverseRoot) {
        NDArray normalized = normalized(x, inverseRoot);
        NDArray out = to(gradient, Dtype.FLOAT32);
        long width = x.getShape().get(x.getShape().dimension() - 1);
        if (weight.isTrained()) {
            weight.addGradient(out.mul(normalized).reshape(-1, width).sum(new int[] {0}));
        }
        out.muli(weight.value());
        NDArray share = vectorDot(out, normalized).expandDims(-1).divi(width); // (..., 1)
        return out.subi(normalized.muli(share)).muli(inverseRoot);
    }
}
