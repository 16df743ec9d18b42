package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import static dev.attune.lm.torch.Operators.linearBeside;
import static dev.attune.lm.torch.Operators.linearInputGradientBeside;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * The pairs of one linear layer, whose parts share their input: the As one under the other, the Bs along a diagonal, so that
 * two products serve all parts. Joined anew for each recorded pass, and otherwise once after each change.
 */
final class LoraLayer {
    /**
     * The two matrices of one part.
     *
     * @param a (rank, in)
     * @param b (out, rank)
     * @param scaling of their product
     * @param magnitude (out) lengths of the rows of weight and product together (DoRA), or none
     */
    record Pair(
            Parameter a,
            Parameter b,
            double scaling,
            @Nullable Parameter magnitude) {
        long rank() {
            return a.value().getShape().get(0);
        }
    }

    /** A pair and its place: rows of the layer's output, and its ranks among those of all pairs. */
    private record Placed(Linear.Part part, Pair pair, long firstRank) {}

    /**
     * All parts together.
     *
     * @param a (R, in), scaled, R counting all ranks
     * @param b (out of all parts, R)
     */
    record Joined(NDArray a, NDArray b) {}

    private final Linear layer;
    private final List<Placed> placed;
    private final long ranks;
    private final Dtype compute;
    private final NDManager owner;
    private @Nullable Joined joined;
    private long joinedVersion;

    /** Takes the pairs of those parts of {@code layer} that are adapted, by their names; at least one. */
    LoraLayer(Linear layer, Map<String, Pair> pairs, Dtype compute, NDManager owner) {
        this.layer = layer;
        this.compute = compute;
        this.owner = owner;
        this.placed = new ArrayList<>();
        long first = 0;
        for (Linear.Part part : layer.parts()) {
            Pair pair = pairs.get(part.name());
            if (pair != null) {
                placed.add(new Placed(part, pair, first));
                first += pair.rank();
            }
        }
        this.ranks = first;
    }

    /** input (..., in) to (..., out of all parts). */
    NDArray delta(NDArray input) {
        NDManager step = input.getManager();
        Joined both = Autograd.isOn() ? join(step) : kept();
        NDArray beside = layer.weight().value();
        return linearBeside(beside, linearBeside(beside, input, both.a()), both.b());
    }

    /** The gradients of {@link #delta}: the matrices collect theirs, that of the input is the result. Not recorded. */
    NDArray backward(NDArray input, NDArray gradient) {
        Joined both = kept();
        NDArray x = input.reshape(-1, layer.inputs()); // (N, in)
        NDArray g = gradient.reshape(-1, layer.outputs()); // (N, out)
        NDArray beside = layer.weight().value();
        NDArray inner = linearBeside(beside, x, both.a()); // (N, R)
        NDArray innerGradient = linearInputGradientBeside(beside, g, both.b()); // (N, R)
        NDArray ofB = g.transpose().matMul(inner); // (out, R)
        NDArray ofA = innerGradient.transpose().matMul(x); // (R, in), without the scaling
        for (Placed each : placed) {
            Pair pair = each.pair();
            NDArray rows = copyAs(narrow(ofA, 0, each.firstRank(), pair.rank()), Dtype.FLOAT32);
            pair.a().addGradient(rows.muli(Tensors.scalar(input.getManager(), pair.scaling())));
            NDArray columns = narrow(ofB, 1, each.firstRank(), pair.rank());
            pair.b()
                    .addGradient(
                            narrow(columns, 0, each.part().start(), each.part().rows()));
        }
        return linearInputGradientBeside(beside, innerGradient, both.a()).reshape(input.getShape());
    }

    /** Calls of several threads may come at once. */
    private synchronized Joined kept() {
        long version = placed.stream()
                .mapToLong(each -> each.pair().a().version() + each.pair().b().version())
                .sum();
        if (joined == null || version != joinedVersion) {
            if (joined != null) {
                joined.a().close();
                joined.b().close();
            }
            try (NDManager scratch = owner.newSubManager()) {
                joined = join(scratch);
                joined.a().attach(owner);
                joined.b().attach(owner);
            }
            joinedVersion = version;
        }
        return joined;
    }

    private Joined join(NDManager step) {
        Joined wide = joined(step);
        return compute == Dtype.FLOAT32 ? wide : new Joined(to(wide.a(), compute), to(wide.b(), compute));
    }

    /** Joined in float32. */
    Joined joined(NDManager step) {
        NDArray a = attached(one(placed.stream().map(each -> scaled(step, each)).toList(), 0), step);
        NDArray b = attached(one(diagonal(step), 0), step);
        return new Joined(a, b);
    }

    private static NDArray scaled(NDManager step, Placed each) {
        NDArray scaling = Tensors.scalar(step, each.pair().scaling());
        return attached(each.pair().a().value().mul(scaling), step);
    }

    /** For each part (rows, R): its B among zeros, or zeros. */
    private List<NDArray> diagonal(NDManager step) {
        List<NDArray> blocks = new ArrayList<>();
        for (Linear.Part part : layer.parts()) {
            List<NDArray> columns = new ArrayList<>();
            long filled = 0;
            for (Placed each : placed) {
                if (each.part().equals(part)) {
                    addZeros(columns, step, part.rows(), each.firstRank());
                    columns.add(each.pair().b().value());
                    filled = each.firstRank() + each.pair().rank();
                }
            }
            addZeros(columns, step, part.rows(), ranks - filled);
            blocks.add(attached(one(columns, 1), step));
        }
        return blocks;
    }

    private static void addZeros(List<NDArray> columns, NDManager step, long rows, long count) {
        if (count > 0) {
            columns.add(step.zeros(new Shape(rows, count), DataType.FLOAT32));
        }
    }

    /** DJL joins a single array by a copy that forgets its history: a view keeps it. */
    private static NDArray one(List<NDArray> arrays, int axis) {
        NDArray first = arrays.getFirst();
        return arrays.size() == 1 ? first.reshape(first.getShape()) : NDArrays.concat(new NDList(arrays), axis);
    }

    private static NDArray attached(NDArray array, NDManager step) {
        array.attach(step);
        return array;
    }

    List<Parameter> parameters() {
        return placed.stream()
                .flatMap(each ->
                        Stream.of(each.pair().a(), each.pair().b(), each.pair().magnitude()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The pairs by the parts of the layer that they belong to. */
    Map<Linear.Part, Pair> pairs() {
        Map<Linear.Part, Pair> pairs = new LinkedHashMap<>();
        placed.forEach(each -> pairs.put(each.part(), each.pair()));
        return pairs;
    }
}
