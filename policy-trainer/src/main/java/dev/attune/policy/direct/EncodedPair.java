package dev.attune.policy.direct;

/**
 * A decided pair as tokens, or one answer that was judged by itself, whose other side is empty.
 *
 * @param prompt up to where the answer begins
 * @param chosen the better answer, with the token that ends it
 * @param rejected the worse one
 * @param weight how much the pair counts
 * @param probability that people prefer the chosen answer, as far as that is learned; 1 where it is taken as certain
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record EncodedPair(int[] prompt, int[] chosen, int[] rejected, double weight, double probability) {

    /** A good or a bad answer alone. */
    static EncodedPair alone(int[] prompt, int[] answer, boolean good) {
        int[] nothing = {};
        return good ? new EncodedPair(prompt, answer, nothing, 1, 1) : new EncodedPair(prompt, nothing, answer, 1, 1);
    }

    boolean hasChosen() {
        return chosen.length > 0;
    }

    boolean hasRejected() {
        return rejected.length > 0;
    }

    /** How many answers it has: 2, or 1. */
    int answers() {
        return (hasChosen() ? 1 : 0) + (hasRejected() ? 1 : 0);
    }

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
        return new EncodedPair(prompt, other.chosen, other.rejected, 1, 1);
    }
}
