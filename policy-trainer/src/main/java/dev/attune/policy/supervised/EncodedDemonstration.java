package dev.attune.policy.supervised;

import java.util.BitSet;

/**
 * A conversation as tokens.
 *
 * @param tokens the whole conversation
 * @param learned the indices of those tokens that the loss looks at; never 0, which nothing predicts
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record EncodedDemonstration(int[] tokens, BitSet learned) {

    int length() {
        return tokens.length;
    }
}
