package dev.attune.lm.evaluate;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.loss.LogProbabilities;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;

import static dev.attune.lm.torch.Operators.narrow;

/**
 * How well a model predicts texts.
 *
 * <p>All tokens of a text but its first are predicted, each once. A text longer than a window is read in windows that begin
 * a stride after each other; a token is predicted in the first window that has it, so that from the second window on each
 * prediction sees at least the difference of the two.
 *
 * @param value {@code exp} of the mean negative log-probability of the predicted tokens
 * @param tokens how many were predicted
 * @param meanLogProbability in nats
 */
public record Perplexity(double value, long tokens, double meanLogProbability) {
    /** Positions whose scores exist at once: with a large vocabulary they outweigh all else. */
    private static final int CHUNK = 512;

    /**
     * How long texts are read.
     *
     * @param size tokens that the model sees at once
     * @param stride tokens from the start of one window to the start of the next
     */
    public record Windows(int size, int stride) {
        public Windows {
            if (size < 2 || stride < 1 || stride >= size) {
                throw new IllegalArgumentException("A window of " + size + " tokens with a stride of " + stride
                        + " cannot be used: the window needs 2 tokens, and the stride must be shorter.");
            }
        }

        /** As many positions as the model has, and half of that. */
        public static Windows of(LanguageModel model) {
            int size = model.config().maximumPositions();
            return new Windows(size, Math.max(size / 2, 1));
        }
    }

    /** Measures {@code texts}, each tokenized as its tokenizer does by itself, in the longest windows. */
    public static Perplexity of(LanguageModel model, Adapter adapter, List<String> texts) {
        return of(model, adapter, texts, Windows.of(model));
    }

    /** As {@link #of(LanguageModel, Adapter, List)} with windows of the caller's choice. */
    public static Perplexity of(LanguageModel model, Adapter adapter, List<String> texts, Windows windows) {
        double sum = 0;
        long count = 0;
        for (String text : texts) {
            int[] tokens = model.tokenizer().encodeWithSpecialTokens(text);
            if (tokens.length > 1) {
                sum += logProbability(model, adapter, tokens, windows);
                count += tokens.length - 1;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("There is nothing to predict: no text has two tokens.");
        }
        return new Perplexity(Math.exp(-sum / count), count, sum / count);
    }

    private static double logProbability(LanguageModel model, Adapter adapter, int[] tokens, Windows windows) {
        double sum = 0;
        int predicted = 1;
        for (int start = 0; predicted < tokens.length; start += windows.stride()) {
            int end = Math.min(start + windows.size(), tokens.length);
            sum += logProbability(model, adapter, Arrays.copyOfRange(tokens, start, end), predicted - start);
            predicted = end;
        }
        return sum;
    }

    /** Of the tokens from number {@code first} on. */
    private static double logProbability(LanguageModel model, Adapter adapter, int[] window, int first) {
        double sum = 0;
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            AnswerBatch batch = AnswerBatch.of(
                    step,
                    List.of(Arrays.copyOf(window, first)),
                    List.of(Arrays.copyOfRange(window, first, window.length)));
            NDArray states = batch.predictingStates(model.transformer().hiddenStates(batch.batch(), adapter));
            for (int start = 0; start < window.length - first; start += CHUNK) {
                int size = Math.min(CHUNK, window.length - first - start);
                try (NDManager chunk = step.newSubManager()) {
                    NDArray some = narrow(states, 0, start, size);
                    some.attach(chunk);
                    NDArray targets = narrow(batch.targets(), 0, start, size);
                    NDArray probabilities = LogProbabilities.of(
                            model.transformer().with(adapter).logits(some), targets);
                    for (float logProbability : probabilities.toFloatArray()) {
                        sum += logProbability;
                    }
                }
            }
        }
        return sum;
    }
}
