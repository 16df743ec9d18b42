package dev.attune.lm.weight;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.GradientOperators.scatterAdd;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * A named weight. Frozen, it is held once in the compute type; trained, its master is float32 and collects a gradient,
 * and the compute type is a cast of it.
 */
public final class Parameter {
    /** What packing is tuned for: the rows of a generation on one core. */
    private static final int USUAL_ROWS = 32;

    private final String name;
    private final Dtype compute;
    private NDArray value;
    private boolean trained;
    private long version;
    private @Nullable NDArray cast;
    private final Map<Integer, NDArray> packed = new ConcurrentHashMap<>();

    /** Takes {@code value}, which its manager keeps open, as the weight; activations will want it as {@code compute}. */
    public Parameter(String name, NDArray value, Dtype compute) {
        this.name = name;
        this.value = value;
        this.compute = compute;
    }

    public String name() {
        return name;
    }

    /** The weight itself: the float32 master if trained, else in the compute type. */
    public NDArray value() {
        return value;
    }

    public boolean isTrained() {
        return trained;
    }

    /** Counts the changes of the weight, for those who keep something that they made of it. */
    public long version() {
        return version;
    }

    /** Number of weights. */
    public long count() {
        return value.getShape().size();
    }

    /**
     * The weight in the compute type. While gradients are recorded the cast is part of the graph and belongs to
     * {@code step}; otherwise it is made once after each {@link #changed}.
     */
    public NDArray forCompute(NDManager step) {
        if (!trained || compute == Dtype.FLOAT32) {
            return value;
        }
        if (Autograd.isOn()) {
            NDArray differentiable = to(value, compute);
            differentiable.attach(step);
            return differentiable;
        }
        NDArray known = cast;
        return known != null ? known : makeCast();
    }

    /** Calls of several threads may come at once. */
    private synchronized NDArray makeCast() {
        NDArray known = cast;
        if (known == null) {
            known = to(value, compute);
            cast = known;
        }
        return known;
    }

    /**
     * Some rows of the weight in the layout of the processor's kernels: made the first time, and after each {@link #changed}.
     *
     * @param start first of the rows; the same start always comes with the same count
     */
    public NDArray packed(int start, int rows) {
        return packed.computeIfAbsent(start, first -> {
            NDArray whole = value;
            try (NDManager scratch = whole.getManager().newSubManager()) {
                NDArray part = narrow(whole, 0, first, rows);
                part.attach(scratch);
                NDArray kernel = Operators.packed(trained ? to(part, compute) : part, USUAL_ROWS);
                kernel.attach(whole.getManager());
                return kernel;
            }
        });
    }

    /** Frees the kept cast of a trained weight; it is made again when it is needed. */
    public void releaseCast() {
        if (cast != null) {
            cast.close();
            cast = null;
        }
    }

    /** Gives the memory of packed copies back; the next generation makes them again. */
    public void unpack() {
        packed.values().forEach(NDArray::close);
        packed.clear();
    }

    /** Adds {@code gradient}, in the shape of the weight and of any float type, to what a trained weight has collected. */
    public void addGradient(NDArray gradient) {
        Autograd.addGradient(value, gradient);
    }

    /**
     * Adds {@code gradient} (N, columns) of float32 to the gradient's rows {@code index} (N, 1) of int64, if the weight is
     * trained.
     */
    public void addRowGradients(NDArray index, NDArray gradient) {
        if (trained) {
            try (NDArray collected = Autograd.gradientOrZeros(value)) {
                scatterAdd(collected, 0, index.broadcast(gradient.getShape()), gradient);
            }
        }
    }

    /** From now on a float32 leaf that collects a gradient. */
    public void train() {
        if (trained) {
            return;
        }
        if (Tensors.dtype(value) != Dtype.FLOAT32) {
            NDArray frozen = value;
            value = to(frozen, Dtype.FLOAT32);
            frozen.close();
        }
        Autograd.requireGradient(value, true);
        trained = true;
    }

    /** A parameter of the same name that begins as a copy of this one and trains; {@code owner} keeps it open. */
    public Parameter trainedCopy(NDManager owner) {
        try (NDArray plain = Autograd.detach(value);
                NDArray wide = to(plain, Dtype.FLOAT32)) {
            Parameter copy = new Parameter(name, Tensors.copyOf(owner, wide), compute);
            copy.train();
            return copy;
        }
    }

    /** From now on constant, in the compute type. */
    public void freeze() {
        if (!trained) {
            return;
        }
        try (NDArray master = value) {
            value = Tensors.copyOf(master.getManager(), Autograd.detach(master));
            if (compute != Dtype.FLOAT32) {
                NDArray copy = value;
                value = to(copy, compute);
                copy.close();
            }
        }
        trained = false;
        changed();
    }

    /** Must be told after the weight was overwritten in place. */
    public void changed() {
        version++;
        unpack();
        releaseCast();
    }

    @Override
    public String toString() {
        return name + value.getShape();
    }
}
