package dev.attune.lm.adapt;

import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.linearBeside;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;
import static java.util.Objects.requireNonNull;

/**
 * The lengths of DoRA (Liu et al. 2024, arXiv:2402.09353) in one linear layer: with m (out) that trains, and n the lengths of the
 * rows of {@code W + s B A}, taken as constants, {@code y = (m / n) * (W x + s B A x) + b}.
 */
final class DoraLayer {
    private final Linear layer;
    private final LoraLayer products;
    private final Map<Linear.Part, LoraLayer.Pair> pairs;
    private final NDManager owner;
    private @Nullable NDArray squares;
    private @Nullable NDArray inverse;
    private long inverseVersion;

    /** {@code scaling * B A} of one part. */
    record Product(NDArray a, NDArray b, double scaling) {}

    DoraLayer(Linear layer, LoraLayer products, NDManager owner) {
        this.layer = layer;
        this.products = products;
        this.pairs = products.pairs();
        this.owner = owner;
    }

    /** The lengths (out) of the rows of weight and product together, float32. */
    static NDArray lengths(NDManager owner, Linear linear, Linear.Part part, Product product) {
        try (NDManager scratch = owner.newSubManager();
                Autograd.Scope off = Autograd.off()) {
            NDArray rows = narrow(linear.weight().value(), 0, part.start(), part.rows());
            rows.attach(scratch);
            NDArray sum = product.b().matMul(product.a());
            sum.attach(scratch);
            sum.muli(Tensors.scalar(scratch, product.scaling())).addi(copyAs(rows, Dtype.FLOAT32));
            NDArray lengths = sum.square().sum(new int[] {1}).sqrt();
            lengths.attach(owner);
            return lengths;
        }
    }

    /** The layer's output with its rows at their lengths. */
    NDArray output(NDArray output) {
        NDManager step = output.getManager();
        NDArray factors = factors(step);
        NDArray scaled = output.mul(factors);
        Parameter bias = layer.bias();
        if (bias == null) {
            return scaled;
        }
        NDArray own = bias.forCompute(step);
        return scaled.add(own.sub(own.mul(factors))); // the bias is not scaled
    }

    /** Takes the gradient of {@link #output} to the lengths; gives that of what it was given. */
    NDArray backward(Adapter.Forward forward, NDArray gradient) {
        NDManager step = gradient.getManager();
        try (NDManager scratch = step.newSubManager()) {
            NDArray sums = sums(forward, gradient, scratch);
            pairs.forEach((part, pair) ->
                    requireNonNull(pair.magnitude()).addGradient(narrow(sums, 0, part.start(), part.rows())));
        }
        return gradient.mul(factors(step));
    }

    /**
     * The gradient (out) of the lengths of all parts: with p the product, the sum of {@code g p / n}; where the output
     * {@code o = (m / n) p} is at hand, of {@code g o / m}, which takes no product of matrices.
     */
    private NDArray sums(Adapter.Forward forward, NDArray gradient, NDManager scratch) {
        NDArray output = forward.output();
        Parameter bias = layer.bias();
        NDArray lengths = lengths(scratch);
        if (output != null && bias == null && lengths.abs().min().getFloat() > 0) {
            return summed(output.mul(gradient), scratch).div(lengths);
        }
        NDArray product = forward.product().get();
        product.attach(scratch);
        NDArray plain = bias == null ? product : product.sub(bias.forCompute(scratch));
        return summed(plain.mul(gradient), scratch).mul(inverse());
    }

    private NDArray summed(NDArray products, NDManager scratch) {
        products.attach(scratch);
        return copyAs(products.reshape(-1, layer.outputs()), Dtype.FLOAT32).sum(new int[] {0});
    }

    /** m of all parts, 1 where there is none. */
    private NDArray lengths(NDManager step) {
        NDList lengths = new NDList();
        for (Linear.Part part : layer.parts()) {
            LoraLayer.Pair pair = pairs.get(part);
            NDArray own = pair == null
                    ? step.ones(new Shape(part.rows()))
                    : requireNonNull(pair.magnitude()).value().reshape(part.rows());
            own.attach(step);
            lengths.add(own);
        }
        return lengths.size() == 1 ? lengths.getFirst() : NDArrays.concat(lengths, 0);
    }

    /** m / n of all parts in the compute type, 1 where there is none; recorded if recording is on. */
    NDArray factors(NDManager step) {
        return to(lengths(step).mul(inverse()), Tensors.dtype(layer.weight().forCompute(step)));
    }

    /** 1 / n of all parts, 1 where there is none: made once after each change. Calls of several threads may come at once. */
    private synchronized NDArray inverse() {
        long version = pairs.values().stream()
                .mapToLong(pair -> pair.a().version() + pair.b().version())
                .sum();
        NDArray known = inverse;
        if (known != null && version == inverseVersion) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        try (NDManager scratch = owner.newSubManager();
                Autograd.Scope off = Autograd.off()) {
            NDArray made = scratch.ones(new Shape(layer.outputs())).div(nowLengths(scratch));
            made.attach(owner);
            inverse = made;
            inverseVersion = version;
            return made;
        }
    }

    /**
     * The lengths n (out) that the rows of {@code W + B A} have now, 1 for parts without a pair, with the scaling in A: the roots of
     * {@code |W_j|^2 + 2 B_j (A W_j) + B_j (A A^T) B_j}, in which nothing of W's size is made.
     */
    private NDArray nowLengths(NDManager scratch) {
        LoraLayer.Joined both = products.joined(scratch);
        NDArray weight = to(layer.weight().value(), Dtype.FLOAT32);
        weight.attach(scratch);
        NDArray crossed = linearBeside(weight, weight, both.a()); // (out, R)
        NDArray among = both.a().matMul(both.a().transpose()); // (R, R)
        NDArray changes = both.b().mul(crossed.muli(2).addi(both.b().matMul(among))); // (out, R)
        NDArray lengths =
                changes.sum(new int[] {1}).addi(squares(weight)).maximum(0).sqrt();
        for (Linear.Part part : layer.parts()) {
            if (!pairs.containsKey(part)) {
                copyInto(narrow(lengths, 0, part.start(), part.rows()), scratch.ones(new Shape(part.rows())));
            }
        }
        return lengths;
    }

    /** The squared lengths (out) of the rows of W, which stay. */
    private NDArray squares(NDArray weight) {
        NDArray known = squares;
        if (known == null) {
            known = weight.square().sum(new int[] {1});
            known.attach(owner);
            squares = known;
        }
        return known;
    }
}
