package dev.attune.lm.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * The operators of libtorch that the transformer needs and that DJL lacks or hides, one typed method each. A result
 * belongs to the manager of the first argument, unless the method says otherwise. Autograd goes through all of them.
 *
 * <p>libtorch's documentation of each operator is the reference; only what differs is said here.
 */
public final class Operators {

    private static final Operator TO_DTYPE = new Operator("aten::to", "dtype");
    private static final Operator EMBEDDING = new Operator("aten::embedding");
    private static final Operator SDPA = new Operator("aten::scaled_dot_product_attention");
    private static final Operator SILU = new Operator("aten::silu");
    private static final Operator RSQRT = new Operator("aten::rsqrt");
    private static final Operator NARROW = new Operator("aten::narrow");
    private static final Operator CONTIGUOUS = new Operator("aten::contiguous");
    private static final Operator COPY = new Operator("aten::copy_");
    private static final Operator PACK = new Operator("mkldnn::_reorder_linear_weight");
    private static final Operator INDEX_COPY = new Operator("aten::index_copy_");
    private static final Operator INDEX_SELECT = new Operator("aten::index_select");
    private static final Operator GATHER = new Operator("aten::gather");
    private static final Operator REPEAT_INTERLEAVE = new Operator("aten::repeat_interleave", "self_int");
    private static final Operator CROSS_ENTROPY = new Operator("aten::cross_entropy_loss");
    private static final Operator LOG_SOFTMAX = new Operator("aten::log_softmax", "int");
    private static final Operator SOFTMAX = new Operator("aten::softmax", "int");
    private static final Operator VECTOR_DOT = new Operator("aten::linalg_vecdot");

    private Operators() {}

    /** {@code array} in another number type; the same array if it already has that type. */
    public static NDArray to(NDArray array, Dtype dtype) {
        return TO_DTYPE.with()
                .tensor(array)
                .dtype(dtype)
                .flag(false)
                .flag(false)
                .none()
                .result(array.getManager());
    }

    /** {@code x * factor}, in the type of x; unlike DJL's own, safe while gradients are recorded (see {@link Autograd}). */
    public static NDArray times(NDArray x, double factor) {
        try (NDArray number = Tensors.scalar(x.getManager(), factor)) {
            return x.mul(number);
        }
    }

