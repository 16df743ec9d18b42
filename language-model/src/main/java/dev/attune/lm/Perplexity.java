package dev.attune.lm;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Autograd;

import static dev.attune.lm.torch.Operators.narrow;

/**
 * How well a model predicts texts.
 *
 * @param value {@code exp} of the mean negative log-probability of the predicted tokens
 * @param tokens how many were predicted: all but the first of each text
 */
public record Perplexity(double value, long tokens) {
    /** Positions whose scores exist at once: with a large vocabulary they outweigh all else. */
    private static final int CHUNK = 512;

    /** Measures {@code texts}, each tokenized as its tokenizer does by itself. */
    public static Perplexity of(LanguageModel model, Adapter adapter, List<String> texts) {
        double sum = 0;
        long count = 0;
        for (String text : texts) {
            int[] tokens = model.tokenizer().encodeWithSpecialTokens(text);
            if (tokens.length > 1) {
                sum += negativeLogProbability(model, adapter, tokens);
                count += tokens.length - 1;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("There is nothing to predict: no text has two tokens.");
        }
        return new Perplexity(Math.exp(sum / count), count);
    }

    private static double negativeLogProbability(LanguageModel model, Adapter adapter, int[] tokens) {
        double sum = 0;
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            AnswerBatch batch = AnswerBatch.of(
                    step, List.of(Arrays.copyOf(tokens, 1)), List.of(Arrays.copyOfRange(tokens, 1, tokens.length)));
            NDArray states = batch.predictingStates(model.transformer().hiddenStates(batch.batch(), adapter));
            for (int start = 0; start < tokens.length - 1; start += CHUNK) {
                int size = Math.min(CHUNK, tokens.length - 1 - start);
                try (NDManager chunk = step.newSubManager()) {
                    NDArray some = narrow(states, 0, start, size);
                    some.attach(chunk);
                    NDArray targets = narrow(batch.targets(), 0, start, size);
                    sum -= LogProbabilities.of(model.transformer().logits(some), targets)
                            .sum()
                            .getFloat();
                }
            }
        }
        return sum;
    }
}
