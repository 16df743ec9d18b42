package dev.attune.lm.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.layer.ForwardContext;
import dev.attune.lm.layer.RmsNorm;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Lanes;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/** Some rows of a batch on their way through blocks that are {@link LeanBlock}s and the norm after them, and back. */
final class LeanRows {
    private final NDManager manager;
    private final List<LeanBlock> blocks;
    private final RmsNorm norm;
    private final ForwardContext context;
    private final Checkpointing checkpointing;
    private final Deque<UnaryOperator<NDArray>> stages = new ArrayDeque<>();

    private LeanRows(NDManager manager, Layers layers, ForwardContext context, Checkpointing checkpointing) {
        this.manager = manager;
        this.blocks = layers.blocks();
        this.norm = layers.norm();
        this.context = context;
        this.checkpointing = checkpointing;
    }

    /** What rows run through; the norm is that of the adapter. */
    record Layers(List<LeanBlock> blocks, RmsNorm norm) {}

    /**
     * What a whole batch became.
     *
     * @param output (B, T, H), without the adapter's virtual tokens
     * @param backward takes the gradient of that to the weights and gives that of the input
     */
    record Run(NDArray output, UnaryOperator<NDArray> backward) {}

    /** Runs x (B, P + T, H), which is taken over, through {@code layers}, in {@link Lanes} of rows if {@code apart} allows it. */
    static Run run(NDArray x, Layers layers, ForwardContext context, Checkpointing checkpointing, boolean apart) {
        NDManager manager = x.getManager();
        int rows = (int) x.getShape().get(0);
        int count = apart ? Lanes.count(rows) : 1;
        if (count == 1) {
            LeanRows all = new LeanRows(manager, layers, context, checkpointing);
            return new Run(all.forward(x), all::backward);
        }
        LeanRows[] lanes = new LeanRows[count];
        for (int lane = 0; lane < count; lane++) {
            NDManager own = manager.newSubManager();
            int start = start(rows, count, lane);
            ForwardContext part = context.ofRows(own, start, start(rows, count, lane + 1) - start);
            lanes[lane] = new LeanRows(own, layers, part, checkpointing);
        }
        NDArray output = inLanes(x, lanes, LeanRows::forward);
        x.close();
        return new Run(output, gradient -> {
            NDArray input = inLanes(gradient, lanes, LeanRows::backward);
            for (LeanRows lane : lanes) {
                lane.manager.close();
            }
            return input;
        });
    }

    /** One of the two ways. */
    @FunctionalInterface
    private interface Way {
        NDArray through(LeanRows lane, NDArray rows);
    }

    private static NDArray inLanes(NDArray all, LeanRows[] lanes, Way way) {
        int rows = (int) all.getShape().get(0);
        NDArray[] parts = new NDArray[lanes.length];
        Lanes.run(lanes.length, lane -> {
            int start = start(rows, lanes.length, lane);
            NDArray own = narrow(all, 0, start, start(rows, lanes.length, lane + 1) - start);
            own.attach(lanes[lane].manager);
            parts[lane] = way.through(lanes[lane], own);
        });
        try (NDList each = new NDList(parts)) {
            NDArray joined = NDArrays.concat(each, 0);
            joined.attach(all.getManager());
            return joined;
        }
    }

    private static int start(int rows, int lanes, int lane) {
        return rows * lane / lanes;
    }

    private NDArray forward(NDArray input) {
        NDArray x = input;
        for (LeanBlock block : blocks) {
            NDArray given = x;
            LeanBlock.Kept kept = block.keep(given, context, manager);
            x = block.output(kept, context);
            if (checkpointing == Checkpointing.PER_BLOCK) {
                kept.closeAllButInput();
                stages.push(gradient -> block.backward(gradient, block.keep(given, context, manager), context));
            } else {
                stages.push(gradient -> block.backward(gradient, kept, context));
            }
        }
        return normed(x);
    }

    private NDArray normed(NDArray x) {
        int virtual = context.adapter().virtualTokens();
        NDArray text = virtual == 0 ? x : narrow(x, 1, virtual, x.getShape().get(1) - virtual);
        text.attach(manager);
        NDArray root = norm.inverseRoot(text);
        stages.push(gradient -> {
            NDArray own = norm.backward(gradient.duplicate(), text, root);
            NDArray whole = virtual == 0 ? to(own, Tensors.dtype(x)) : afterZeros(own, x.getShape(), Tensors.dtype(x));
            text.close();
            root.close();
            x.close();
            return whole;
        });
        return norm.forward(text, root);
    }

    /** The last places of {@code shape}, and zeros before them. */
    private static NDArray afterZeros(NDArray rows, Shape shape, Dtype dtype) {
        NDArray whole = Tensors.filled(rows.getManager(), dtype, 0, shape.getShape());
        long count = rows.getShape().get(1);
        try (NDArray place = narrow(whole, 1, shape.get(1) - count, count)) {
            copyInto(place, rows);
        }
        return whole;
    }

    private NDArray backward(NDArray output) {
        NDArray gradient = output;
        while (!stages.isEmpty()) {
            try (NDArray last = gradient) {
                gradient = stages.pop().apply(last);
            }
        }
        return gradient;
    }
}
