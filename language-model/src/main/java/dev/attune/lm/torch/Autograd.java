package dev.attune.lm.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * Gradients under our own control. DJL's {@code GradientCollector} zeroes the gradients of every array that it knows;
 * here {@link #backward} only adds to what is there, and the optimiser says when to start again.
 *
 * <p>An array that DJL makes from Java numbers lives in a Java buffer, which goes with the array: what the backward pass
 * needs of it is then freed memory. So keep the step's manager open until after {@link #backward}, and while recording
 * never multiply or divide by a Java number ({@code x.mul(2f)} closes the array of its number at once): use
 * {@link Operators#times(NDArray, double)}.
 */
public final class Autograd {
    static {
        LibTorch.load();
    }

    private static final long PIECE = 1 << 20;

    private Autograd() {}

    /** A scope that puts the calling thread's previous gradient mode back when closed. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Until the scope is closed, operations of this thread record nothing: less time and memory. */
    public static Scope off() {
        return mode(false);
    }

    /** Until the scope is closed, operations of this thread are recorded for {@link #backward}. */
    public static Scope on() {
        return mode(true);
    }

    /** Whether operations of this thread are being recorded. */
    public static boolean isOn() {
        return JniUtils.isGradMode();
    }

    /** Adds the gradient of a scalar {@code loss} to every leaf that requires one, and frees the recorded graph. */
    public static void backward(NDArray loss) {
        try (NDArray one = loss.onesLike()) {
            JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
        }
    }

    /**
     * Continues a backward pass from {@code output}, whose gradient is {@code gradient}: what it reaches gets its share added.
     * On a leaf that requires a gradient this adds {@code gradient} itself.
     */
    public static void backward(NDArray output, NDArray gradient) {
        JniUtils.backward((PtNDArray) output, (PtNDArray) gradient, false, false);
    }

    /** {@code array} without its history, sharing its memory, as a leaf that collects a gradient. */
    public static NDArray leaf(NDArray array) {
        NDArray leaf = detach(array);
        requireGradient(leaf, true);
        return leaf;
    }

    /** {@code array} without its history, sharing its memory. */
    public static NDArray detach(NDArray array) {
        return JniUtils.detachGradient((PtNDArray) array);
    }

    /** Makes {@code array} a leaf that collects a gradient, or stops that. */
    public static void requireGradient(NDArray array, boolean required) {
        JniUtils.attachGradient((PtNDArray) array, required);
    }

    /** The gradient collected so far, sharing its memory; none if {@link #backward} has not reached the leaf. */
    public static @Nullable NDArray gradient(NDArray leaf) {
        return JniUtils.getGradient((PtNDArray) leaf);
    }

    /** Sets the gradient collected so far to zero. */
    public static void zeroGradient(NDArray leaf) {
        JniUtils.zeroGrad((PtNDArray) leaf);
    }

    /** Drops the gradient collected so far and frees its memory; the next one starts anew. */
    public static void dropGradient(NDArray leaf) {
        GradientSlot.clear(leaf);
    }

    /**
     * Adds {@code gradient} (of any float type) to that of {@code leaf}; takes it over where there is none yet. Threads of {@link
     * Lanes} do so in order.
     */
    public static void addGradient(NDArray leaf, NDArray gradient) {
        Lanes.inOrder(() -> add(leaf, gradient));
    }

    private static void add(NDArray leaf, NDArray gradient) {
        try (NDArray before = gradient(leaf)) {
            if (before != null) {
                addInPieces(before, gradient);
            } else {
                long[] shape = leaf.getShape().getShape();
                try (NDArray own = Tensors.empty(leaf.getManager(), Tensors.dtype(leaf), shape)) {
                    Operators.copyInto(own, gradient);
                    GradientSlot.set(leaf, own);
                }
            }
        }
    }

    /** The gradient collected so far, sharing its memory; zeros, which then collect, if there is none. */
    public static NDArray gradientOrZeros(NDArray leaf) {
        NDArray before = gradient(leaf);
        if (before != null) {
            return before;
        }
        NDArray zeros = leaf.zerosLike();
        GradientSlot.set(leaf, zeros);
        return zeros;
    }

    /** libtorch makes a whole copy of an array of another type before it adds it: pieces of it stay in the cache. */
    private static void addInPieces(NDArray sum, NDArray gradient) {
        long rows = sum.getShape().dimension() == 0 ? 1 : sum.getShape().get(0);
        long most = Math.max(1, PIECE / Math.max(1, sum.getShape().size() / Math.max(1, rows)));
        if (rows <= most || Tensors.dtype(sum) == Tensors.dtype(gradient)) {
            sum.addi(gradient);
            return;
        }
        for (long start = 0; start < rows; start += most) {
            long count = Math.min(most, rows - start);
            try (NDArray part = Operators.narrow(sum, 0, start, count);
                    NDArray share = Operators.narrow(gradient, 0, start, count)) {
                part.addi(share);
            }
        }
    }

    private static Scope mode(boolean on) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(on);
        return () -> JniUtils.setGradMode(before);
    }
}
