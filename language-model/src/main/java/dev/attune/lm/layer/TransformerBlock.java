package dev.attune.lm.layer;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Adapter.SubLayer;
import dev.attune.lm.layer.Tap.Stage;
import dev.attune.lm.weight.Parameter;

/** Pre-norm residual block: attention, then the feed-forward network, or both beside each other. */
public record TransformerBlock(
        CausalSelfAttention attention,
        FeedForward feedForward,
        Norm attentionNorm,
        Norm feedForwardNorm,
        boolean parallelResidual) {
    /**
     * x (B, T, H) to (B, T, H). The block takes {@code x} over and closes it; what it makes on the way is freed at the end,
     * except what the backward pass needs, which libtorch keeps by itself.
     */
    public NDArray forward(NDArray x, ForwardContext context) {
        NDManager outer = x.getManager();
        try (NDManager scratch = outer.newSubManager()) {
            x.attach(scratch);
            NDArray attended = x.add(attention(x, context));
            NDArray out = parallelResidual
                    ? attended.add(feedForward(x, context))
                    : attended.add(feedForward(attended, context));
            context.tell(Stage.BLOCK, attention.layer(), out);
            out.attach(outer);
            return out;
        }
    }

    private NDArray attention(NDArray x, ForwardContext context) {
        NDArray normal = context.adapter().norm(attentionNorm).forward(x);
        context.tell(Stage.ATTENTION_NORM, attention.layer(), normal);
        NDArray out =
                context.adapter().after(SubLayer.ATTENTION, attention.layer(), attention.forward(normal, context));
        context.tell(Stage.ATTENTION, attention.layer(), out);
        return out;
    }

    private NDArray feedForward(NDArray x, ForwardContext context) {
        Adapter adapter = context.adapter();
        NDArray normal = adapter.norm(feedForwardNorm).forward(x);
        context.tell(Stage.FEED_FORWARD_NORM, attention.layer(), normal);
        NDArray out = adapter.after(SubLayer.FEED_FORWARD, attention.layer(), feedForward.forward(normal, adapter));
        context.tell(Stage.FEED_FORWARD, attention.layer(), out);
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

    /** Weights of the norms of query and key heads; empty if there are none. */
    public List<Parameter> headNorms() {
        return attention.normParameters();
    }

    /** The same block with weights of its own, which begin as copies and train; {@code owner} keeps them open. */
    public TransformerBlock trainedCopy(NDManager owner) {
        return new TransformerBlock(
                attention.trainedCopy(owner),
                feedForward.trainedCopy(owner),
                trainedCopy(attentionNorm, owner),
                trainedCopy(feedForwardNorm, owner),
                parallelResidual);
    }

    static Norm trainedCopy(Norm norm, NDManager owner) {
        return norm.with(norm.parameters().stream()
                .map(weight -> weight.trainedCopy(owner))
                .toList());
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
