package dev.attune.lm.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Lanes;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.GradientOperators.exponentiate;
import static dev.attune.lm.torch.GradientOperators.logSoftmaxInPlace;
import static dev.attune.lm.torch.GradientOperators.scatterAdd;
import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.gather;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/** The scores of next tokens, a few rows at a time, so that those of a whole batch never exist at once. */
final class ChunkedHead {
    /** Numbers in the logits of one chunk: small enough for a processor's cache. */
    private static final long CHUNK = 1 << 23;

    /** Numbers of a head that lanes may read side by side, and rows that are worth a lane. */
    private static final long SMALL = 1 << 22;

    private static final int LEAST_ROWS = 64;

    private final Transformer transformer;
    private final NDArray states;
    private final NDArray targets;
    private final NDManager manager;

    /**
     * @param states (N, H) hidden states, whose history is not used
     * @param targets (N) of int64
     */
    ChunkedHead(Transformer transformer, NDArray states, NDArray targets) {
        this.transformer = transformer;
        this.manager = states.getManager();
        this.states = Autograd.detach(states);
        this.targets = targets;
        if (states.getShape().dimension() != 2
                || states.getShape().get(0) != targets.getShape().size()) {
            throw new IllegalArgumentException("Hidden states " + states.getShape() + " need one target each, not "
                    + targets.getShape() + ": select the predicting states first.");
        }
    }

    /** What is asked of one chunk of rows, with arrays of its own for each. */
    private interface Work {
        void on(Rows rows);
    }

    /**
     * Some rows.
     *
     * @param states (n, H)
     * @param logs (n, V) of float32: log-probabilities, which may be overwritten
     * @param index (n, 1): the targets
     */
    private record Rows(long start, long count, NDArray states, NDArray logs, NDArray index) {
        NDArray of(NDArray all) {
            NDArray some = narrow(all, 0, start, count);
            some.attach(states.getManager());
            return some;
        }

        NDArray chosen() {
            return gather(logs, -1, index);
        }
    }

    /** Log-probabilities (N) of the targets, float32. */
    NDArray logProbabilities() {
        NDArray values = vector();
        run(rows -> copyInto(rows.of(values), rows.chosen().squeeze(-1)));
        return values;
    }

    /** Log-probabilities (N) of the targets and entropies (N) in nats of the distributions, float32. */
    NDArray[] logProbabilitiesAndEntropies() {
        NDArray values = vector();
        NDArray entropies = vector();
        run(rows -> {
            copyInto(rows.of(values), rows.chosen().squeeze(-1));
            NDArray entropy =
                    rows.logs().exp().muli(rows.logs()).sum(new int[] {-1}).neg();
            copyInto(rows.of(entropies), entropy);
        });
        return new NDArray[] {values, entropies};
    }

    /** A gradient and the log-probabilities that were computed on the way. */
    record Gradient(NDArray states, NDArray logProbabilities) {}

    /**
     * Takes {@code sum(weights * -log p(target))} backwards to the head, if that is trained.
     *
     * @param weights (N) of float32
     * @return the gradient (N, H) of the states, and the log-probabilities (N)
     */
    Gradient backward(NDArray weights) {
        NDArray gradient =
                Tensors.empty(manager, Tensors.dtype(states), states.getShape().getShape());
        NDArray values = vector();
        run(rows -> {
            NDArray chosen = rows.chosen();
            copyInto(rows.of(values), chosen.squeeze(-1));
            exponentiate(rows.logs());
            scatterAdd(rows.logs(), -1, rows.index(), chosen.onesLike().neg()); // softmax, less one for the target
            NDArray share = to(rows.logs(), transformer.compute());
            rows.logs().close();
            NDArray weight = rows.of(weights).reshape(-1, 1);
            copyInto(rows.of(gradient), transformer.logitsBackward(share, rows.states(), weight));
        });
        return new Gradient(gradient, values);
    }

    private NDArray vector() {
        return Tensors.empty(manager, Dtype.FLOAT32, targets.getShape().size());
    }

    private void run(Work work) {
        int all = (int) states.getShape().get(0);
        int lanes = isSmall() ? Lanes.count(all / LEAST_ROWS) : 1;
        if (lanes == 1) {
            run(work, 0, all);
        } else {
            Lanes.run(lanes, lane -> run(work, all * lane / lanes, all * (lane + 1) / lanes));
        }
    }

    /** Each lane reads the whole head: it has to be in the processor's cache. Casts are made anew after each step. */
    private boolean isSmall() {
        Parameter weight = transformer.head().weight();
        boolean shared = transformer.compute() == Dtype.FLOAT32 || !weight.isTrained();
        return weight.count() <= SMALL && shared && !manager.getDevice().isGpu();
    }

    private void run(Work work, int from, int to) {
        int most = (int) Math.max(1, CHUNK / transformer.config().vocabularySize());
        try (var recording = Autograd.off()) {
            for (int start = from; start < to; start += most) {
                int count = Math.min(most, to - start);
                try (NDManager scratch = manager.newSubManager()) {
                    NDArray some = narrow(states, 0, start, count);
                    some.attach(scratch);
                    NDArray index = narrow(targets, 0, start, count);
                    index.attach(scratch);
                    NDArray logs = transformer.logits(some);
                    logSoftmaxInPlace(logs);
                    work.on(new Rows(start, count, some, logs, index.reshape(-1, 1)));
                }
            }
        }
    }
}
