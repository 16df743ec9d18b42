package dev.attune.lm.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.batch.SegmentedBatch;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.AttentionMask;
import dev.attune.lm.layer.ForwardContext.Masks;
import dev.attune.lm.torch.Dtype;

/** Which tokens see which in a pass over whole texts. */
final class PassMasks {
    private PassMasks() {}

    static Masks of(TokenBatch batch, TransformerConfig config, Dtype compute) {
        NDManager step = batch.ids().getManager();
        int[] padding = batch.leftPadding();
        int window = config.architecture().attention().window();
        NDArray full = AttentionMask.causal(step, padding, batch.time(), 0, compute);
        NDArray narrowed = window == 0 || window >= batch.time()
                ? full
                : AttentionMask.windowed(step, padding, batch.time(), 0, window, compute);
        return new Masks(full, narrowed);
    }

    static Masks of(SegmentedBatch rows, TransformerConfig config, Dtype compute) {
        NDManager step = rows.batch().ids().getManager();
        int window = config.architecture().attention().window();
        int longest = rows.longest();
        NDArray full = AttentionMask.segmented(step, rows, longest, compute);
        NDArray narrowed =
                window == 0 || window >= longest ? full : AttentionMask.segmented(step, rows, window, compute);
        return new Masks(full, narrowed);
    }
}
