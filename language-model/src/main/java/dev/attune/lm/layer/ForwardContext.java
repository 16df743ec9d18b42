package dev.attune.lm.layer;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

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

    /** Lets the tap, if there is one, hear an activation. */
    public void tell(Tap.Stage stage, int layer, NDArray activation) {
        if (tap != null) {
            tap.hear(stage, layer, activation);
        }
    }
}
