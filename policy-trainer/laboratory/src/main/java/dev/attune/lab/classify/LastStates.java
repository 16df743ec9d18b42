package dev.attune.lab.classify;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lab.model.MeasuredModel;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.torch.Autograd;

import static dev.attune.lm.torch.Operators.indexSelect;

/** The hidden state of the last real token of texts, after the final norm: all that a decoder knows of a text. */
final class LastStates {

    private static final int TOKENS_AT_ONCE = 2048;

    private LastStates() {}

    /** States (N, H) of token sequences, in order. */
    static double[][] of(MeasuredModel model, List<int[]> texts) {
        double[][] states = new double[texts.size()][];
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length))
                .toList();
        for (int from = 0; from < order.size(); ) {
            int to = from + 1;
            while (to < order.size() && (to + 1 - from) * texts.get(order.get(to)).length <= TOKENS_AT_ONCE) {
                to++;
            }
            fill(model, texts, order.subList(from, to), states);
            from = to;
        }
        return states;
    }

    private static void fill(MeasuredModel model, List<int[]> texts, List<Integer> places, double[][] states) {
        try (NDManager step = model.model().newStep();
                var recording = Autograd.off()) {
            TokenBatch batch =
                    TokenBatch.of(step, places.stream().map(texts::get).toList(), Padding.RIGHT);
            NDArray hidden = model.model().transformer().hiddenStates(batch, model.adapter()); // (B, T, H)
            int size = (int) hidden.getShape().get(2);
            long[] last = new long[places.size()];
            for (int row = 0; row < last.length; row++) {
                last[row] = (long) row * batch.time() + batch.lengths()[row] - 1;
            }
            float[] values =
                    indexSelect(hidden.reshape(-1, size), 0, step.create(last)).toFloatArray();
            for (int row = 0; row < last.length; row++) {
                double[] state = new double[size];
                for (int i = 0; i < size; i++) {
                    state[i] = values[row * size + i];
                }
                states[places.get(row)] = state;
            }
        }
    }
}
