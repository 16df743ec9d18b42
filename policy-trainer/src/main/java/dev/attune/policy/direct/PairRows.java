package dev.attune.policy.direct;

import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.batch.SegmentedBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.ChunkedLogProbabilities;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.indexSelect;

/**
 * N pairs, one row each: the prompt, computed once, then both answers, which do not see each other. A token of an answer is
 * predicted from the one before it, an answer's first from the prompt's last.
 *
 * @param rows the pairs, padded on the right
 * @param predicting (M) of int64: index into the flattened (B * T) states of the token before each answer token
 * @param targets (M) of int64: the answer tokens, pair by pair, the chosen answer first
 * @param answers (2N, M): 1 where a token belongs to an answer; first the chosen answers, then the rejected ones
 */
record PairRows(SegmentedBatch rows, NDArray predicting, NDArray targets, NDArray answers) {

    static PairRows of(NDManager manager, List<EncodedPair> pairs) {
        SegmentedBatch rows = SegmentedBatch.of(
                manager,
                pairs.stream()
                        .map(pair -> new SegmentedBatch.Row(pair.prompt(), answers(pair)))
                        .toList());
        Layout layout = new Layout(pairs, rows.batch().time());
        for (int row = 0; row < pairs.size(); row++) {
            EncodedPair pair = pairs.get(row);
            layout.put(row, row, pair.prompt().length, pair.prompt().length, pair.chosen());
            int second = pair.prompt().length + pair.chosen().length;
            layout.put(pairs.size() + row, row, pair.prompt().length, second, pair.rejected());
        }
        return new PairRows(
                rows,
                manager.create(layout.predicting),
                manager.create(layout.targets),
                manager.create(layout.answers, new Shape(2L * pairs.size(), layout.targets.length)));
    }

    private static List<int[]> answers(EncodedPair pair) {
        return Stream.of(pair.chosen(), pair.rejected())
                .filter(answer -> answer.length > 0)
                .toList();
    }

    /** Log-probabilities of the 2N answers, 0 where a side is empty, summed over their tokens, without gradients: (2N). */
    NDArray logProbs(Transformer transformer, Adapter adapter) {
        try (Autograd.Scope off = Autograd.off()) {
            NDArray hidden = transformer.hiddenStates(rows, adapter); // (B, T, H)
            return summed(ChunkedLogProbabilities.of(transformer.with(adapter), states(hidden), targets));
        }
    }

    /**
     * The same, recorded: take a loss of {@link #logProbs} backwards, then call {@link #backward}.
     *
     * @param logProbs (2N)
     */
    record Recorded(NDArray logProbs, ChunkedLogProbabilities tokens, TrainingPass pass) {

        /** Takes the gradient that the tokens' log-probabilities have collected to what trains. */
        void backward() {
            tokens.backward();
            pass.backward();
        }
    }

    /** Needs gradients to be on. */
    Recorded record(Transformer transformer, Adapter adapter) {
        TrainingPass pass = transformer.trainingPass(rows, adapter, Checkpointing.OFF);
        ChunkedLogProbabilities tokens =
                ChunkedLogProbabilities.of(transformer.with(adapter), states(pass.hiddenStates()), targets);
        return new Recorded(summed(tokens), tokens, pass);
    }

    private NDArray states(NDArray hidden) {
        return indexSelect(hidden.reshape(-1, hidden.getShape().get(2)), 0, predicting);
    }

    private NDArray summed(ChunkedLogProbabilities tokens) {
        return answers.matMul(tokens.values().expandDims(1)).squeeze(1);
    }

    /** The arrays while they are being filled. */
    private static final class Layout {
        private final int time;
        private final long[] predicting;
        private final long[] targets;
        private final float[] answers;
        private int filled;

        Layout(List<EncodedPair> pairs, int time) {
            int tokens = pairs.stream()
                    .mapToInt(pair -> pair.chosen().length + pair.rejected().length)
                    .sum();
            this.time = time;
            this.predicting = new long[tokens];
            this.targets = new long[tokens];
            this.answers = new float[2 * pairs.size() * tokens];
        }

        /** Puts an answer that begins in {@code column} of its row. */
        void put(int answer, int row, int prompt, int column, int[] tokens) {
            for (int i = 0; i < tokens.length; i++, filled++) {
                int before = i == 0 ? prompt - 1 : column + i - 1;
                predicting[filled] = (long) row * time + before;
                targets[filled] = tokens[i];
                answers[answer * targets.length + filled] = 1;
            }
        }
    }
}
