package dev.attune.lm;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Pre-norm residual block: attention, then the feed-forward network. */
final class TransformerBlock {
    private final RmsNorm attentionNorm;
    private final CausalSelfAttention attention;
    private final RmsNorm feedForwardNorm;
    private final FeedForward feedForward;

    TransformerBlock(
            RmsNorm attentionNorm, CausalSelfAttention attention, RmsNorm feedForwardNorm, FeedForward feedForward) {
        this.attentionNorm = attentionNorm;
        this.attention = attention;
        this.feedForwardNorm = feedForwardNorm;
        this.feedForward = feedForward;
    }

    /**
     * x (B, T, H) to (B, T, H). The block takes {@code x} over and closes it; what it makes on the way is freed at the end,
     * except what the backward pass needs, which libtorch keeps by itself.
     */
    NDArray forward(NDArray x, ForwardContext context) {
        NDManager outer = x.getManager();
        try (NDManager scratch = outer.newSubManager()) {
            x.attach(scratch);
            NDArray attended = x.add(attention.forward(attentionNorm.forward(x), context));
            NDArray out = attended.add(feedForward.forward(feedForwardNorm.forward(attended), context.adapter()));
            out.attach(outer);
            return out;
        }
    }

    List<Linear> linears() {
        return List.of(attention.queryKeyValue(), attention.output(), feedForward.gateUp(), feedForward.down());
    }

    RmsNorm attentionNorm() {
        return attentionNorm;
    }

    RmsNorm feedForwardNorm() {
        return feedForwardNorm;
    }
}
