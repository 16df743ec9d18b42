package dev.attune.lab.classify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;

import dev.attune.lab.model.MeasuredModel;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.to;

/** The mean over a text's tokens of the residual stream after half of the base model's blocks: what a text is about. */
final class MeanStates {

    private static final int TOKENS_AT_ONCE = 2048;

    private MeanStates() {}

    /** Vectors (N, H) of texts, which are read without a prompt, in order. */
    static double[][] of(MeasuredModel model, List<String> texts) {
        List<int[]> tokens = texts.stream().map(text -> tokens(model, text)).toList();
        double[][] means = new double[texts.size()][];
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> tokens.get(i).length))
                .toList();
        for (int from = 0; from < order.size(); ) {
            int to = from + 1;
            while (to < order.size() && (to + 1 - from) * tokens.get(order.get(to)).length <= TOKENS_AT_ONCE) {
                to++;
            }
            fill(model, tokens, order.subList(from, to), means);
            from = to;
        }
        return means;
    }

    /** An empty text is the end of a line; one that is too long is cut. */
    private static int[] tokens(MeasuredModel model, String text) {
        int[] tokens = model.model().tokenizer().encodeText(text.isEmpty() ? "\n" : text);
        int most = model.model().config().maximumPositions();
        return tokens.length <= most ? tokens : Arrays.copyOf(tokens, most);
    }

    private static void fill(MeasuredModel model, List<int[]> tokens, List<Integer> places, double[][] means) {
        Transformer transformer = model.model().transformer();
        try (NDManager step = model.model().newStep();
                var recording = Autograd.off()) {
            TokenBatch batch =
                    TokenBatch.of(step, places.stream().map(tokens::get).toList(), Padding.RIGHT);
            int blocks = Math.max(1, transformer.blocks().size() / 2);
            float[] states =
                    to(transformer.lowerStates(batch, blocks), Dtype.FLOAT32).toFloatArray(); // (B * T * H)
            int size = transformer.config().hiddenSize();
            for (int row = 0; row < places.size(); row++) {
                int length = batch.lengths()[row];
                // the first token's state is the same in all texts, and large
                int first = length > 1 ? 1 : 0;
                double[] mean = new double[size];
                for (int column = first; column < length; column++) {
                    for (int i = 0; i < size; i++) {
                        mean[i] += states[(row * batch.time() + column) * size + i] / (length - first);
                    }
                }
                means[places.get(row)] = mean;
            }
        }
    }
}
