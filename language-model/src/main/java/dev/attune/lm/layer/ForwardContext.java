package dev.attune.lm.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import static dev.attune.lm.torch.Operators.narrow;

/**
 * What every block needs to know about the pass that it is part of.
 *
 * @param turn rotary turns of the batch's positions; none where positions are learned
 * @param masks which tokens see which
 * @param adapter added to the linear layers
 * @param cache keys and values of earlier tokens, or none
 * @param tap hears the activations, or none
 */
public record ForwardContext(
        RotaryEmbedding.@Nullable Turn turn,
        Masks masks,
        Adapter adapter,
        @Nullable KvCache cache,
        @Nullable Tap tap) {

    /**
     * Added to attention scores, (B, 1, T, S) or broadcastable to it. None means plain causal attention, or for a single
     * new token that it sees everything.
     *
     * @param full for layers that see all earlier tokens
     * @param window for layers with a sliding window
     */
    public record Masks(@Nullable NDArray full, @Nullable NDArray window) {}

    /** The same pass for some of its rows alone, of {@code manager}, which owns the views of what they need; without a cache. */
    public ForwardContext ofRows(NDManager manager, long start, long count) {
        RotaryEmbedding.Turn own = turn == null
                ? null
                : new RotaryEmbedding.Turn(
                        rows(turn.cos(), manager, start, count), rows(turn.sin(), manager, start, count));
        Masks seen = new Masks(
                masks.full() == null ? null : rows(masks.full(), manager, start, count),
                masks.window() == null ? null : rows(masks.window(), manager, start, count));
        return new ForwardContext(own, seen, adapter, null, tap);
    }

    /** What is the same for all rows is so for some. */
    private static NDArray rows(NDArray all, NDManager manager, long start, long count) {
        NDArray some = all.getShape().get(0) == 1 ? narrow(all, 0, 0, 1) : narrow(all, 0, start, count);
        some.attach(manager);
        return some;
    }

    /** Lets the tap, if there is one, hear an activation. */
    public void tell(Tap.Stage stage, int layer, NDArray activation) {
        if (tap != null) {
            tap.hear(stage, layer, activation);
        }
    }
}
