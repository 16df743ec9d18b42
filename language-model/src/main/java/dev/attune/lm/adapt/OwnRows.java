package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.linearInputGradient;
import static dev.attune.lm.torch.Operators.linearWeightGradient;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * Weights and biases of an adapter's own for parts of one linear layer, by what they differ from the layer's: {@code y = W x + b +
 * (W' - W) x + (b' - b)}. The layer stays joined, and the base serves others at the same time.
 */
final class OwnRows {
    /** A part's weight (rows, in) and bias (rows), at least one of both. */
    private record Own(
            Linear.Part part,
            @Nullable Parameter weight,
            @Nullable Parameter bias) {}

    private final Linear layer;
    private final List<Own> own;
    private final NDManager owner;
    private @Nullable NDArray kept;
    private long keptVersion;

    private OwnRows(Linear layer, List<Own> own, NDManager owner) {
        this.layer = layer;
        this.own = own;
        this.owner = owner;
    }

    /** Those of one layer that {@code config} wants, or null for none. */
    static @Nullable OwnRows of(NDManager owner, Linear layer, LoraConfig config, OwnWeights.Source source) {
        List<Own> own = new ArrayList<>();
        Parameter bias = layer.bias();
        for (Linear.Part part : layer.parts()) {
            boolean copied = config.beside().copies(part.name());
            boolean biased = bias != null
                    && switch (config.beside().biases()) {
                        case NONE -> copied;
                        case ADAPTED -> copied || config.matches(part.name());
                        case ALL -> true;
                    };
            if (copied || biased) {
                own.add(new Own(
                        part,
                        copied ? trained(owner, part, ".weight", layer.weight(), source) : null,
                        biased ? trained(owner, part, ".bias", Objects.requireNonNull(bias), source) : null));
            }
        }
        return own.isEmpty() ? null : new OwnRows(layer, own, owner);
    }

    private static Parameter trained(
            NDManager owner, Linear.Part part, String kind, Parameter whole, OwnWeights.Source source) {
        try (NDArray base = rows(whole, part)) {
            return trained(owner, part.name() + kind, base, source);
        }
    }

    /** A weight that trains. */
    static Parameter trained(NDManager owner, String name, NDArray base, OwnWeights.Source source) {
        Parameter parameter = new Parameter(name, source.weight(owner, name, base), Dtype.FLOAT32);
        parameter.train();
        return parameter;
    }

    private static NDArray rows(Parameter whole, Linear.Part part) {
        return narrow(whole.value(), 0, part.start(), part.rows());
    }

    List<Parameter> parameters() {
        return own.stream()
                .flatMap(each -> Stream.of(each.weight(), each.bias()).filter(Objects::nonNull))
                .toList();
    }

    /** input (..., in) to (..., out of all parts), in the type of the input; null for nothing. */
    @Nullable
    NDArray delta(NDArray input, boolean withBiases) {
        NDManager step = input.getManager();
        NDArray biases = withBiases ? biases(step) : null;
        if (hasWeights()) {
            return linear(input, difference(step), biases);
        }
        if (biases == null) {
            return null;
        }
        long[] sizes = input.getShape().getShape().clone();
        sizes[sizes.length - 1] = layer.outputs();
        if (Autograd.isOn()) {
            NDArray spread = biases.broadcast(new Shape(sizes));
            spread.attach(step);
            return spread;
        }
        NDArray spread = Tensors.empty(step, Tensors.dtype(input), sizes); // decoding looks at its memory
        copyInto(spread, biases);
        return spread;
    }

    /** Takes the gradient (..., out) of {@link #delta} to the weights; gives that of the input, or null. Not recorded. */
    @Nullable
    NDArray backward(NDArray input, NDArray gradient, boolean withBiases) {
        if (withBiases) {
            biasesBackward(gradient);
        }
        if (!hasWeights()) {
            return null;
        }
        NDArray x = input.reshape(-1, layer.inputs()); // (N, in)
        NDArray g = gradient.reshape(-1, layer.outputs()); // (N, out)
        for (Own each : own) {
            if (each.weight() != null) {
                NDArray part = narrow(g, 1, each.part().start(), each.part().rows());
                each.weight().addGradient(copyAs(linearWeightGradient(part, x), Dtype.FLOAT32));
            }
        }
        return linearInputGradient(g, difference(input.getManager())).reshape(input.getShape());
    }

    /** Takes the gradient (..., out) to the biases. */
    void biasesBackward(NDArray gradient) {
        for (Own each : own) {
            if (each.bias() != null) {
                NDArray part = narrow(
                        gradient.reshape(-1, layer.outputs()),
                        1,
                        each.part().start(),
                        each.part().rows());
                each.bias().addGradient(copyAs(part, Dtype.FLOAT32).sum(new int[] {0}));
            }
        }
    }

    private boolean hasWeights() {
        return own.stream().anyMatch(each -> each.weight() != null);
    }

    /** {@code b' - b} of all parts (out) in the compute type, 0 where there is none; null for none at all. */
    @Nullable
    NDArray biases(NDManager step) {
        Parameter base = layer.bias();
        if (base == null || own.stream().allMatch(each -> each.bias() == null)) {
            return null;
        }
        return joined(step, new Shape(), each -> {
            Parameter bias = each.bias();
            return bias == null ? null : bias.value().sub(wide(step, rows(base, each.part())));
        });
    }

    /** {@code W' - W} of all parts (out, in) in the compute type, 0 where there is none. */
    private NDArray difference(NDManager step) {
        return Autograd.isOn() ? differenceNow(step) : keptDifference();
    }

    private NDArray differenceNow(NDManager step) {
        return joined(step, new Shape(layer.inputs()), each -> {
            Parameter weight = each.weight();
            return weight == null ? null : weight.value().sub(wide(step, rows(layer.weight(), each.part())));
        });
    }

    /** Made once after each change. Calls of several threads may come at once. */
    private synchronized NDArray keptDifference() {
        long version = own.stream()
                .map(Own::weight)
                .filter(Objects::nonNull)
                .mapToLong(Parameter::version)
                .sum();
        NDArray known = kept;
        if (known != null && version == keptVersion) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        try (NDManager scratch = owner.newSubManager()) {
            NDArray made = differenceNow(scratch);
            made.attach(owner);
            kept = made;
            keptVersion = version;
            return made;
        }
    }

    private Own of(Linear.Part part) {
        return own.stream()
                .filter(each -> each.part().equals(part))
                .findFirst()
                .orElseGet(() -> new Own(part, null, null));
    }

    /** The parts one under the other, zeros where there is none. */
    private NDArray joined(NDManager step, Shape rest, Function<Own, @Nullable NDArray> maker) {
        NDList parts = new NDList();
        for (Linear.Part part : layer.parts()) {
            NDArray made = maker.apply(of(part));
            NDArray rows = made == null ? step.zeros(new Shape(part.rows()).addAll(rest), DataType.FLOAT32) : made;
            rows.attach(step);
            parts.add(rows);
        }
        NDArray all = parts.size() == 1 ? parts.getFirst() : NDArrays.concat(parts, 0);
        all.attach(step);
        return to(all, Tensors.dtype(layer.weight().forCompute(step)));
    }

    private static NDArray wide(NDManager step, NDArray rows) {
        rows.attach(step);
        return to(rows, Dtype.FLOAT32);
    }
}
