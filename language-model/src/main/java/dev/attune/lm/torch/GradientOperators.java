package dev.attune.lm.torch;

import ai.djl.ndarray.NDArray;

/**
 * What a backward pass that is written by hand needs: operators together with their gradients, and results written into
 * arrays that exist. None of them is meant to be recorded. A result belongs to the manager of the first argument.
 */
public final class GradientOperators {
    private static final Operator TO_DTYPE = new Operator("aten::to", "dtype");
    private static final Operator SOFTMAX = new Operator("aten::_softmax", "out");
    private static final Operator LOG_SOFTMAX = new Operator("aten::_log_softmax", "out");
    private static final Operator SOFTMAX_BACKWARD = new Operator("aten::_softmax_backward_data");
    private static final Operator SILU_BACKWARD = new Operator("aten::silu_backward", "grad_input");
    private static final Operator MULTIPLY_INTO = new Operator("aten::mul", "out");
    private static final Operator EXP = new Operator("aten::exp_");
    private static final Operator SCATTER_ADD = new Operator("aten::scatter_add_");

    private GradientOperators() {}

    /** {@code x = exp(x) / sum(exp(x))} along the last axis. */
    public static void softmaxInPlace(NDArray x) {
        SOFTMAX.with().tensor(x).integer(-1).flag(false).tensor(x).inPlace();
    }

    /** {@code x = x - log(sum(exp(x)))} along the last axis. */
    public static void logSoftmaxInPlace(NDArray x) {
        LOG_SOFTMAX.with().tensor(x).integer(-1).flag(false).tensor(x).inPlace();
    }

    /** The gradient of a softmax along the last axis, of float32, for the gradient of its result {@code softmax}. */
    public static NDArray softmaxBackward(NDArray gradient, NDArray softmax) {
        return SOFTMAX_BACKWARD
                .with()
                .tensor(gradient)
                .tensor(softmax)
                .integer(-1)
                .dtype(Dtype.FLOAT32)
                .result(gradient.getManager());
    }

    /** A copy of {@code array} in {@code dtype}, even where that is its type. */
    public static NDArray copyAs(NDArray array, Dtype dtype) {
        return TO_DTYPE.with()
                .tensor(array)
                .dtype(dtype)
                .flag(false)
                .flag(true)
                .none()
                .result(array.getManager());
    }

    /** Writes the gradient of {@code silu(x)} for the gradient of its result into {@code out}. */
    public static void siluBackward(NDArray gradient, NDArray x, NDArray out) {
        SILU_BACKWARD.with().tensor(gradient).tensor(x).tensor(out).inPlace();
    }

    /** {@code out = x * y}. */
    public static void multiplyInto(NDArray out, NDArray x, NDArray y) {
        MULTIPLY_INTO.with().tensor(x).tensor(y).tensor(out).inPlace();
    }

    /** {@code x = exp(x)}. */
    public static void exponentiate(NDArray x) {
        EXP.with().tensor(x).inPlace();
    }

    /** {@code target[index[i][j]][j] += source[i][j]} for axis 0, and its like for other axes; index of int64. */
    public static void scatterAdd(NDArray target, int axis, NDArray index, NDArray source) {
        SCATTER_ADD
                .with()
                .tensor(target)
                .integer(axis)
                .tensor(index)
                .tensor(source)
                .inPlace();
    }
}
