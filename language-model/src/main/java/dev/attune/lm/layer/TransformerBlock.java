package dev.attune.lm.layer;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Adapter.SubLayer;
import dev.attune.lm.layer.Tap.Stage;
import dev.attune.lm.weight.Parameter;

/** Pre-norm residual block: attention, then the feed-forward network, or both beside each other. */
public final class TransformerBlock {
    private final int layer;
    private final boolean parallelResidual;
    private final Norm attentionNorm;
    private final CausalSelfAttention attention;
    private final Norm feedForwardNorm;
    private final FeedForward feedForward;

    TransformerBlock(
            CausalSelfAttention attention,
            FeedForward feedForward,
            Norm attentionNorm,
            Norm feedForwardNorm,
            boolean parallelResidual) {
        this.layer = attention.layer();
        this.parallelResidual = parallelResidual;
        this.attentionNorm = attentionNorm;
        this.attention = attention;
        this.feedForwardNorm = feedForwardNorm;
        this.feedForward = feedForward;
    }

    /**
     * x (B, T, H) to (B, T, H). The block takes {@code x} over and closes it; what it makes on the way is freed at the end,
     * except what the backward pass needs, which libtorch keeps by itself.
     */
    public NDArray forward(NDArray x, ForwardContext context) {
        NDManager outer = x.getManager();
        try (NDManager scratch = outer.newSubManager()) {
            x.attach(scratch);
            NDArray attention = attention(x, context);
            NDArray attended = x.add(attention);
            NDArray out = parallelResidual
                    ? attended.add(feedForward(x, context))
                    : attended.add(feedForward(attended, context));
            context.tell(Stage.BLOCK, layer, out);
            out.attach(outer);
            return out;
        }
    }

    private NDArray attention(NDArray x, ForwardContext context) {
        NDArray normal = attentionNorm.forward(x);
        context.tell(Stage.ATTENTION_NORM, layer, normal);
        NDArray out = context.adapter().after(SubLayer.ATTENTION, layer, attention.forward(normal, context));
        context.tell(Stage.ATTENTION, layer, out);
        return out;
    }

    private NDArray feedForward(NDArray x, ForwardContext context) {
        NDArray normal = feedForwardNorm.forward(x);
        context.tell(Stage.FEED_FORWARD_NORM, layer, normal);
        Adapter adapter = context.adapter();
        NDArray out = adapter.after(SubLayer.FEED_FORWARD, layer, feedForward.forward(normal, adapter));
        context.tell(Stage.FEED_FORWARD, layer, out);
        return out;
    }

    public List<Linear> linears() {
        return List.of(attention.queryKeyValue(), attention.output(), feedForward.gateUp(), feedForward.down());
    }

    /** Whether the lean training pass knows this kind of block: others are recorded. */
    public boolean isLean() {
        return !parallelResidual
                && attentionNorm instanceof RmsNorm
                && feedForwardNorm instanceof RmsNorm
                && attention.turnsTogether()
                && feedForward.isGatedSilu();
    }

    public CausalSelfAttention attention() {
        return attention;
    }

    public FeedForward feedForward() {
        return feedForward;
    }

    public Norm attentionNorm() {
        return attentionNorm;
    }

    public Norm feedForwardNorm() {
        return feedForwardNorm;
    }

    /** Weights of the norms of query and key heads; empty if there are none. */
    public List<Parameter> headNorms() {
        return attention.normParameters();
    }

    /** Every weight of the block. */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(attentionNorm.parameters());
        parameters.addAll(feedForwardNorm.parameters());
        parameters.addAll(attention.normParameters());
        linears().forEach(linear -> parameters.addAll(linear.parameters()));
        return parameters;
    }
}
