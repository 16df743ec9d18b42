package dev.attune.policy.model;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.batch.AnswerBatch;

/** Where in a batch values are read: in the state before each answer token, and after the last one where that is wanted. */
final class ValuePlaces {

    private ValuePlaces() {}

    /**
     * Indices (M) of int64 into the flattened (B * T) hidden states.
     *
     * @param lengths values of each row: as many as it has answer tokens, or one more
     */
    static NDArray of(AnswerBatch batch, int[] lengths) {
        long[] places = new long[Arrays.stream(lengths).sum()];
        int n = 0;
        for (int row = 0; row < lengths.length; row++) {
            int prompt = batch.batch().lengths()[row] - batch.answerLengths()[row];
            long first = (long) row * batch.batch().time() + prompt - 1;
            for (int i = 0; i < lengths[row]; i++) {
                places[n++] = first + i;
            }
        }
        return batch.targets().getManager().create(places);
    }
}
