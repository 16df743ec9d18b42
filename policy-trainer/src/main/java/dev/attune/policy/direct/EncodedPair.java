package dev.attune.policy.direct;

/**
 * A decided pair as tokens.
 *
 * @param prompt up to where the answer begins
 * @param chosen the better answer, with the token that ends it
 * @param rejected the worse one
 * @param weight how much the pair counts
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record EncodedPair(int[] prompt, int[] chosen, int[] rejected, double weight) {

    /** Tokens of the longer of both sequences. */
    int longest() {
        return prompt.length + Math.max(chosen.length, rejected.length);
    }

    /** Tokens of a row that holds the prompt once and both answers. */
    int length() {
        return prompt.length + chosen.length + rejected.length;
    }

    /** This prompt with another pair's answers. */
    EncodedPair withAnswersOf(EncodedPair other) {
        return new EncodedPair(prompt, other.chosen, other.rejected, 1);
    }
}
