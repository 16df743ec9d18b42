package dev.attune.reward.score;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.Adapter;
import dev.attune.lm.AnswerBatch;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.Padding;
import dev.attune.lm.ScalarHead;
import dev.attune.lm.TokenBatch;
import dev.attune.lm.torch.Autograd;

/** Raw scores of token sequences by a transformer, an adapter and a head. */
public final class SequenceScores {

    /** Padded tokens of one forward pass: enough to keep two cores busy, little enough to stay small in memory. */
    private static final int TOKENS_AT_ONCE = 4096;

    private SequenceScores() {}

    /**
     * The head's value (B) in float32 at the last token of each sequence; recorded for gradients when Autograd is on.
     *
     * @param step owner of everything that is computed
     */
    public static NDArray of(
            NDManager step, LanguageModel model, Adapter adapter, ScalarHead head, List<int[]> sequences) {
        TokenBatch batch = TokenBatch.of(step, sequences, Padding.RIGHT); // (B, T)
        NDArray hidden = model.transformer().hiddenStates(batch, adapter); // (B, T, H)
        return head.score(AnswerBatch.lastStates(batch, hidden)); // (B)
    }

    /** As {@link #of}, without gradients, for any number of sequences of any length, in their order. */
    public static double[] all(LanguageModel model, Adapter adapter, ScalarHead head, List<int[]> sequences) {
        int[] longestFirst = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> sequences.get(i).length)
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        double[] scores = new double[sequences.size()];
        int from = 0;
        while (from < longestFirst.length) {
            int time = sequences.get(longestFirst[from]).length;
            int rows = Math.clamp(TOKENS_AT_ONCE / time, 1, longestFirst.length - from);
            int[] part = java.util.Arrays.copyOfRange(longestFirst, from, from + rows);
            List<int[]> batch = IntStream.of(part).mapToObj(sequences::get).toList();
            try (NDManager step = model.newStep();
                    Autograd.Scope off = Autograd.off()) {
                float[] values = of(step, model, adapter, head, batch).toFloatArray();
                for (int i = 0; i < part.length; i++) {
                    scores[part[i]] = values[i];
                }
            }
            from += rows;
        }
        return scores;
    }
}
