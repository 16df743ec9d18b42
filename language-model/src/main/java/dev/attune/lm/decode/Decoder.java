package dev.attune.lm.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.transformer.Transformer;

/** One more token for the first rows of a cache. */
public interface Decoder extends AutoCloseable {
    /**
     * What makes one token after another from {@code cache}; to be closed by the caller, who gives one thread to each.
     *
     * @param packed whether to use copies of the weights in the layout of the processor's kernels, see
     *     {@link Transformer#packedBytes}
     * @param settled whether scores are {@link Transformer#choiceLogits}: who draws at random has no use for it
     */
    static Decoder open(
            Transformer transformer,
            NDManager parent,
            Adapter adapter,
            KvCache cache,
            boolean packed,
            boolean settled) {
        boolean fast = FastDecoder.serves(transformer.config())
                && adapter.decodesFast()
                && !parent.getDevice().isGpu();
        return fast
                ? new FastDecoder(parent, transformer, adapter, cache, packed, settled)
                : new BlockDecoder(transformer, adapter, cache, settled);
    }

    /**
     * Takes in one token for each of the cache's first rows.
     *
     * @param step owner of the result
     * @param tokens of the first rows
     * @return scores (rows, V) of the next token, float32
     */
    NDArray logits(NDManager step, int[] tokens);

    /**
     * From the next token on the first rows have {@code adapter}, of the kind that this was opened for ({@link
     * Adapter#decodesFast} or not): where rows differ and their order changes.
     */
    void use(Adapter adapter);

    @Override
    void close();
}
