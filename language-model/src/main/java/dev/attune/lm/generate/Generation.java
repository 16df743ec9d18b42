package dev.attune.lm.generate;

import java.util.Arrays;

/**
 * One answer.
 *
 * @param tokens the new tokens; if {@code finish} is {@link FinishReason#END}, the end-of-sequence token is the last of them
 * @param logProbabilities of each token under the model at temperature 1
 * @param samplingLogProbabilities of each token under the distribution that it was drawn from
 */
@SuppressWarnings("ArrayRecordComponent") // an answer is handed over, never compared
public record Generation(
        int[] tokens, float[] logProbabilities, float[] samplingLogProbabilities, FinishReason finish) {

    /** The tokens without the end-of-sequence token. */
    public int[] textTokens() {
        return finish == FinishReason.END ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
    }
}
