package dev.attune.lab.search;

import dev.attune.lab.measure.Predictions;

/**
 * What one prompt made of one text.
 *
 * @param truth the right label's number
 * @param probabilities (K) in the order of the task's labels
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Outcome(int truth, double[] probabilities) {

    int predicted() {
        return Predictions.likeliest(probabilities);
    }

    boolean right() {
        return predicted() == truth;
    }

    double value() {
        return right() ? 1 : 0;
    }
}
