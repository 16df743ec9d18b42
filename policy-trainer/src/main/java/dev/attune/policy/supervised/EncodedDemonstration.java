package dev.attune.policy.supervised;

import java.util.BitSet;

/**
 * A conversation as tokens.
 *
 * @param tokens the whole conversation
 * @param learned the indices of those tokens that the loss looks at; never 0, which nothing predicts
 * @param task whose prompt stands before it, of a multitask prompt with names; 0 with any other
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record EncodedDemonstration(int[] tokens, BitSet learned, int task) {

    EncodedDemonstration(int[] tokens, BitSet learned) {
        this(tokens, learned, 0);
    }

    EncodedDemonstration ofTask(int other) {
        return new EncodedDemonstration(tokens, learned, other);
    }

    int length() {
        return tokens.length;
    }
}
