package dev.attune.lm.adapt;

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

import dev.attune.lm.Linear;
import dev.attune.lm.Parameter;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.linear;
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
     */
    record Pair(Parameter a, Parameter b) {}

    /**
     * All parts together.
     *
     * @param a (P * rank, in), scaled
     * @param b (out of all parts, P * rank)
     */
    private record Joined(NDArray a, NDArray b) {}

    private final Linear layer;
    private final Map<String, Pair> pairs;
    private final int rank;
    private final NDArray scaling;
    private final Dtype compute;
    private final NDManager owner;
    private @Nullable Joined joined;
    private long joinedVersion;

    /** Takes the pairs of those parts of {@code layer} that are adapted, by their names; at least one. */
    LoraLayer(Linear layer, Map<String, Pair> pairs, LoraConfig config, Dtype compute, NDManager owner) {
        this.layer = layer;
        this.pairs = Map.copyOf(pairs);
        this.rank = config.rank();
        this.scaling = Tensors.scalar(owner, config.scaling());
        this.compute = compute;
        this.owner = owner;
    }

    /** input (..., in) to (..., out of all parts). */
    NDArray delta(NDArray input) {
        NDManager step = input.getManager();
        Joined both = Autograd.isOn() ? join(step) : kept();
        return linear(linear(input, both.a(), null), both.b(), null);
    }

    /** Calls of several threads may come at once. */
    private synchronized Joined kept() {
        long version = adapted()
                .mapToLong(pair -> pair.a().version() + pair.b().version())
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
        NDList as = new NDList();
        adapted().forEach(pair -> as.add(pair.a().value()));
        NDArray a = attached(scaling.mul(as.size() == 1 ? as.head() : attached(NDArrays.concat(as, 0), step)), step);
        NDArray b = attached(diagonal(step, as.size()), step);
        return compute == Dtype.FLOAT32 ? new Joined(a, b) : new Joined(to(a, compute), to(b, compute));
    }

    private NDArray diagonal(NDManager step, int count) {
        NDList rows = new NDList();
        int index = 0;
        for (Linear.Part part : layer.parts()) {
            Pair pair = pairs.get(part.name());
            if (pair == null) {
                rows.add(zeros(step, part.rows(), count * rank));
            } else {
                rows.add(placed(step, pair.b().value(), index++, count));
            }
        }
        // DJL joins a single array by a copy that forgets its history: a view keeps it
        return rows.size() == 1 ? rows.head().reshape(rows.head().getShape()) : NDArrays.concat(rows, 0);
    }

    /** b (out, rank) as one of {@code count} blocks of columns, the others zero. */
    private NDArray placed(NDManager step, NDArray b, int index, int count) {
        if (count == 1) {
            return b;
        }
        long rows = b.getShape().get(0);
        NDList columns = new NDList();
        if (index > 0) {
            columns.add(zeros(step, rows, index * rank));
        }
        columns.add(b);
        if (index < count - 1) {
            columns.add(zeros(step, rows, (count - 1 - index) * rank));
        }
        return attached(NDArrays.concat(columns, 1), step);
    }

    private Stream<Pair> adapted() {
        return layer.parts().stream().map(part -> pairs.get(part.name())).filter(Objects::nonNull);
    }

    private static NDArray zeros(NDManager step, long rows, long columns) {
        return step.zeros(new Shape(rows, columns), DataType.FLOAT32);
    }

    private static NDArray attached(NDArray array, NDManager step) {
        array.attach(step);
        return array;
    }

    List<Parameter> parameters() {
        return adapted().flatMap(pair -> Stream.of(pair.a(), pair.b())).toList();
    }

    Map<String, Pair> pairs() {
        return pairs;
    }

    Linear layer() {
        return layer;
    }
}
