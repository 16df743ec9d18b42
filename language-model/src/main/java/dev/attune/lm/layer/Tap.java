package dev.attune.lm.layer;

import ai.djl.ndarray.NDArray;

/** Hears the activations of a pass, stage by stage, so that a test can say where a difference begins. */
@FunctionalInterface
public interface Tap {
    /** Where in the pass; the order is that of the pass. */
    enum Stage {
        /** (B, T, H): tokens, with positions where they are learned. */
        EMBEDDING,
        /** (B, T, H). */
        ATTENTION_NORM,
        /** (B, A, T, D): queries after their norm and turn. */
        QUERY,
        /** (B, K, T, D): keys of the new tokens after their norm and turn. */
        KEY,
        /** (B, T, H): attention's output, before it is added. */
        ATTENTION,
        /** (B, T, H). */
        FEED_FORWARD_NORM,
        /** (B, T, H): the feed-forward network's output, before it is added. */
        FEED_FORWARD,
        /** (B, T, H): the residual stream after the block. */
        BLOCK,
        /** (B, T, H). */
        FINAL_NORM,
        /** (B, T, V). */
        LOGITS
    }

    /**
     * Told once per stage and layer.
     *
     * @param layer number of the block, or -1 outside of blocks
     * @param activation open during the call only: read it, or copy it
     */
    void hear(Stage stage, int layer, NDArray activation);
}
