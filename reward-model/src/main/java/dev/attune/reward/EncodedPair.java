package dev.attune.reward;

import dev.attune.contracts.preference.PreferencePair;

/**
 * A pair as token sequences: prompt, answer, end of the answer.
 *
 * @param margin what the chosen score must exceed the rejected one by, in the loss
 */
@SuppressWarnings("ArrayRecordComponent") // tokens are handed on as they are; pairs are never compared
record EncodedPair(PreferencePair pair, int[] chosen, int[] rejected, double margin) {

    /** Tokens of the longer sequence: what one row of the pair's batch costs. */
    int length() {
        return Math.max(chosen.length, rejected.length);
    }

    /** Tokens of both sequences. */
    int tokens() {
        return chosen.length + rejected.length;
    }
}
