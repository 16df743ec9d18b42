package dev.attune.lm.generate;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.text.Tokenizer;

/**
 * One answer.
 *
 * @param tokens the new tokens; if {@code finish} is {@link FinishReason#END}, the end-of-sequence token is the last of them;
 *     if it is {@link FinishReason#STOP}, the stop string ends in the last of them
 * @param logProbabilities of each token under the model at temperature 1
 * @param samplingLogProbabilities of each token under the distribution that it was drawn from
 * @param stoppedText the text before the stop string, if one ended the answer
 */
@SuppressWarnings("ArrayRecordComponent") // an answer is handed over, never compared
public record Generation(
        int[] tokens,
        float[] logProbabilities,
        float[] samplingLogProbabilities,
        FinishReason finish,
        @Nullable String stoppedText) {

    public Generation(int[] tokens, float[] logProbabilities, float[] samplingLogProbabilities, FinishReason finish) {
        this(tokens, logProbabilities, samplingLogProbabilities, finish, null);
    }

    /** The tokens without the end-of-sequence token. */
    public int[] textTokens() {
        return finish == FinishReason.END ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
    }

    /** The text, without what comes from a stop string on. */
    public String text(Tokenizer tokenizer) {
        return stoppedText == null ? tokenizer.decode(textTokens()) : stoppedText;
    }
}
