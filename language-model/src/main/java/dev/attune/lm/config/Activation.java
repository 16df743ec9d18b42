package dev.attune.lm.config;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.times;
import static dev.attune.lm.torch.Operators.to;

/** The nonlinearity of a feed-forward network. */
public enum Activation {
    /** {@code x * sigmoid(x)}. */
    SILU,
    /** {@code x * P(X <= x)} for a normal X (arXiv:1606.08415). */
    GELU,
    /** GELU's approximation by tanh, as GPT-2 has it. */
    GELU_TANH,
    /** {@code max(x, 0)}. */
    RELU;

    private static final double TWICE_ROOT_OF_TWO_OVER_PI = 2 * Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;

    /** Element by element; differentiable. */
    public NDArray of(NDArray x) {
        return switch (this) {
            case SILU -> Operators.silu(x);
            case GELU -> Operators.gelu(x);
            case GELU_TANH -> geluByTanh(x);
            case RELU -> Operators.relu(x);
        };
    }

    /**
     * {@code x / 2 * (1 + tanh(z)) = x * sigmoid(2z)} with {@code z = sqrt(2 / pi) * (x + 0.044715 x^3)}; in float32, since a
     * cube in bfloat16 is coarse.
     */
    private static NDArray geluByTanh(NDArray x) {
        Dtype compute = Tensors.dtype(x);
        NDArray wide = compute == Dtype.FLOAT32 ? x : to(x, Dtype.FLOAT32);
        NDArray slope = times(wide.square(), TWICE_ROOT_OF_TWO_OVER_PI * CUBIC).add(TWICE_ROOT_OF_TWO_OVER_PI);
        NDArray out = wide.mul(Operators.sigmoid(wide.mul(slope)));
        return compute == Dtype.FLOAT32 ? out : to(out, compute);
    }
}
