package dev.attune.reward.score;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.SegmentedBatch;
import dev.attune.lm.batch.SegmentedBatch.Row;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;

/** Raw scores of token sequences by a transformer, an adapter and its heads, without gradients. */
public record SequenceScores(LanguageModel model, Adapter adapter, HeadEnsemble heads) {

    /** Padded tokens of one forward pass: enough to keep two cores busy, little enough to stay small in memory. */
    private static final int TOKENS_AT_ONCE = 4096;

    /** Each head's value at the last token of each sequence, for any number of sequences of any length, in their order. */
    public double[][] ofSequences(List<int[]> sequences) {
        double[][] scores = new double[sequences.size()][];
        inParts(
                sequences,
                sequence -> sequence.length,
                (step, part) -> {
                    TokenBatch batch = TokenBatch.of(step, part, Padding.RIGHT); // (B, T)
                    NDArray hidden = model.transformer().hiddenStates(batch, adapter); // (B, T, H)
                    return AnswerBatch.lastStates(batch, hidden); // (B, H)
                },
                (index, rows) -> scores[index] = rows[0],
                sequence -> 1);
        return scores;
    }

    /** Each head's value at the last token of each text, row by row: {@code [text][head]}. */
    public double[][] ofRows(List<Row> rows) {
        double[][][] scores = new double[rows.size()][][];
        inParts(
                rows,
                Row::length,
                (step, part) -> {
                    SegmentedBatch batch = SegmentedBatch.of(step, part);
                    return batch.lastStates(model.transformer().hiddenStates(batch, adapter)); // (N, H)
                },
                (index, texts) -> scores[index] = texts,
                row -> row.texts().size());
        return Arrays.stream(scores).flatMap(Arrays::stream).toArray(double[][]::new);
    }

    /** Takes the scores of the item number {@code index}. */
    @FunctionalInterface
    private interface Sink {
        void accept(int index, double[][] scores);
    }

    /** Longest first, as many at once as fit: {@code states} gives (N, H), {@code texts} rows of it for each item. */
    private <T> void inParts(
            List<T> items,
            ToIntFunction<T> length,
            BiFunction<NDManager, List<T>, NDArray> states,
            Sink sink,
            ToIntFunction<T> texts) {
        int[] longestFirst = IntStream.range(0, items.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> length.applyAsInt(items.get(i)))
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        int from = 0;
        while (from < longestFirst.length) {
            int time = length.applyAsInt(items.get(longestFirst[from]));
            int count = Math.clamp(TOKENS_AT_ONCE / time, 1, longestFirst.length - from);
            int[] part = Arrays.copyOfRange(longestFirst, from, from + count);
            try (NDManager step = model.newStep();
                    Autograd.Scope off = Autograd.off()) {
                List<T> some = Arrays.stream(part).mapToObj(items::get).toList();
                float[] values = heads.scores(states.apply(step, some)).toFloatArray(); // (N, K)
                int row = 0;
                for (int i = 0; i < part.length; i++) {
                    int own = texts.applyAsInt(some.get(i));
                    sink.accept(part[i], rows(values, row, own, heads.count()));
                    row += own;
                }
            }
            from += count;
        }
    }

    private static double[][] rows(float[] values, int first, int count, int width) {
        double[][] rows = new double[count][width];
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < width; column++) {
                rows[row][column] = values[(first + row) * width + column];
            }
        }
        return rows;
    }
}
