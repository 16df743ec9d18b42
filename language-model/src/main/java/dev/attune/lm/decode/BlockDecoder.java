package dev.attune.lm.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.transformer.Transformer;

/** Decodes through the same layers as training does: for whatever architecture they make. */
public final class BlockDecoder implements Decoder {
    private final Transformer transformer;
    private final KvCache cache;
    private final boolean settled;
    private Adapter adapter;

    public BlockDecoder(Transformer transformer, Adapter adapter, KvCache cache, boolean settled) {
        this.transformer = transformer;
        this.adapter = adapter;
        this.cache = cache;
        this.settled = settled;
    }

    @Override
    public NDArray logits(NDManager step, int[] tokens) {
        int[] places = new int[tokens.length];
        for (int row = 0; row < places.length; row++) {
            places[row] = cache.length(row);
        }
        TokenBatch batch = TokenBatch.next(step, tokens, places);
        NDArray hidden = transformer.hiddenStates(batch, adapter, cache).squeeze(1);
        return settled ? transformer.choiceLogits(hidden) : transformer.logits(hidden);
    }

    @Override
    public void use(Adapter next) {
        this.adapter = next;
    }

    @Override
    public void close() {}
}
