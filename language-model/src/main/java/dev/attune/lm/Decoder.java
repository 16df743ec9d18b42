package dev.attune.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** One more token for the first rows of a cache. */
public interface Decoder extends AutoCloseable {
    /**
     * Takes in one token for each of the cache's first rows.
     *
     * @param step owner of the result
     * @param tokens of the first rows
     * @return scores (rows, V) of the next token, float32
     */
    NDArray logits(NDManager step, int[] tokens);

    @Override
    void close();
}