    /** {@code x W^T + b}: x (..., in), weight (out, in), bias (out) or none, to (..., out). */
    public static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        return LargeProducts.serves(x, rows(x, weight), weight.size())
                ? LargeProducts.linear(x, weight, bias)
                : plainLinear(x, weight, bias);
    }

    /** {@link #linear} with the small matrix of an adapter, by the kernels that serve the layer beside it. */
    public static NDArray linearBeside(NDArray layer, NDArray x, NDArray weight) {
        return LargeProducts.serves(x, rows(x, weight), layer.size())
                ? LargeProducts.linear(x, weight, null)
                : plainLinear(x, weight, null);
    }

    private static long rows(NDArray x, NDArray weight) {
        return x.size() / Math.max(1, weight.getShape().get(1));
    }

    private static NDArray plainLinear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        return JniUtils.linear((PtNDArray) x, (PtNDArray) weight, bias == null ? noArray() : (PtNDArray) bias);
    }

    /** {@code g W}: g (N, out), weight (out, in), to (N, in): the gradient of the input of {@link #linear}. Not recorded. */
    public static NDArray linearInputGradient(NDArray g, NDArray weight) {
        return linearInputGradientBeside(weight, g, weight);
    }

    /** {@link #linearInputGradient} for {@link #linearBeside}. */
    public static NDArray linearInputGradientBeside(NDArray layer, NDArray g, NDArray weight) {
        if (!LargeProducts.serves(g, g.getShape().get(0), layer.size())) {
            return g.matMul(weight);
        }
        try (NDArray turned = weight.transpose()) {
            return LargeProducts.linear(g, turned, null);
        }
    }

    /** {@code g^T x}: g (N, out), x (N, in), to (out, in): the gradient of the weight of {@link #linear}. Not recorded. */
    public static NDArray linearWeightGradient(NDArray g, NDArray x) {
        long weights = g.getShape().get(1) * x.getShape().get(1);
        try (NDArray turned = g.transpose()) {
            if (!LargeProducts.serves(g, g.getShape().get(0), weights)) {
                return turned.matMul(x);
            }
            try (NDArray columns = x.transpose()) {
                return LargeProducts.linear(turned, columns, null);
            }
        }
    }

    /** Rows of {@code weight} (V, H) for {@code ids} (...) of int64: (..., H), owned by the manager of {@code ids}. */
    public static NDArray embedding(NDArray weight, NDArray ids) {
        return EMBEDDING
                .with()
                .tensor(weight)
                .tensor(ids)
                .integer(-1)
                .flag(false)
                .flag(false)
                .result(ids.getManager());
    }

    /**
     * Attention of q (B, A, T, D) over k and v (B, A, S, D): softmax(q k^T / sqrt(D) + mask) v.
     *
     * @param mask added to the scores, broadcastable to (B, A, T, S), in the type of q; or none
     * @param causal each query sees only keys at its own index and before; only without a mask
     */
    public static NDArray scaledDotProductAttention(
            NDArray q, NDArray k, NDArray v, @Nullable NDArray mask, boolean causal) {
        return SDPA.with()
                .tensor(q)
                .tensor(k)
                .tensor(v)
                .optionalTensor(mask)
                .real(0)
                .flag(causal)
                .none()
                .flag(false)
                .result(q.getManager());
    }

    /** {@code x * sigmoid(x)}, element by element. */
    public static NDArray silu(NDArray x) {
        return SILU.with().tensor(x).result(x.getManager());
    }

    /** {@code 1 / sqrt(x)}, element by element. */
    public static NDArray rsqrt(NDArray x) {
        return RSQRT.with().tensor(x).result(x.getManager());
    }

    /** A view of {@code length} entries from {@code start} along {@code axis}. */
    public static NDArray narrow(NDArray array, int axis, long start, long length) {
        return NARROW.with()
                .tensor(array)
                .integer(axis)
                .integer(start)
                .integer(length)
                .result(array.getManager());
    }

    /** {@code array} with its numbers one after another: itself if they are. */
    public static NDArray contiguous(NDArray array) {
        return CONTIGUOUS.with().tensor(array).integer(0).result(array.getManager());
    }

    /** Overwrites {@code target}, converting the number type where it differs. */
    public static void copyInto(NDArray target, NDArray source) {
        COPY.with().tensor(target).tensor(source).flag(false).inPlace();
    }

    /** Overwrites the entries of {@code target} at {@code indices} (N) of int64 along {@code axis} by those of {@code source}. */
    public static void indexCopyInto(NDArray target, int axis, NDArray indices, NDArray source) {
        INDEX_COPY
                .with()
                .tensor(target)
                .integer(axis)
                .tensor(indices)
                .tensor(source)
                .inPlace();
    }

    /** The entries of {@code array} at {@code indices} (N) of int64 along {@code axis}. */
    public static NDArray indexSelect(NDArray array, int axis, NDArray indices) {
        return INDEX_SELECT.with().tensor(array).integer(axis).tensor(indices).result(array.getManager());
    }

    /** {@code out[i][j] = array[i][indices[i][j]]} for axis 1, and its like for other axes. */
    public static NDArray gather(NDArray array, int axis, NDArray indices) {
        return GATHER.with()
                .tensor(array)
                .integer(axis)
                .tensor(indices)
                .flag(false)
                .result(array.getManager());
    }

    /** Each entry along {@code axis} repeated {@code times} in place: a b becomes a a b b. */
    public static NDArray repeatInterleave(NDArray array, int times, int axis) {
        return REPEAT_INTERLEAVE
                .with()
                .tensor(array)
                .integer(times)
                .optionalInteger(axis)
                .none()
                .result(array.getManager());
    }

    /** Mean of {@code -log softmax(logits)[target]} over targets that are not -100: logits (N, V), targets (N). */
    public static NDArray crossEntropy(NDArray logits, NDArray targets) {
        return CROSS_ENTROPY
                .with()
                .tensor(logits)
                .tensor(targets)
                .none()
                .integer(1)
                .integer(-100)
                .real(0)
                .result(logits.getManager());
    }

    /** {@code x - log(sum(exp(x)))} along {@code axis}, in float32 whatever the type of x. */
    public static NDArray logSoftmax(NDArray x, int axis) {
        return LOG_SOFTMAX
                .with()
                .tensor(x)
                .integer(axis)
                .optionalInteger(Dtype.FLOAT32.scalarType())
                .result(x.getManager());
    }

    /** {@code exp(x) / sum(exp(x))} along {@code axis}, in the type of x. */
    public static NDArray softmax(NDArray x, int axis) {
        return SOFTMAX.with().tensor(x).integer(axis).none().result(x.getManager());
    }

    /** Sum of products along the last axis: (..., N) and (..., N) to (...). */
    public static NDArray vectorDot(NDArray x, NDArray y) {
        return VECTOR_DOT.with().tensor(x).tensor(y).integer(-1).result(x.getManager());
    }

    /** {@code x * P(X <= x)} for a normal X, element by element: the exact GELU. */
    public static NDArray gelu(NDArray x) {
        return JniUtils.gelu((PtNDArray) x);
    }

    /** {@code max(x, 0)}, element by element. */
    public static NDArray relu(NDArray x) {
        return JniUtils.relu((PtNDArray) x);
    }

    /** {@code 1 / (1 + exp(-x))}, element by element. */
    public static NDArray sigmoid(NDArray x) {
        return JniUtils.sigmoid((PtNDArray) x);
    }

    /** {@code (x - mean) / sqrt(variance + epsilon) * weight + bias} over the last axis: x (..., N), weight and bias (N). */
    public static NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double epsilon) {
        return JniUtils.layerNorm((PtNDArray) x, weight.getShape(), (PtNDArray) weight, (PtNDArray) bias, epsilon);
    }

    /**
     * A copy of {@code weight} (out, in) in the layout of oneDNN's kernels, for {@link Scratch#linear} and its like only.
     *
     * @param rows that products will usually have
     */
    public static NDArray packed(NDArray weight, int rows) {
        return PACK.with().tensor(weight).optionalInteger(rows).result(weight.getManager());
    }

    @SuppressWarnings("NullAway") // DJL's own signature takes null for "no bias" without saying so
    private static PtNDArray noArray() {
        return null;
    }
}
